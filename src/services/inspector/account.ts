import type { ResourceState, Status } from '@aws-sdk/client-inspector2';
import { inspector } from './service.ts';

/** What Inspector scans in an account, and whether it scans at all. */
export interface Scanning {
  readonly status: Status;
  /** By kind of scan; one that the Region lacks is missing. */
  readonly resourceState: ResourceState;
}

/**
 * The scans of the account itself, on or off. An account that never turned Inspector on is DISABLED.
 * https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html
 */
export const scanning = inspector.reader(
  ['BatchGetAccountStatus'],
  async ({ sdk, client, accountId }): Promise<Scanning> => {
    const { accounts, failedAccounts = [] } = await client.send(
      new sdk.BatchGetAccountStatusCommand({ accountIds: [accountId] }),
    );
    const account = accounts?.find((each) => each.accountId === accountId);
    if (account?.state?.status !== undefined && account.resourceState !== undefined)
      return { status: account.state.status, resourceState: account.resourceState };
    const failure = failedAccounts.find((each) => each.accountId === accountId);
    throw new Error(
      failure === undefined
        ? 'AWS sent no status of the account'
        : `AWS did not tell the status of the account: ${failure.errorCode}: ${failure.errorMessage}`,
    );
  },
);

/** Whether Inspector holds anything of the account: what it scans, or has scanned until it was suspended. */
export function isOn({ status }: Scanning): boolean {
  return status !== 'DISABLED';
}
