import type { Answers } from '../../support/stub.ts';
import { success, type Wire } from '../../support/wire.ts';

export const OWN = '111122223333';

/** The account with this status of all scans. */
export const scanningIs = (status: string, resources: Readonly<Record<string, Wire>> = {}): Answers => ({
  'inspector2:BatchGetAccountStatus': (call) =>
    success(call, {
      accounts: [
        {
          accountId: OWN,
          state: { status },
          resourceState: { ec2: { status }, ecr: { status }, ...resources },
        },
      ],
      failedAccounts: [],
    }),
});

export const on = scanningIs('ENABLED');
export const off = scanningIs('DISABLED');
