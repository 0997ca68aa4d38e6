import { describe, expect, it } from 'vitest';
import { KINDS, policyFor, SPELLINGS } from '../policy/outside/spellings.fixture.ts';
import { s3Answers } from '../support/s3-answers.ts';
import type { Answers } from '../support/stub.ts';
import { failure, success, textParam } from '../support/wire.ts';
import { ACCOUNT, inShort, type Judged, verdictsOf, worldsOverHttp } from './world.fixture.ts';

worldsOverHttp();

/** A resource for each spelling of its policy, by name. */
const NAMES = SPELLINGS.map((_, index) => `spelling-${String(index).padStart(2, '0')}`);

const spelled = (name: string) => SPELLINGS[NAMES.indexOf(name)];

/** The policy of the resource of that name. */
function policyOf(kind: keyof typeof KINDS, name: string, ...more: readonly object[]): string {
  const spelling = spelled(name);
  if (spelling === undefined) throw new Error(`there is no resource ${name}`);
  const { arn } = KINDS[kind];
  const statements = [...spelling.statements, ...more];
  return JSON.stringify(policyFor(KINDS[kind], { ...spelling, statements }, arn(name)));
}

/** The end of what AWS is asked about. */
const last = (text: string | undefined) => /[^:/]*$/.exec(text ?? '')?.[0] ?? '';

interface Service {
  readonly rule: string;
  /** What the report calls the resource. */
  readonly resource: (name: string) => string;
  readonly answers: Answers;
  readonly severity: string;
}

const ADMINISTERED = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};

const SERVICES: Readonly<Record<string, Service>> = {
  'S3 bucket': {
    rule: 's3/bucket-public',
    resource: (name) => name,
    severity: '9.2',
    answers: {
      ...s3Answers(NAMES.map((name) => ({ name, policy: policyOf('S3 bucket', name) }))),
      // Of the buckets and, by S3 Control, of the account.
      's3:GetPublicAccessBlock': (call) =>
        failure(call, {
          code: 'NoSuchPublicAccessBlockConfiguration',
          message: 'There is none.',
          status: 404,
        }),
    },
  },
  'SNS topic': {
    rule: 'sns/topic-public',
    resource: (name) => name,
    severity: '7.0',
    answers: {
      'sns:ListTopics': (call) =>
        success(call, { Topics: NAMES.map((name) => ({ TopicArn: KINDS['SNS topic'].arn(name) })) }),
      'sns:GetTopicAttributes': (call) => {
        const value = policyOf('SNS topic', last(textParam(call, 'TopicArn')));
        return success(call, { Attributes: { entry: { key: 'Policy', value } } });
      },
    },
  },
  'SQS queue': {
    rule: 'sqs/queue-public',
    resource: (name) => name,
    severity: '7.0',
    answers: {
      'sqs:ListQueues': (call) =>
        success(call, {
          QueueUrls: NAMES.map((name) => `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/${name}`),
        }),
      'sqs:GetQueueAttributes': (call) => {
        const name = last(textParam(call, 'QueueUrl'));
        const QueueArn = KINDS['SQS queue'].arn(name);
        return success(call, { Attributes: { QueueArn, Policy: policyOf('SQS queue', name) } });
      },
    },
  },
  'KMS key': {
    rule: 'kms/key-public',
    resource: (name) => `key/${name}`,
    severity: '9.0',
    answers: {
      'kms:ListKeys': (call) =>
        success(call, {
          Keys: NAMES.map((KeyId) => ({ KeyId, KeyArn: KINDS['KMS key'].arn(KeyId) })),
          Truncated: false,
        }),
      'kms:ListAliases': (call) => success(call, { Aliases: [], Truncated: false }),
      'kms:DescribeKey': (call) =>
        success(call, { KeyMetadata: { KeyId: textParam(call, 'KeyId') ?? '', KeyManager: 'CUSTOMER' } }),
      'kms:GetKeyPolicy': (call) =>
        success(call, { Policy: policyOf('KMS key', textParam(call, 'KeyId') ?? '', ADMINISTERED) }),
    },
  },
  'Lambda function': {
    rule: 'lambda/function-public',
    resource: (name) => `function:${name}`,
    severity: '8.5',
    answers: {
      'lambda:ListFunctions': (call) =>
        success(call, {
          Functions: NAMES.map((FunctionName) => ({
            FunctionArn: KINDS['Lambda function'].arn(FunctionName),
            FunctionName,
            Runtime: 'nodejs22.x',
          })),
        }),
      'lambda:GetPolicy': (call) =>
        success(call, { Policy: policyOf('Lambda function', last(textParam(call, 'FunctionName'))) }),
      'lambda:ListAliases': (call) => success(call, { Aliases: [] }),
      'lambda:ListFunctionUrlConfigs': (call) => success(call, { FunctionUrlConfigs: [] }),
    },
  },
  'ECR repository': {
    rule: 'ecr/repository-public',
    resource: (name) => `repository/${name}`,
    severity: '8.0',
    answers: {
      'ecr:DescribeRepositories': (call) =>
        success(call, {
          repositories: NAMES.map((repositoryName) => ({
            repositoryArn: KINDS['ECR repository'].arn(repositoryName),
            repositoryName,
          })),
        }),
      'ecr:GetRepositoryPolicy': (call) =>
        success(call, { policyText: policyOf('ECR repository', textParam(call, 'repositoryName') ?? '') }),
    },
  },
  secret: {
    rule: 'secretsmanager/secret-public',
    resource: (name) => `secret:${name}`,
    severity: '9.0',
    answers: {
      'secretsmanager:ListSecrets': (call) =>
        success(call, { SecretList: NAMES.map((Name) => ({ ARN: KINDS.secret.arn(Name), Name })) }),
      'secretsmanager:GetResourcePolicy': (call) => {
        const ARN = textParam(call, 'SecretId') ?? '';
        return success(call, { ARN, ResourcePolicy: policyOf('secret', last(ARN)) });
      },
    },
  },
  'log groups': {
    rule: 'cloudwatch/log-group-public',
    resource: (name) => name,
    severity: '8.0',
    answers: {
      'logs:DescribeResourcePolicies': (call) =>
        success(call, {
          resourcePolicies: NAMES.map((policyName) => ({
            policyName,
            policyDocument: policyOf('log groups', policyName),
          })),
        }),
    },
  },
  'VPC endpoint': {
    rule: 'vpc/endpoint-open-to-anyone',
    resource: (name) => `vpc-endpoint/${name}`,
    severity: '4.0',
    answers: {
      'ec2:DescribeVpcEndpoints': (call) =>
        success(call, {
          vpcEndpointSet: NAMES.map((vpcEndpointId) => ({
            vpcEndpointId,
            vpcEndpointType: 'Gateway',
            serviceName: 'com.amazonaws.us-east-1.s3',
            policyDocument: policyOf('VPC endpoint', vpcEndpointId),
          })),
        }),
    },
  },
};

describe('25 policies over the wire', () => {
  it.each(Object.entries(SERVICES))('of a %s', async (_kind, { rule, resource, answers, severity }) => {
    const verdicts: readonly Judged[] = await verdictsOf({ answers }, [rule]);
    const short = {
      open: `fail ${severity}`,
      'confused deputy': 'fail 3.0',
      closed: 'pass',
      undecided: 'unknown',
    };
    const said = NAMES.map((name) => [
      spelled(name)?.title,
      inShort(verdicts, rule, resource(name)).replace(/: .*/, ''),
    ]);
    expect(said).toEqual(SPELLINGS.map(({ title, verdict }) => [title, short[verdict]]));
  });
});
