import type { ServiceSpecificCredentialMetadata } from '@aws-sdk/client-iam';
import { optional } from '../../aws/combine-readers.ts';
import { type Named, named } from '../../aws/named.ts';
import { markedPages, pages } from '../../aws/pages.ts';
import { iam } from './service.ts';

/** A password or key for one service, such as CodeCommit, Keyspaces or Bedrock. AWS does not tell its last use. */
export type ServiceSpecificCredential = Named<
  ServiceSpecificCredentialMetadata,
  'UserName' | 'ServiceSpecificCredentialId'
>;

/**
 * The service-specific credentials of all users, for all services.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html
 */
export const serviceSpecificCredentials = iam.reader(
  [{ repeats: 'ListServiceSpecificCredentials' }],
  async ({ sdk, client }): Promise<readonly ServiceSpecificCredential[]> =>
    named(
      // The SDK has no paginator for this call.
      await pages(
        markedPages((Marker) =>
          client.send(
            new sdk.ListServiceSpecificCredentialsCommand({ AllUsers: true, MaxItems: 1000, Marker }),
          ),
        ),
        (page) => page.ServiceSpecificCredentials,
      ),
      'UserName',
      'ServiceSpecificCredentialId',
    ),
);

/** The same, for rules that can judge most users without it. */
export const optionalServiceSpecificCredentials = optional(serviceSpecificCredentials);
