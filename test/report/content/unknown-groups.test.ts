import { describe, expect, it } from 'vitest';
import { groupUnknowns } from '../../../src/report/content/unknown-groups.ts';
import { sampleUnknown } from '../../support/sample-report.ts';

const credentialReport = { action: 'iam:GetCredentialReport', deniedBy: 'service control policy' };

describe('groupUnknowns', () => {
  it('counts the rules that one denied action leaves unknown, as high as they could have gone', () => {
    const groups = groupUnknowns([
      sampleUnknown({ ruleId: 'iam/user-unused', score: 5, ...credentialReport }),
      sampleUnknown({ ruleId: 'iam/user-without-mfa', score: 7, ...credentialReport }),
      sampleUnknown({ ruleId: 'iam/user-unused', score: 5, ...credentialReport, accountId: '444455556666' }),
    ]);
    expect(groups).toMatchObject([
      {
        ...credentialReport,
        ruleIds: ['iam/user-unused', 'iam/user-without-mfa'],
        worst: { label: 'HIGH' },
        accountIds: ['111122223333', '444455556666'],
        regions: ['us-east-1'],
      },
    ]);
  });

  it('tells apart who denied', () => {
    const groups = groupUnknowns([
      sampleUnknown({ ruleId: 'iam/user-unused', score: 5, ...credentialReport }),
      sampleUnknown({ ruleId: 'iam/user-unused', score: 5, action: 'iam:GetCredentialReport' }),
    ]);
    expect(groups.map(({ deniedBy }) => deniedBy)).toEqual(['service control policy', undefined]);
  });

  it('names a rule under every action that it misses', () => {
    const unknown = sampleUnknown({ ruleId: 'iam/user-unused', score: 5, ...credentialReport });
    const [missing] = unknown.missingPermissions;
    const missingPermissions =
      missing === undefined ? [] : [missing, { ...missing, action: 'iam:GenerateCredentialReport' }];
    expect(groupUnknowns([{ ...unknown, missingPermissions }]).map(({ action }) => action)).toEqual([
      'iam:GetCredentialReport',
      'iam:GenerateCredentialReport',
    ]);
  });

  it('takes reasons that differ only in where for one', () => {
    const throttled = (region: string) =>
      sampleUnknown({
        ruleId: 'lambda/function-public',
        score: 9,
        kind: 'throttled',
        region,
        reason: `lambda:GetPolicy was throttled in ${region} of account 111122223333 after every retry`,
      });
    expect(groupUnknowns([throttled('eu-west-1'), throttled('eu-central-1')])).toMatchObject([
      { regions: ['eu-central-1', 'eu-west-1'], ruleIds: ['lambda/function-public'] },
    ]);
  });

  it('has the worst first', () => {
    const groups = groupUnknowns([
      sampleUnknown({ ruleId: 'a/low', score: 1, action: 'a:GetLow' }),
      sampleUnknown({ ruleId: 'a/high', score: 8, reason: 'AWS did not say' }),
      sampleUnknown({ ruleId: 'a/medium', score: 5, action: 'a:GetMedium' }),
    ]);
    expect(groups.map(({ worst }) => worst.label)).toEqual(['HIGH', 'MEDIUM', 'LOW']);
  });
});
