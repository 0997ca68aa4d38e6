import { afterEach, expect, it, vi } from 'vitest';
import { rules } from '../../rules/index.ts';
import { judgeRule } from '../../src/engine/judge-rule.ts';
import { unknownVerdicts } from '../../src/finding/unknowns.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import { outcome, reportOf } from '../engine/reports.fixture.ts';
import { denied } from '../support/faults.ts';
import { ACCOUNT, NOW } from '../support/judge.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answers } from '../support/stub.ts';
import { failure, success } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const REGION = 'eu-west-1';
const byServiceControlPolicy = denied({ by: 'service control policy', explicit: true });

const regional = Object.entries(rules).filter(([, { scope }]) => scope === 'region');

/** What rules come to in a Region with these answers, all regional ones unless told. */
async function reportWith(answers: Parameters<typeof stubbedPlace>[0], chosen = regional) {
  await using scan = await stubbedPlace(answers, { accountId: ACCOUNT, region: REGION });
  const outcomes = await Promise.all(
    chosen.map(async ([id, rule]) => {
      const options = defaultOptions(rule);
      const scope = { account: { id: ACCOUNT, partition: 'aws' }, region: REGION, now: NOW, options };
      return outcome({ id, rule, options }, [], {
        region: REGION,
        ...(await judgeRule(rule, scan.place, scope)),
      });
    }),
  );
  return reportOf(outcomes);
}

it('a Region that a service control policy closes is one unknown, with every regional rule as a part', async () => {
  const { unknowns, findings } = await reportWith({
    '*': (call, upstream) =>
      call.region === REGION
        ? byServiceControlPolicy(call, upstream)
        : failure(call, { code: 'AWSOrganizationsNotInUseException', message: 'Alone.', status: 400 }),
  });
  expect(findings).toEqual([]);
  expect(unknowns).toMatchObject([{ region: REGION, kind: 'denied', deniedBy: 'service control policy' }]);
  expect(
    unknownVerdicts(unknowns)
      .map(({ ruleId }) => ruleId)
      .sort(),
  ).toEqual(regional.map(([id]) => id).sort());
});

it('interfaces and launch templates that alone are denied leave no rule unknown that can do without', async () => {
  const answers = {
    'ec2:DescribeSecurityGroups': (call) => success(call, { securityGroupInfo: [] }),
    'ec2:DescribeNetworkAcls': (call) => success(call, { networkAclSet: [] }),
    'ec2:DescribeInstances': (call) => success(call, { reservationSet: [] }),
    'ec2:DescribeVpcs': (call) => success(call, { vpcSet: [] }),
    'ec2:GetInstanceMetadataDefaults': (call) => success(call, { accountLevel: {} }),
    'ec2:DescribeNetworkInterfaces': byServiceControlPolicy,
    'ec2:DescribeLaunchTemplateVersions': byServiceControlPolicy,
  } satisfies Answers;
  // Rules that these answers suffice for, but for questions that nothing here gives a reason to ask.
  const suffices = (rule: (typeof regional)[number][1]) =>
    Object.values(rule.reads).every(({ calls }) =>
      calls.every(({ call, certain }) => !certain || `${call.service}:${call.operation}` in answers),
    );
  const { unknowns } = await reportWith(
    answers,
    regional.filter(([, rule]) => suffices(rule)),
  );
  expect(
    unknownVerdicts(unknowns)
      .map(({ ruleId }) => ruleId)
      .sort(),
  ).toEqual(['ec2/launch-template-allows-imdsv1', 'ec2/security-group-unused']);
});
