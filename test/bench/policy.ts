import { evaluate, type Policies } from '../../src/policy/decide/evaluate.ts';
import type { Request } from '../../src/policy/decide/request.ts';
import { allow, deny, policyFrom, policyOf } from '../policy/policies.fixture.ts';
import { type Measure, median, repeat, under } from './measure.ts';

const EVALUATIONS = 10_000;
const RUNS = 5;
const account = '111122223333';

/** A developer as companies have them: a few groups, an own policy, a boundary, and two levels of SCPs. */
const developer = (): Policies => ({
  identity: [
    policyOf(
      allow(['s3:Get*', 's3:List*', 's3:PutObject'], ['arn:aws:s3:::team-data', 'arn:aws:s3:::team-data/*']),
      allow(
        ['dynamodb:*Item', 'dynamodb:Query', 'dynamodb:Scan'],
        `arn:aws:dynamodb:*:${account}:table/team-*`,
      ),
      deny('s3:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ),
    policyOf(
      allow(['ec2:Describe*', 'cloudwatch:*', 'logs:*', 'lambda:List*', 'lambda:Get*']),
      allow(
        ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
        `arn:aws:lambda:*:${account}:function:team-*`,
      ),
      allow('iam:PassRole', `arn:aws:iam::${account}:role/team/*`, {
        Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      }),
    ),
    policyFrom({
      Version: '2012-10-17',
      Statement: [
        allow(
          ['iam:ChangePassword', 'iam:*AccessKey*', 'iam:*MFADevice'],
          [`arn:aws:iam::${account}:user/\${aws:username}`, `arn:aws:iam::${account}:mfa/\${aws:username}`],
        ),
        {
          Effect: 'Deny',
          NotAction: ['iam:*MFADevice', 'iam:ListUsers', 'sts:GetSessionToken'],
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
        },
      ],
    }),
  ],
  boundary: policyOf(
    allow('*'),
    deny(['iam:CreateUser', 'iam:*Policy', 'organizations:*', 'account:*', 'billing:*']),
  ),
  resource: [],
  scps: [
    [policyOf(allow('*'))],
    [
      policyOf(allow('*')),
      policyOf({
        Effect: 'Deny',
        NotAction: ['iam:*', 'sts:*', 'organizations:*', 'support:*', 'cloudfront:*', 'route53:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
      }),
      policyOf(deny(['organizations:LeaveOrganization', 'guardduty:Delete*', 'cloudtrail:StopLogging'])),
    ],
  ],
});

const request: Request = {
  principal: { kind: 'user', accountId: account, arn: `arn:aws:iam::${account}:user/developer` },
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::team-data/reports/2026.csv',
  resourceAccountId: account,
};

/** How fast policies are evaluated. */
export async function policy(): Promise<Measure[]> {
  const [, ...seconds] = await repeat(RUNS + 1, async () => evaluateAll());
  return [
    under(
      `${EVALUATIONS.toLocaleString('en-US')} evaluations of one principal against one action and resource, parsing included, median of ${RUNS}`,
      0.4,
      median(seconds),
      ' s',
    ),
  ];
}

/** @returns seconds */
function evaluateAll(): number {
  const started = performance.now();
  const policies = developer();
  for (let evaluation = 0; evaluation < EVALUATIONS; evaluation += 1) {
    if (evaluate(request, policies).effect !== 'conditional') throw new Error('the decision has changed');
  }
  return (performance.now() - started) / 1000;
}
