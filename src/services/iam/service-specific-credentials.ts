import type { IAMClient, ServiceSpecificCredentialMetadata } from '@aws-sdk/client-iam';
import { optional } from '../../aws/combine-readers.ts';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
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
      await pages(credentialPages(sdk, client), (page) => page.ServiceSpecificCredentials),
      'UserName',
      'ServiceSpecificCredentialId',
    ),
);

/** The same, for rules that can judge most users without it. */
export const optionalServiceSpecificCredentials = optional(serviceSpecificCredentials);

/** The SDK has no paginator for this call. */
async function* credentialPages(sdk: typeof import('@aws-sdk/client-iam'), client: IAMClient) {
  const seen = new Set<string | undefined>();
  let Marker: string | undefined;
  do {
    seen.add(Marker);
    const page = await client.send(
      new sdk.ListServiceSpecificCredentialsCommand({ AllUsers: true, MaxItems: 1000, Marker }),
    );
    if (page.ServiceSpecificCredentials === undefined) throw new Error('AWS sent no list of credentials');
    yield page;
    Marker = page.IsTruncated ? page.Marker : undefined;
    if (page.IsTruncated && seen.has(Marker)) throw new Error('AWS sent the same page again');
  } while (Marker !== undefined);
}
