import { describe } from 'vitest';
import {
  ACCOUNT,
  allow,
  arnOf,
  contained,
  deny,
  escalates,
  judges,
  notCertain,
  STRANGER,
  type Statement,
  TRUSTS_ACCOUNT,
  trustsService,
  type World,
  worldsOverHttp,
} from './world.fixture.ts';

worldsOverHttp();

const ann = (...inline: readonly Statement[]): World => ({ users: { ann: { inline } } });

/** An administrator's role for a service, and what ann may do to start something with it. */
const passing = (service: string, ...inline: readonly Statement[]): World => ({
  users: { ann: { inline: [allow('iam:PassRole', arnOf('role/targe?')), ...inline] } },
  roles: {
    target: { trust: trustsService(service), attached: ['AdministratorAccess'], inInstanceProfile: true },
  },
});

/**
 * "When you specify an incomplete ARN (one with fewer than the standard six fields) in an identity-based policy, AWS
 * automatically completes the ARN by adding wildcard characters (*) to all missing fields."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
describe('a short ARN is completed', () => {
  const ALL_OF_IAM = 'iam:AttachUserPolicy';
  judges('a whole one, to compare', ann(allow(ALL_OF_IAM, 'arn:aws:iam::*:*')), escalates('user/ann'));
  judges('after the service', ann(allow(ALL_OF_IAM, 'arn:aws:iam')), escalates('user/ann'));
  judges('after an empty Region', ann(allow(ALL_OF_IAM, 'arn:aws:iam:')), escalates('user/ann'));
  judges('after the account', ann(allow(ALL_OF_IAM, `arn:aws:iam::${ACCOUNT}`)), escalates('user/ann'));
  judges(
    'of Lambda',
    passing('lambda', allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], 'arn:aws:lambda')),
    escalates('user/ann'),
  );
  judges(
    'of Lambda in a Region',
    passing('lambda', allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], 'arn:aws:lambda:eu-west-1')),
    escalates('user/ann'),
  );
  judges(
    'in a Deny, which closes then',
    ann(allow(ALL_OF_IAM), deny(ALL_OF_IAM, 'arn:aws:iam')),
    contained('user/ann'),
  );
  judges(
    'in the NotResource of a Deny, which closes nothing then',
    ann(allow(ALL_OF_IAM), { Effect: 'Deny', Action: ALL_OF_IAM, NotResource: 'arn:aws:iam' }),
    escalates('user/ann'),
  );
  judges(
    'in a managed policy',
    { users: { ann: { attached: ['iam'] } }, policies: { iam: [allow(ALL_OF_IAM, 'arn:aws:iam')] } },
    escalates('user/ann'),
  );
  judges('closed: of another service', ann(allow(ALL_OF_IAM, 'arn:aws:s3')), contained('user/ann'));
  judges(
    'closed: of another account',
    ann(allow(ALL_OF_IAM, `arn:aws:iam::${STRANGER}`)),
    contained('user/ann'),
  );
  judges('closed: of another partition', ann(allow(ALL_OF_IAM, 'arn:aws-cn:iam')), contained('user/ann'));
  judges(
    'closed: of a Region, where IAM has none',
    ann(allow(ALL_OF_IAM, 'arn:aws:iam:eu-west-1')),
    contained('user/ann'),
  );
  judges(
    'a Deny of another account closes nothing',
    ann(allow(ALL_OF_IAM), deny(ALL_OF_IAM, `arn:aws:iam::${STRANGER}`)),
    escalates('user/ann'),
  );
});

describe('an ARN that cannot exist proves nothing', () => {
  const FUNCTION = (name: string) => `arn:aws:lambda:*:*:function:${name}`;
  const LAMBDA = ['lambda:CreateFunction', 'lambda:InvokeFunction'];
  const denyAllBut = (name: string): Statement => ({
    Effect: 'Deny',
    Action: 'lambda:*',
    NotResource: FUNCTION(name),
  });
  judges(
    'functions of dev, where all but those of test are denied',
    passing('lambda', allow(LAMBDA, FUNCTION('dev-*')), denyAllBut('test-*')),
    contained('user/ann'),
  );
  judges(
    'roles and functions of dev, where all but those of test are denied',
    {
      users: {
        ann: {
          inline: [
            allow('iam:PutRolePolicy', arnOf('role/dev-*')),
            { Effect: 'Deny', Action: 'iam:PutRolePolicy', NotResource: arnOf('role/test-*') },
            allow('lambda:UpdateFunctionCode', FUNCTION('dev-*')),
            { Effect: 'Deny', Action: 'lambda:UpdateFunctionCode', NotResource: FUNCTION('test-*') },
          ],
        },
      },
      roles: { target: { trust: trustsService('lambda'), attached: ['AdministratorAccess'] } },
    },
    contained('user/ann'),
  );
  judges(
    'functions of dev, where all but those that begin with d are denied',
    passing('lambda', allow(LAMBDA, FUNCTION('dev-*')), denyAllBut('d*')),
    escalates('user/ann'),
  );
  judges(
    'functions that begin with d, where all but those of dev are denied',
    passing('lambda', allow(LAMBDA, FUNCTION('d*')), denyAllBut('dev-*')),
    escalates('user/ann'),
  );
  judges(
    'functions that end with -dev, where all but those that begin with test- are denied',
    passing('lambda', allow(LAMBDA, FUNCTION('*-dev')), denyAllBut('test-*')),
    escalates('user/ann'),
  );
});

/**
 * "You can use wildcard characters (* and ?) within the individual segments of an ARN (the parts separated by colons)
 * … If the * wildcard is the last character of a resource ARN segment, it can expand to match beyond the colon
 * boundaries."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
describe('wildcards at a colon', () => {
  const WRITE = 'iam:PutUserPolicy';
  const lambda = (arn: string) =>
    passing('lambda', allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], arn));
  judges(
    'an asterisk stands for the account',
    ann(allow(WRITE, 'arn:aws:iam::*:user/ann')),
    escalates('user/ann'),
  );
  judges('an asterisk stands for a slash', ann(allow(WRITE, 'arn:aws:iam::*:*ann')), escalates('user/ann'));
  judges(
    'a question mark stands for a sign of the account',
    ann(allow(WRITE, 'arn:aws:iam::11112222333?:user/ann')),
    escalates('user/ann'),
  );
  judges(
    'an asterisk at the end of a part goes beyond it',
    lambda('arn:aws:lambda:*:function:dev'),
    escalates('user/ann'),
  );
  judges(
    'closed: a question mark stands for no colon',
    lambda(`arn:aws:lambda:eu-west-1?${ACCOUNT}:function:dev`),
    contained('user/ann'),
  );
  judges(
    'closed: an asterisk within a part stands for no colon',
    lambda('arn:aws:lambda:eu-*3333:function:dev'),
    contained('user/ann'),
  );
  judges(
    'closed: a question mark for the colon of a short ARN',
    ann(allow(WRITE, `arn:aws:iam:?${ACCOUNT}:user/ann`)),
    contained('user/ann'),
  );
});

describe('resources that are not connected are not certain', () => {
  const LAMBDA = (region: string, name: string) => `arn:aws:lambda:${region}:*:function:${name}`;
  judges(
    'an instance started on a subnet, and on nothing else that it takes',
    passing('ec2', allow('ec2:RunInstances', 'arn:aws:ec2:*:*:subnet/*')),
    notCertain('user/ann'),
  );
  judges(
    'a function made, and another invoked',
    passing(
      'lambda',
      allow('lambda:CreateFunction', LAMBDA('*', 'a')),
      allow('lambda:InvokeFunction', LAMBDA('*', 'b')),
    ),
    notCertain('user/ann'),
  );
  judges(
    'a function made in one Region, and invoked in another',
    passing(
      'lambda',
      allow('lambda:CreateFunction', LAMBDA('eu-west-1', '*')),
      allow('lambda:InvokeFunction', LAMBDA('us-east-1', '*')),
    ),
    notCertain('user/ann'),
  );
  judges(
    'a project made, and another started',
    passing(
      'codebuild',
      allow('codebuild:CreateProject', 'arn:aws:codebuild:*:*:project/a'),
      allow('codebuild:StartBuild', 'arn:aws:codebuild:*:*:project/b'),
    ),
    notCertain('user/ann'),
  );
  judges(
    'an instance started on all that it takes',
    passing('ec2', allow('ec2:RunInstances', ['arn:aws:ec2:*:*:*/*', 'arn:aws:ec2:*::image/*'])),
    escalates('user/ann'),
  );
  judges(
    'a function made and invoked',
    passing('lambda', allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], LAMBDA('*', 'a'))),
    escalates('user/ann'),
  );
  judges(
    'a function made as one of many, and invoked',
    passing(
      'lambda',
      allow('lambda:CreateFunction', LAMBDA('*', '*')),
      allow('lambda:InvokeFunction', LAMBDA('*', 'b-*')),
    ),
    escalates('user/ann'),
  );
  judges(
    'a user written and taken over, each by its own statement',
    {
      users: {
        ann: {
          inline: [
            allow('iam:PutUserPolicy', arnOf('user/b*')),
            allow('iam:CreateAccessKey', arnOf('user/*ob')),
          ],
        },
        bob: {},
      },
      roles: { other: { trust: TRUSTS_ACCOUNT } },
    },
    escalates('user/ann'),
  );
});
