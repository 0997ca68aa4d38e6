import { derive } from '../../aws/reader.ts';
import { accountSummary } from './account.ts';

/** The root counters of the account summary, 0 or 1. Undefined where AWS did not send one. */
export interface RootCredentials {
  readonly AccountPasswordPresent: number | undefined;
  readonly AccountAccessKeysPresent: number | undefined;
  readonly AccountSigningCertificatesPresent: number | undefined;
  readonly AccountMFAEnabled: number | undefined;
}

/** What the root user can sign in with. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const rootCredentials = derive(
  { summary: accountSummary },
  ({ summary }): RootCredentials => ({
    AccountPasswordPresent: summary.AccountPasswordPresent,
    AccountAccessKeysPresent: summary.AccountAccessKeysPresent,
    AccountSigningCertificatesPresent: summary.AccountSigningCertificatesPresent,
    AccountMFAEnabled: summary.AccountMFAEnabled,
  }),
);

/** Whether root has a password or an access key; undefined when AWS did not say enough. */
export function rootCanSignIn(root: RootCredentials): boolean | undefined {
  const counts = [root.AccountPasswordPresent, root.AccountAccessKeysPresent];
  if (counts.some((count) => count !== undefined && count > 0)) return true;
  return counts.includes(undefined) ? undefined : false;
}

/** Why there is nothing to judge in partitions without a root user: https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html */
export const WITHOUT_ROOT: Readonly<Record<string, string>> = {
  'aws-cn': 'accounts in AWS China have no root user',
};

/** Why root's MFA cannot be judged: https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-iam.html */
export const WITHOUT_ROOT_MFA: Readonly<Record<string, string>> = {
  ...WITHOUT_ROOT,
  'aws-us-gov': 'MFA devices cannot be registered for root in AWS GovCloud (US)',
};
