import { derive } from '../../aws/combine-readers.ts';
import { partitionOf } from '../../aws/partitions.ts';
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

/** Why there is nothing to judge of root in a partition whose accounts have none; undefined in the others. */
export function whyNoRoot(partition: string): string | undefined {
  const known = partitionOf(partition);
  return known?.rootUser === 'none' ? `accounts in ${known.name} have no root user` : undefined;
}

/** Why root's MFA cannot be judged in a partition; undefined where it can. */
export function whyNoRootMfa(partition: string): string | undefined {
  const known = partitionOf(partition);
  return known?.rootUser === 'without MFA devices'
    ? `MFA devices cannot be registered for root in ${known.name}`
    : whyNoRoot(partition);
}
