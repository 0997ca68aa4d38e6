import { afterEach, describe, expect, it, vi } from 'vitest';
import rule from '../../../rules/guardduty/not-centrally-managed.ts';
import { judgeRule } from '../../../src/engine/judge-rule.ts';
import type { Standing } from '../../../src/services/guardduty/index.ts';
import { on } from '../../services/guardduty/answers.fixture.ts';
import { delegatedFor } from '../../services/organization-answers.fixture.ts';
import { failing } from '../../support/faults.ts';
import { judge } from '../../support/judge.ts';
import { stubbedPlace } from '../../support/place.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

const managementAccountId = '444455556666';
const administratorId = '999988887777';
const alone: Standing = { kind: 'alone', managementAccountId, administratorId: undefined };

afterEach(() => vi.unstubAllEnvs());

describe('guardduty/not-centrally-managed', () => {
  it('is unknown in a Region where GuardDuty does not take the delegated administrator for one', async () => {
    await using account = await stubbedPlace({
      ...on,
      ...delegatedFor('guardduty.amazonaws.com'),
      'guardduty:DescribeOrganizationConfiguration': failing('BadRequestException', 'not the administrator'),
    });
    const { region, session } = account.place;
    const scope = {
      account: { id: session.accountId, partition: 'aws' },
      region,
      now: session.now,
      options: {},
    };
    expect(await judgeRule(rule, account.place, scope)).toMatchObject({
      verdicts: [],
      failure: { status: 'unknown', error: { action: 'guardduty:DescribeOrganizationConfiguration' } },
    });
  });

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
    expect(judge(rule, { standing, autoEnable: undefined })).toMatchObject([{ status }]);
  });

  it('is one finding of the account where it holds in several Regions', () => {
    const said = (region: string) => ({
      ruleId: 'guardduty/not-centrally-managed',
      region,
      verdicts: judge(rule, { standing: alone, autoEnable: undefined }, { region }),
    });
    expect(reportOfVerdicts(said('eu-west-1'), said('us-east-1')).findings).toMatchObject([
      { resources: [{ type: 'AwsAccount' }], parts: { length: 2 } },
    ]);
  });
});
