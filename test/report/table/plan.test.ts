import { describe, expect, it } from 'vitest';
import type { CallPlan } from '../../../src/finding/call-plan.ts';
import { callPlanSchema } from '../../../src/finding/plan-schema.ts';
import { columns } from '../../../src/report/content/fit.ts';
import { jsonPlan } from '../../../src/report/json.ts';
import { planTableFor } from '../../../src/report/table/plan.ts';

const call: CallPlan['calls'][number] = {
  service: 'sso-admin',
  operation: 'ListCustomerManagedPolicyReferencesInPermissionSet',
  regions: ['ap-southeast-2'],
  atLeast: 1,
  mayBeMore: [],
  made: false,
};

const plan: CallPlan = {
  schemaVersion: '1.0',
  product: { name: 'postern', version: '1.2.3' },
  source: 'AWS',
  partition: 'aws',
  accountId: '111122223333',
  principalArn: 'arn:aws:iam::111122223333:user/auditor',
  rules: ['a/one', 'a/two'],
  regions: ['ap-southeast-2', 'eu-west-1'],
  calls: [
    { ...call, service: 'iam', operation: 'ListRoles', regions: ['us-east-1'], mayBeMore: ['pages'] },
    {
      ...call,
      service: 's3',
      operation: 'GetBucketPolicy',
      regions: [],
      regionsWith: 'buckets',
      atLeast: 0,
      mayBeMore: ['items'],
    },
    call,
    { ...call, regions: ['eu-west-1', 'us-east-1'], atLeast: 0, mayBeMore: ['items', 'pages'] },
    { ...call, service: 'sts', operation: 'GetCallerIdentity', regions: ['us-east-1'], made: true },
  ],
  total: { atLeast: 3, made: 1, regions: 3 },
};

describe('a plan on a terminal', () => {
  it('tells the calls by service, what is not known, and what it comes to', () => {
    expect(planTableFor({ width: 80, colour: false, links: false })(plan)).toBe(`\
postern 1.2.3 · plan of a scan · account 111122223333 · 2 rules · 2 Regions

  Operation                                     Where                 Calls
iam
  ListRoles                                     us-east-1             1+
s3
  GetBucketPolicy                               Regions with buckets  0+
sso-admin
  ListCustomerManagedPolicyReferencesInPermiss  ap-southeast-2        1
  ionSet
  ListCustomerManagedPolicyReferencesInPermiss  2 Regions             0+
  ionSet
sts
  GetCallerIdentity                             us-east-1             1, made

1       so many calls in each of the Regions
1+      so many or more: nobody knows before how many pages AWS has, or how
        often an answer in the making is looked at
0+      none or more: asked only where there is something to ask about, such as
        once an item
made    made for this plan already, to know who and where we are

A scan makes at least 3 calls to AWS in 3 Regions, if AWS answers all of them.
This plan made 1 of them, and no other.
`);
  });

  it('explains only the signs that it has', () => {
    const text = planTableFor({ width: 80, colour: false, links: false })({
      ...plan,
      calls: plan.calls.slice(-1),
    });
    expect(text).not.toMatch(/^[01]\+/m);
  });

  it.each([40, 80, 100, 160])('is no wider than %i columns', (width) => {
    const unlisted = 'ec2:DescribeRegions was denied in us-east-1 of account 111122223333';
    const lines = planTableFor({ width, colour: false, links: false })({ ...plan, unlisted }).split('\n');
    expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(width);
    expect(lines.join(' ').replace(/ +/g, ' ')).toContain(
      `More Regions may be asked, which are not known: ${unlisted}.`,
    );
  });
});

it('a plan as JSON is the plan, as its schema says', () => {
  expect(callPlanSchema.parse(JSON.parse(jsonPlan(plan)))).toEqual(plan);
});
