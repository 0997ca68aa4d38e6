import { describe, expect, it } from 'vitest';
import expiry from '../../../rules/iam/password-never-expires.ts';
import reuse from '../../../rules/iam/password-policy-allows-reuse.ts';
import rule from '../../../rules/iam/password-policy-too-short.ts';
import weak from '../../../rules/iam/password-policy-weak.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { PASSWORDS, ROOT, type Row, reportOf } from './readings.fixture.ts';

type Policy = Parameters<typeof rule.check>[0]['policy'];
type Report = Parameters<typeof rule.check>[0]['report'];

const denied = new ReadError('iam:GetCredentialReport is denied', {
  kind: 'denied',
  action: 'iam:GetCredentialReport',
  accountId: ACCOUNT,
  region: 'us-east-1',
});

describe('iam/password-policy-too-short', () => {
  it.each([
    ['14 characters', { MinimumPasswordLength: 14 }, 'pass'],
    ['13 characters', { MinimumPasswordLength: 13 }, 'fail'],
    ['a policy without a length: AWS takes 6', {}, 'fail'],
    ['no policy', undefined, 'fail'],
  ])('%s', (_case, policy, status) => {
    expect(statuses(judge(rule, { policy, report: PASSWORDS }))).toEqual([status]);
  });

  it('shows the length', () => {
    expect(judge(rule, { policy: { MinimumPasswordLength: 8 }, report: PASSWORDS })).toMatchObject([
      { resource: { type: 'AwsAccount' }, evidence: { MinimumPasswordLength: 8 } },
    ]);
  });

  const ofUsers = (...rows: readonly Row[]): Report => ({ ok: true, value: reportOf(...rows) });
  const together = (policy: Policy, report: Report) =>
    reportOfVerdicts(
      { ruleId: 'iam/password-policy-too-short', verdicts: judge(rule, { policy, report }) },
      { ruleId: 'iam/password-policy-weak', verdicts: judge(weak, { policy, report }) },
      { ruleId: 'iam/password-policy-allows-reuse', verdicts: judge(reuse, { policy, report }) },
      { ruleId: 'iam/password-never-expires', verdicts: judge(expiry, { policy, report }) },
    );
  const OTHERS = [
    'iam/password-never-expires',
    'iam/password-policy-allows-reuse',
    'iam/password-policy-weak',
  ];

  it.each<[string, Report, number]>([
    ['a user has a password', PASSWORDS, 5],
    ['no user has a password', ofUsers({}), 0.5],
    ['there is no user', ofUsers({ ...ROOT, password_enabled: 'true' }), 0.5],
    ['a password is not told', ofUsers({}, { user: 'bob', password_enabled: 'not_supported' }), 5],
    ['the report may not be read', { ok: false, error: denied }, 5],
  ])('tells a missing policy once, where %s', (_case, report, score) => {
    const { findings, absorbed } = together(undefined, report);
    expect(findings).toMatchObject([
      {
        ruleId: 'iam/password-policy-too-short',
        title: 'Account has no password policy',
        severity: { score, ...(score < 5 && { label: 'INFORMATIONAL' }) },
      },
    ]);
    expect(absorbed.map(({ ruleId }) => ruleId)).toEqual(OTHERS);
  });

  it('leaves a policy with several faults to each rule', () => {
    const scores = (report: Report) =>
      together({}, report).findings.map(({ ruleId, severity }) => [ruleId, severity.score]);
    expect(scores(PASSWORDS)).toEqual([
      ['iam/password-policy-too-short', 5],
      ['iam/password-policy-allows-reuse', 3],
      ['iam/password-policy-weak', 3],
      ['iam/password-never-expires', 0.5],
    ]);
    expect(new Set(scores(ofUsers({})).map(([, score]) => score))).toEqual(new Set([0.5]));
  });

  it('finds nothing in a strict policy', () => {
    const strict = {
      MinimumPasswordLength: 14,
      PasswordReusePrevention: 24,
      MaxPasswordAge: 90,
      RequireSymbols: true,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
    };
    expect(together(strict, PASSWORDS)).toMatchObject({ findings: [], absorbed: [] });
  });
});
