import type { PasswordPolicy } from '@aws-sdk/client-iam';
import { pages } from '../../aws/pages.ts';
import { iam } from './service.ts';

export type { PasswordPolicy };

/** Account-wide counters and root flags. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const accountSummary = iam.reader(
  ['GetAccountSummary'],
  async ({ sdk, client }) => (await client.send(new sdk.GetAccountSummaryCommand({}))).SummaryMap ?? {},
);

/** Virtual MFA devices that somebody uses. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html */
export const virtualMfaDevices = iam.reader(['ListVirtualMFADevices'], ({ sdk, client }) =>
  pages(
    sdk.paginateListVirtualMFADevices({ client, pageSize: 1000 }, { AssignmentStatus: 'Assigned' }),
    (page) => page.VirtualMFADevices,
  ),
);

/**
 * The account's own password policy, or undefined where AWS's default policy is in force.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html
 */
export const passwordPolicy = iam.reader(
  ['GetAccountPasswordPolicy'],
  async ({ sdk, client }): Promise<PasswordPolicy | undefined> => {
    try {
      const { PasswordPolicy: policy } = await client.send(new sdk.GetAccountPasswordPolicyCommand({}));
      if (policy === undefined) throw new Error('AWS sent no password policy');
      return policy;
    } catch (error) {
      if (error instanceof sdk.NoSuchEntityException) return undefined;
      throw error;
    }
  },
);

/** Certificates stored in IAM. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html */
export const serverCertificates = iam.reader(['ListServerCertificates'], ({ sdk, client }) =>
  pages(
    sdk.paginateListServerCertificates({ client, pageSize: 1000 }, {}),
    (page) => page.ServerCertificateMetadataList,
  ),
);

/** Identity providers through which people sign in with SAML. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviders.html */
export const samlProviders = iam.reader(
  ['ListSAMLProviders'],
  async ({ sdk, client }) => (await client.send(new sdk.ListSAMLProvidersCommand({}))).SAMLProviderList ?? [],
);

/**
 * The name that the account has beside its number; undefined where it has none. An account has one at most.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html
 */
export const accountAlias = iam.reader(
  ['ListAccountAliases'],
  async ({ sdk, client }) => (await client.send(new sdk.ListAccountAliasesCommand({}))).AccountAliases?.[0],
);
