import type { DelegationRequest as AnyDelegationRequest } from '@aws-sdk/client-iam';
import { type Named, named } from '../../aws/named.ts';
import { markedPages, pages } from '../../aws/pages.ts';
import { iam } from './service.ts';
import { unlessNotOffered } from './unless-not-offered.ts';

/** What an outside product asked for, and what became of it; its messages and its policy stay at AWS. */
export type DelegationRequest = Named<
  Pick<
    AnyDelegationRequest,
    | 'ApproverId'
    | 'CreateDate'
    | 'DelegationRequestId'
    | 'ExpirationTime'
    | 'OwnerId'
    | 'RequestorId'
    | 'RequestorName'
    | 'RolePermissionRestrictionArns'
    | 'SessionDuration'
    | 'State'
    | 'UpdatedTime'
  >,
  'DelegationRequestId'
> & { readonly PolicyTemplateArn: string | undefined };

/**
 * The requests of outside products for temporary permissions that somebody of the account has taken up, also those
 * that were refused or are over: AWS forgets them after days. Undefined where the partition has no such requests.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListDelegationRequests.html
 */
export const delegationRequests = iam.reader(
  [{ repeats: 'ListDelegationRequests' }],
  ({ sdk, client, partition }): Promise<readonly DelegationRequest[] | undefined> =>
    unlessNotOffered(partition, async () =>
      named(
        // The SDK has no paginator for this call, whose answer spells `isTruncated` in lower case.
        await pages(
          markedPages((Marker) =>
            client.send(new sdk.ListDelegationRequestsCommand({ MaxItems: 1000, Marker })),
          ),
          (page) => page.DelegationRequests,
        ),
        'DelegationRequestId',
      ).map((request) => ({
        DelegationRequestId: request.DelegationRequestId,
        RequestorId: request.RequestorId,
        RequestorName: request.RequestorName,
        OwnerId: request.OwnerId,
        ApproverId: request.ApproverId,
        State: request.State,
        CreateDate: request.CreateDate,
        UpdatedTime: request.UpdatedTime,
        ExpirationTime: request.ExpirationTime,
        SessionDuration: request.SessionDuration,
        RolePermissionRestrictionArns: request.RolePermissionRestrictionArns,
        PolicyTemplateArn: request.Permissions?.PolicyTemplateArn,
      })),
    ),
);
