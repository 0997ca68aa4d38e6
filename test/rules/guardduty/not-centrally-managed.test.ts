import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/not-centrally-managed.ts';
import type { Standing } from '../../../src/services/guardduty/index.ts';
import { judge } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

const managementAccountId = '444455556666';
const administratorId = '999988887777';
const alone: Standing = { kind: 'alone', managementAccountId, administratorId: undefined };

describe('guardduty/not-centrally-managed', () => {
  it.each<[string, Standing, string]>([
    ['the administrator', { kind: 'administrator' }, 'pass'],
    ['a member', { kind: 'member', managementAccountId, administratorId }, 'pass'],
    [
      'one with members by invitation',
      { kind: 'inviter', managementAccountId, administratorId: undefined },
      'pass',
    ],
    ['neither', alone, 'fail'],
    ['a management account that left itself out', { ...alone, administratorId }, 'fail'],
    ['an account of its own', { kind: 'outside organization' }, 'notApplicable'],
    ['an account without GuardDuty', { kind: 'off' }, 'notApplicable'],
  ])('%s', (_case, standing, status) => {
    expect(judge(rule, { standing })).toMatchObject([{ status }]);
  });

  it('is one finding of the account where it holds in several Regions', () => {
    const said = (region: string) => ({
      ruleId: 'guardduty/not-centrally-managed',
      region,
      verdicts: judge(rule, { standing: alone }, { region }),
    });
    expect(reportOfVerdicts(said('eu-west-1'), said('us-east-1')).findings).toMatchObject([
      { resources: [{ type: 'AwsAccount' }], parts: { length: 2 } },
    ]);
  });
});
