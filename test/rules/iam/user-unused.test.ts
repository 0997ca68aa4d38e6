import { describe, expect, it } from 'vitest';
import rotationRule from '../../../rules/iam/access-key-not-rotated.ts';
import credentialRule from '../../../rules/iam/credential-unused.ts';
import rule from '../../../rules/iam/user-unused.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import { daysAgo, judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { ago, ROOT, type Row, reportOf } from './readings.fixture.ts';

type Reading = Parameters<typeof rule.check>[0]['serviceSpecific'];
type Credential = Extract<Reading, { ok: true }>['value'][number];

const password = (lastUsed: string, changed = ago(500)): Row => ({
  password_enabled: 'true',
  password_last_used: lastUsed,
  password_last_changed: changed,
});
const key = (lastUsed: string, made = ago(500)): Row => ({
  access_key_1_active: 'true',
  access_key_1_last_rotated: made,
  access_key_1_last_used_date: lastUsed,
});
const inactiveKey = (lastUsed: string): Row => ({ ...key(lastUsed), access_key_1_active: 'false' });
const NONE: Reading = { ok: true, value: [] };
const ofService = (made: number, changes: Partial<Credential> = {}): Reading => ({
  ok: true,
  value: [
    {
      UserName: 'ann',
      Status: 'Active',
      CreateDate: daysAgo(made),
      ServiceSpecificCredentialId: 'ACCA1',
      ServiceName: 'bedrock.amazonaws.com',
      ...changes,
    },
  ],
});
const denied = new ReadError('iam:ListServiceSpecificCredentials is denied', {
  kind: 'denied',
  action: 'iam:ListServiceSpecificCredentials',
  accountId: '111122223333',
  region: 'us-east-1',
});
const more: Row = { additional_credentials_info: '1 more key' };

describe('iam/user-unused', () => {
  it.each<[string, Row, string]>([
    ['no credentials', {}, 'pass'],
    ['password used 90 days ago', password(ago(90)), 'pass'],
    ['password used 91 days ago', password(ago(91)), 'fail'],
    ['key used, password not', { ...password(ago(200)), ...key(ago(1)) }, 'pass'],
    ['neither used', { ...password(ago(200)), ...key(ago(100)) }, 'fail'],
    ['old password never used', password('no_information'), 'fail'],
    ['new password never used', password('no_information', ago(10)), 'pass'],
    ['new key never used', key('N/A', ago(10)), 'pass'],
    ['old key never used', key('N/A'), 'fail'],
    ['password unused, a key of late deactivated', { ...password(ago(200)), ...inactiveKey(ago(5)) }, 'pass'],
    ['only a key deactivated long ago', inactiveKey(ago(500)), 'pass'],
    ['use of the key not told', { ...password(ago(200)), ...key('') }, 'unknown'],
    ['use of the key not told, password used', { ...password(ago(1)), ...key('') }, 'pass'],
    ['enabled not told', { ...password(ago(200)), password_enabled: 'not_supported' }, 'unknown'],
    ['more keys, none described used', { ...password(ago(200)), ...more }, 'unknown'],
    ['more keys, password used', { ...password(ago(1)), ...more }, 'pass'],
    ['more keys only', more, 'unknown'],
  ])('%s', (_case, row, status) => {
    expect(statuses(judge(rule, { report: reportOf(row), serviceSpecific: NONE }))).toEqual([status]);
  });

  it('judges users and not root', () => {
    const report = reportOf({ ...ROOT, ...password(ago(200)) }, password(ago(200)));
    expect(judge(rule, { report, serviceSpecific: NONE })).toMatchObject([
      {
        status: 'fail',
        resource: { type: 'AwsIamUser', id: 'arn:aws:iam::111122223333:user/ann' },
        evidence: {
          password_enabled: true,
          password_last_used: ago(200),
          access_key_1_active: false,
          GeneratedTime: '2026-11-20T10:00:00.000Z',
        },
      },
    ]);
  });

  it.each<[string, Row, Reading, string]>([
    ['one made 91 days ago alone', {}, ofService(91), 'fail'],
    ['one made 90 days ago alone', {}, ofService(90), 'pass'],
    ['an old one beside a password in use', password(ago(1)), ofService(500), 'pass'],
    ['an old one beside an old password', password(ago(200)), ofService(500), 'fail'],
    ['a new one beside an old password', password(ago(200)), ofService(5), 'pass'],
    ['an inactive one', {}, ofService(500, { Status: 'Inactive' }), 'pass'],
    ['an expired one', {}, ofService(500, { ExpirationDate: daysAgo(1) }), 'pass'],
    ['one that has not expired', {}, ofService(500, { ExpirationDate: daysAgo(-1) }), 'fail'],
    ['one of somebody else', {}, ofService(500, { UserName: 'bob' }), 'pass'],
    ['one of no known age', {}, ofService(500, { CreateDate: undefined }), 'unknown'],
    ['not told, and a password in use', password(ago(1)), { ok: false, error: denied }, 'pass'],
    ['not told, and no other credentials', {}, { ok: false, error: denied }, 'unknown'],
    ['not told, and an old password', password(ago(200)), { ok: false, error: denied }, 'unknown'],
  ])('service-specific credentials: %s', (_case, row, serviceSpecific, status) => {
    expect(statuses(judge(rule, { report: reportOf(row), serviceSpecific }))).toEqual([status]);
  });

  it('weighs less where the last use is not told by AWS, and shows the credential', () => {
    const verdicts = judge(rule, { report: reportOf({}), serviceSpecific: ofService(100) });
    expect(verdicts).toMatchObject([
      {
        description:
          'ann has used no password or access key in the last 90 days, and its service-specific credentials are older than that.',
        severity: { score: 3 },
        evidence: {
          ServiceSpecificCredentials: [{ ServiceName: 'bedrock.amazonaws.com', CreateDate: daysAgo(100) }],
        },
      },
    ]);
  });

  it('counts the days it is told to', () => {
    const verdicts = judge(
      rule,
      { report: reportOf(password(ago(20))), serviceSpecific: NONE },
      { options: { days: 10 } },
    );
    expect(statuses(verdicts)).toEqual(['fail']);
  });

  it.each<[string, Row, Reading, string[], string[]]>([
    [
      'an unused user',
      { ...password(ago(200)), ...key(ago(200)) },
      NONE,
      ['iam/user-unused'],
      [
        'iam/access-key-not-rotated access-key-1',
        'iam/credential-unused access-key-1',
        'iam/credential-unused password',
      ],
    ],
    [
      'a user with an unused key',
      { ...password(ago(1)), ...key(ago(200)) },
      NONE,
      ['iam/access-key-not-rotated access-key-1', 'iam/credential-unused access-key-1'],
      [],
    ],
    [
      'a user whose credentials of services may be in use, so that it is milder',
      key(ago(200)),
      ofService(200),
      ['iam/access-key-not-rotated access-key-1', 'iam/credential-unused access-key-1', 'iam/user-unused'],
      [],
    ],
    ['a user in use', { ...password(ago(1)), ...key(ago(1), ago(2)) }, NONE, [], []],
  ])('tells of the credentials of %s', (_case, row, serviceSpecific, findings, absorbed) => {
    const report = reportOf(row);
    const told = reportOfVerdicts(
      { ruleId: 'iam/user-unused', verdicts: judge(rule, { report, serviceSpecific }) },
      { ruleId: 'iam/credential-unused', verdicts: judge(credentialRule, { report }) },
      { ruleId: 'iam/access-key-not-rotated', verdicts: judge(rotationRule, { report }) },
    );
    const named = ({ ruleId, part }: { readonly ruleId: string; readonly part?: string | undefined }) =>
      part === undefined ? ruleId : `${ruleId} ${part}`;
    expect(told.findings.map(named)).toEqual(findings);
    expect(told.absorbed.map(named).sort()).toEqual(absorbed);
  });
});
