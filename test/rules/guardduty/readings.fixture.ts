import { ReadError } from '../../../src/aws/read-error.ts';
import type {
  Detector,
  optionalDetectorAdministrator,
  Standing,
} from '../../../src/services/guardduty/index.ts';
import { ACCOUNT } from '../../support/judge.ts';

type Administrator = Awaited<ReturnType<typeof optionalDetectorAdministrator>>;

/** A detector that runs. */
export const detectorOf = (changes: Partial<Detector> = {}): Detector => ({
  id: 'd1',
  arn: `arn:aws:guardduty:us-east-1:${ACCOUNT}:detector/d1`,
  ServiceRole: 'role',
  Status: 'ENABLED',
  FindingPublishingFrequency: 'FIFTEEN_MINUTES',
  ...changes,
});

/** Where GuardDuty does not run. */
export const NOT_RUNNING: readonly (readonly [string, Detector | undefined])[] = [
  ['no detector', undefined],
  ['a suspended detector', detectorOf({ Status: 'DISABLED' })],
];

export const NOBODY: Administrator = { ok: true, value: undefined };
export const SOMEBODY: Administrator = { ok: true, value: { AccountId: '999988887777' } };

export const deniedTo = (action: string) =>
  new ReadError(`${action} is denied`, { kind: 'denied', action, accountId: ACCOUNT, region: 'us-east-1' });

const managementAccountId = '444455556666';

/** What the account may be to GuardDuty of its organization but its administrator, and who could tell then. */
export const ELSEWHERE: readonly (readonly [string, Standing, string])[] = [
  ['where GuardDuty does not run', { kind: 'off' }, 'guardduty/disabled'],
  ['outside organizations', { kind: 'outside organization' }, 'no organization'],
  ['in a member', { kind: 'member', managementAccountId, administratorId: '999988887777' }, '999988887777'],
  [
    'in a management account that was told who administers',
    { kind: 'alone', managementAccountId: ACCOUNT, administratorId: '999988887777' },
    '999988887777',
  ],
  [
    'in an account that is neither',
    { kind: 'alone', managementAccountId, administratorId: undefined },
    managementAccountId,
  ],
  [
    'with members by invitation',
    { kind: 'inviter', managementAccountId, administratorId: undefined },
    managementAccountId,
  ],
];
