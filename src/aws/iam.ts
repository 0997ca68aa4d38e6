import { pages } from './pages.ts';
import { derive, service } from './service.ts';

const iam = service({
  id: 'iam',
  region: 'global',
  load: () => import('@aws-sdk/client-iam'),
  client: (sdk, config) => new sdk.IAMClient(config),
});

/** Account-wide counters and root flags. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const accountSummary = iam.reader(
  ['iam:GetAccountSummary'],
  async ({ sdk, client }) => (await client.send(new sdk.GetAccountSummaryCommand({}))).SummaryMap ?? {},
);

/** What the root user can sign in with. A field is undefined where AWS did not send the counter. */
export interface RootCredentials {
  readonly password: boolean | undefined;
  readonly accessKey: boolean | undefined;
  readonly signingCertificate: boolean | undefined;
  readonly mfa: boolean | undefined;
}

/** The root flags of the account summary. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const rootCredentials = derive({ summary: accountSummary }, ({ summary }): RootCredentials => {
  const flag = (count: number | undefined) => (count === undefined ? undefined : count > 0);
  return {
    password: flag(summary.AccountPasswordPresent),
    accessKey: flag(summary.AccountAccessKeysPresent),
    signingCertificate: flag(summary.AccountSigningCertificatesPresent),
    mfa: flag(summary.AccountMFAEnabled),
  };
});

/** Virtual MFA devices that somebody uses. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html */
export const virtualMfaDevices = iam.reader(['iam:ListVirtualMFADevices'], ({ sdk, client }) =>
  pages(
    sdk.paginateListVirtualMFADevices({ client, pageSize: 1000 }, { AssignmentStatus: 'Assigned' }),
    (page) => page.VirtualMFADevices,
  ),
);
