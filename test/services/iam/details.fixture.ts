import { type StubbedPlace, stubbedPlace } from '../../support/place.ts';
import { success, type Wire } from '../../support/wire.ts';

/** What GetAccountAuthorizationDetails sends. */
type SentDetails = Partial<
  Record<'UserDetailList' | 'GroupDetailList' | 'RoleDetailList' | 'Policies', readonly Wire[]>
>;

/** An account of which AWS says this, and no more, when asked for its authorization details. */
export function placeWith(details: SentDetails): Promise<StubbedPlace> {
  return stubbedPlace({
    'iam:GetAccountAuthorizationDetails': (call) =>
      success(call, {
        UserDetailList: [],
        GroupDetailList: [],
        RoleDetailList: [],
        Policies: [],
        IsTruncated: false,
        ...details,
      }),
  });
}
