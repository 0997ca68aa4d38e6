import { afterEach, describe, expect, it, vi } from 'vitest';
import accessKeyCreatedWithUser from '../../../rules/iam/access-key-created-with-user.ts';
import accessKeyNotRotated from '../../../rules/iam/access-key-not-rotated.ts';
import credentialUnused from '../../../rules/iam/credential-unused.ts';
import userWithTwoActiveKeys from '../../../rules/iam/user-with-two-active-keys.ts';
import userWithoutMfa from '../../../rules/iam/user-without-mfa.ts';
import {
  credentialReport,
  parseCredentialReport,
  rootReport,
  told,
  withNewerUsers,
} from '../../../src/services/iam/credential-report.ts';
import { failing } from '../../support/faults.ts';
import { NOW } from '../../support/judge.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer } from '../../support/stub.ts';
import { success } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const COLUMNS = [
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation',
  'mfa_active',
  'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date',
  'access_key_1_last_used_region,access_key_1_last_used_service',
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date',
  'access_key_2_last_used_region,access_key_2_last_used_service',
  'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated',
].join(',');

const ARN = 'arn:aws:iam::111122223333';
const ROOT = `<root_account>,${ARN}:root,2020-01-01T00:00:00+00:00,not_supported,2026-01-02T03:04:05+00:00,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`;
const ANN = `ann,${ARN}:user/ann,2021-01-01T00:00:00+00:00,true,no_information,2021-01-02T00:00:00+00:00,N/A,false,true,2022-01-01T00:00:00Z,N/A,N/A,N/A,false,2022-02-02T00:00:00Z,2023-01-01T00:00:00+00:00,N/A,s3,true,2021-01-01T00:00:00+00:00,false,N/A`;
const GENERATED = new Date('2026-11-20T10:00:00Z');

describe('parseCredentialReport', () => {
  it('tells root from users', () => {
    const { root, users } = parseCredentialReport([COLUMNS, ROOT, ANN].join('\n'), GENERATED);
    expect(root?.password).toMatchObject({
      enabled: undefined,
      lastUsed: new Date('2026-01-02T03:04:05Z'),
      changed: undefined,
    });
    expect(users.map(({ name }) => name)).toEqual(['ann']);
  });

  it('tells never used from not told, and gives what never was used the age of its last change', () => {
    const [ann] = parseCredentialReport([COLUMNS, ANN].join('\n'), GENERATED).users;
    expect(ann).toMatchObject({
      created: new Date('2021-01-01'),
      mfa: false,
      password: { enabled: true, lastUsed: 'never', idleSince: new Date('2021-01-02') },
      accessKeys: [
        {
          enabled: true,
          lastUsed: 'never',
          changed: new Date('2022-01-01'),
          idleSince: new Date('2022-01-01'),
        },
        { enabled: false, lastUsed: new Date('2023-01-01'), idleSince: new Date('2023-01-01') },
      ],
      certificates: [true, false],
      hasMore: false,
    });
  });

  it('goes by the names of columns and not by their places', () => {
    const backwards = [COLUMNS, ANN].map((line) => line.split(',').reverse().join(',')).join('\n');
    expect(parseCredentialReport(backwards, GENERATED)).toEqual(
      expect.objectContaining({
        users: [expect.objectContaining({ name: 'ann', certificates: [true, false] })],
      }),
    );
  });

  it.each([
    ['', false],
    ['N/A', false],
    ['1 additional access key. Use ListAccessKeys', true],
  ])('additional_credentials_info %j: %s', (text, hasMore) => {
    const csv = `${COLUMNS},additional_credentials_info\n${ANN},${text}`;
    expect(parseCredentialReport(csv, GENERATED).users[0]?.hasMore).toBe(hasMore);
  });

  it('knows nothing of columns that AWS did not send', () => {
    const [bob] = parseCredentialReport(`user,arn\nbob,${ARN}:user/bob`, undefined).users;
    expect(bob).toMatchObject({
      created: undefined,
      mfa: undefined,
      password: { enabled: undefined, lastUsed: undefined, idleSince: undefined },
    });
  });

  it('reads user names that hold commas', () => {
    const [user] = parseCredentialReport(`user,arn\n"a,b=c@d",${ARN}:user/x`, undefined).users;
    expect(user?.name).toBe('a,b=c@d');
  });

  it.each([
    ['a short row', `${COLUMNS}\nann,${ARN}:user/ann`],
    ['no user', 'user,arn\n,'],
    ['another table', 'a,b\n1,2'],
  ])('refuses %s', (_case, csv) => {
    expect(() => parseCredentialReport(csv, GENERATED)).toThrow();
  });

  it('quotes columns as evidence, with the time of the report', () => {
    const [ann] = parseCredentialReport([COLUMNS, ANN].join('\n'), GENERATED).users;
    expect(ann && told(ann, 'password_enabled', 'password_last_used')).toEqual({
      password_enabled: true,
      password_last_used: 'no_information',
      GeneratedTime: '2026-11-20T10:00:00.000Z',
    });
  });
});

const states = (...states: readonly string[]): Answerer => {
  let next = 0;
  return (call) => {
    const State = states[Math.min(next, states.length - 1)];
    next += 1;
    return success(call, { State });
  };
};
const report: Answerer = (call) =>
  success(call, {
    Content: Buffer.from([COLUMNS, ROOT, ANN].join('\n')).toString('base64'),
    ReportFormat: 'text/csv',
    GeneratedTime: GENERATED,
  });

const details =
  (...names: readonly string[]): Answerer =>
  (call) =>
    success(call, {
      UserDetailList: names.map((UserName) => ({
        UserName,
        Arn: `${ARN}:user/${UserName}`,
        CreateDate: GENERATED,
      })),
      GroupDetailList: [],
      RoleDetailList: [],
      Policies: [],
      IsTruncated: false,
    });

describe('credentialReport', () => {
  it('waits until AWS has made the report, and reads it once', async () => {
    await using account = await stubbedPlace({
      'iam:GenerateCredentialReport': states('STARTED', 'INPROGRESS', 'COMPLETE'),
      'iam:GetCredentialReport': report,
      'iam:GetAccountAuthorizationDetails': details('ann'),
    });
    const [first, second] = await Promise.all([
      credentialReport(account.place),
      credentialReport(account.place),
    ]);
    expect(first).toBe(second);
    expect(first.users[0]?.generated).toEqual(GENERATED);
    expect(account.calls().filter((call) => call.endsWith('CredentialReport'))).toEqual([
      'GenerateCredentialReport',
      'GenerateCredentialReport',
      'GenerateCredentialReport',
      'GetCredentialReport',
    ]);
  });

  it('tells users who are newer than the report, of whom it knows nothing', async () => {
    await using account = await stubbedPlace({
      'iam:GenerateCredentialReport': states('COMPLETE'),
      'iam:GetCredentialReport': report,
      'iam:GetAccountAuthorizationDetails': details('ann', 'bob'),
    });
    expect(await credentialReport(account.place)).toMatchObject({
      users: [
        { name: 'ann', reported: true },
        { name: 'bob', arn: `${ARN}:user/bob`, reported: false, mfa: undefined, generated: GENERATED },
      ],
    });
  });

  it('gives up on a report that is never made', async () => {
    await using account = await stubbedPlace({ 'iam:GenerateCredentialReport': states('INPROGRESS') });
    await expect(rootReport(account.place)).rejects.toMatchObject({
      kind: 'failed',
      action: 'iam:GenerateCredentialReport',
      message: expect.stringContaining('AWS was still making the credential report after 120 s'),
    });
  });

  it('fails where AWS says that there is no report', async () => {
    await using account = await stubbedPlace({
      'iam:GenerateCredentialReport': states('COMPLETE'),
      'iam:GetCredentialReport': failing('ReportNotPresent', 'No report exists', 410),
    });
    await expect(rootReport(account.place)).rejects.toMatchObject({
      kind: 'failed',
      action: 'iam:GetCredentialReport',
    });
  });
});

describe('a user who is newer than the report', () => {
  const newer = withNewerUsers(parseCredentialReport([COLUMNS, ROOT].join('\n'), GENERATED), {
    UserDetailList: [
      { UserName: 'bob', Arn: `${ARN}:user/bob`, CreateDate: new Date('2026-11-20T11:00:00Z') },
    ],
  });
  const scope = { account: { id: '111122223333', partition: 'aws' }, region: 'us-east-1', now: NOW };
  const reads = { report: newer };

  it.each([
    ['access-key-created-with-user', accessKeyCreatedWithUser.check(reads, { ...scope, options: {} })],
    ['access-key-not-rotated', accessKeyNotRotated.check(reads, { ...scope, options: { days: 90 } })],
    ['credential-unused', credentialUnused.check(reads, { ...scope, options: { days: 45 } })],
    ['user-with-two-active-keys', userWithTwoActiveKeys.check(reads, { ...scope, options: {} })],
    ['user-without-mfa', userWithoutMfa.check(reads, { ...scope, options: {} })],
  ])('is unknown to iam/%s', (_rule, check) => {
    const verdicts = [...check];
    expect(verdicts).not.toEqual([]);
    for (const verdict of verdicts)
      expect(verdict).toMatchObject({
        status: 'unknown',
        resource: { id: `${ARN}:user/bob` },
        reason: 'the user is newer than the credential report',
      });
  });
});
