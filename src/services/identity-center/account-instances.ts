import { derive, everyRegion } from '../../aws/combine-readers.ts';
import type { Answer } from '../../aws/reader.ts';
import { organization } from '../organizations/organization.ts';
import { identityCenterInstances } from './instances.ts';

/** Instances of Identity Center that the account can see in a Region. */
type Instances = Awaited<ReturnType<typeof identityCenterInstances>>;

/** What a member account of an organization sees of Identity Center, or why the account is none. */
export type MemberInstances =
  | {
      readonly kind: 'member';
      /** The account that the instance of the organization belongs to. */
      readonly managementAccountId: string;
      readonly regions: readonly { readonly region: string; readonly answer: Answer<Instances> }[];
    }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * The instances that a member account sees, in all its Regions: its own, of which it may have one, and its
 * organization's. The management account cannot have an account instance.
 * https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateInstance.html
 */
export const memberInstances = derive(
  { regions: everyRegion(identityCenterInstances), organization },
  ({ regions, organization: ours }, { session }): MemberInstances => {
    if (ours === undefined)
      return {
        kind: 'none',
        reason: 'the account belongs to no organization whose Identity Center it could go past',
      };
    const { MasterAccountId } = ours;
    if (MasterAccountId === session.accountId)
      return { kind: 'none', reason: 'a management account can have no account instance of Identity Center' };
    return { kind: 'member', managementAccountId: MasterAccountId, regions };
  },
);
