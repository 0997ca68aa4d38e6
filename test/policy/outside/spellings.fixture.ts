import { type Admissions, admissions, type Opening } from '../../../src/policy/outside/admission.ts';
import { endpointAdmissions } from '../../../src/policy/outside/endpoint-policy.ts';
import {
  bucketUses,
  functionUses,
  keyUses,
  logGroupUses,
  queueUses,
  repositoryUses,
  secretUses,
  topicUses,
} from '../../../src/policy/outside/uses.ts';

/** The account of every policy here, another one of its organization, and one that is not. */
export const OWN = '111122223333';
export const SIBLING = '222233334444';
export const STRANGER = '999988887777';
export const ORGANIZATION = 'o-exampleorgid';

/** One service whose resources have policies. */
export interface Kind {
  /** The actions of the policies here, and the Resource element; ECR's have none. */
  readonly element: object;
  /** Who the policy of such a resource lets in. */
  readonly ask: (policy: object) => Admissions;
}

const HOME = {
  accountId: OWN,
  organizationId: ORGANIZATION,
  organizationAccounts: new Set([OWN, SIBLING]),
};

const asked = (uses: Parameters<typeof admissions>[1]['uses']) => (policy: object) =>
  admissions({ name: 'Policy', text: JSON.stringify(policy) }, { uses, home: HOME });

const at = (service: string, name: string) => `arn:aws:${service}:eu-west-1:${OWN}:${name}`;

/** By the name of the resource. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'S3 bucket': {
    element: { Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' },
    ask: asked(bucketUses('arn:aws:s3:::reports')),
  },
  'KMS key': { element: { Action: 'kms:Decrypt', Resource: '*' }, ask: asked(keyUses(at('kms', 'key/k'))) },
  'SNS topic': {
    element: { Action: 'sns:Publish', Resource: at('sns', 'news') },
    ask: asked(topicUses(at('sns', 'news'))),
  },
  'SQS queue': {
    element: { Action: 'sqs:*', Resource: at('sqs', 'jobs') },
    ask: asked(queueUses(at('sqs', 'jobs'))),
  },
  'Lambda function': {
    element: { Action: 'lambda:InvokeFunction', Resource: at('lambda', 'function:f') },
    ask: asked(functionUses(at('lambda', 'function:f'))),
  },
  'ECR repository': {
    element: { Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'] },
    ask: asked(repositoryUses(at('ecr', 'repository/app'))),
  },
  secret: {
    element: { Action: 'secretsmanager:GetSecretValue', Resource: '*' },
    ask: asked(secretUses(at('secretsmanager', 'secret:db-AbCdEf'))),
  },
  'log groups': {
    element: { Action: 'logs:PutLogEvents', Resource: at('logs', 'log-group:/aws/events/*:*') },
    ask: asked(logGroupUses(at('logs', 'log-group:*'))),
  },
  'VPC endpoint': {
    element: { Action: '*', Resource: '*' },
    ask: (policy) => endpointAdmissions({ name: 'PolicyDocument', text: JSON.stringify(policy) }, 's3'),
  },
};

export type Verdict = Opening['verdict'];

/** How a policy may be spelled, and what it comes to: is it public? */
export interface Spelling {
  readonly title: string;
  /** Statements, each with the actions and the Resource of the service put in. */
  readonly statements: readonly object[];
  readonly verdict: Verdict;
  /** Of which resources it is another one. */
  readonly but?: Readonly<Record<string, Verdict>>;
}

const allow = (Principal: unknown, more: object = {}) => ({ Effect: 'Allow', Principal, ...more });
const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const everybody = (more: object = {}) => allow('*', more);
const deny = (more: object = {}) => ({ Effect: 'Deny', Principal: '*', ...more });
const service = (more: object = {}) => allow({ Service: 'events.amazonaws.com' }, more);

/** 25 of them. */
export const SPELLINGS: readonly Spelling[] = [
  { title: 'anyone', statements: [everybody()], verdict: 'open' },
  { title: 'any AWS principal', statements: [allow({ AWS: '*' })], verdict: 'open' },
  {
    title: 'anyone, in a list with the own account',
    statements: [allow({ AWS: [OWN, '*'] })],
    verdict: 'open',
  },
  {
    title: 'anyone but one account, by NotPrincipal',
    statements: [{ Effect: 'Allow', NotPrincipal: { AWS: STRANGER } }],
    verdict: 'open',
  },
  {
    title: 'anyone over TLS',
    statements: [everybody(when('Bool', 'aws:SecureTransport', 'true'))],
    verdict: 'open',
  },
  {
    title: 'anyone, and a Deny of plain HTTP',
    statements: [everybody(), deny(when('Bool', 'aws:SecureTransport', 'false'))],
    verdict: 'open',
  },
  {
    title: 'anyone from any address',
    statements: [everybody(when('IpAddress', 'aws:SourceIp', '0.0.0.0/0'))],
    verdict: 'open',
  },
  {
    title: 'anyone of any organization',
    statements: [everybody(when('StringLike', 'aws:PrincipalOrgID', 'o-*'))],
    verdict: 'open',
  },
  {
    title: 'anyone, if an organization is named at all',
    statements: [everybody(when('StringEqualsIfExists', 'aws:PrincipalOrgID', ORGANIZATION))],
    verdict: 'open',
  },
  {
    title: 'anyone, for any bucket',
    statements: [everybody(when('ArnLike', 'aws:SourceArn', 'arn:aws:s3:::*'))],
    verdict: 'open',
  },
  {
    title: 'anyone through a service, of whichever account',
    statements: [everybody(when('StringEquals', 'kms:ViaService', 's3.eu-west-1.amazonaws.com'))],
    verdict: 'open',
  },
  {
    title: 'anyone for all but some actions',
    statements: [{ Effect: 'Allow', Principal: '*', Action: undefined, NotAction: 'iam:*' }],
    verdict: 'open',
  },
  { title: 'the own account', statements: [allow({ AWS: OWN })], verdict: 'closed' },
  {
    title: 'an outside account',
    statements: [allow({ AWS: `arn:aws:iam::${STRANGER}:root` })],
    verdict: 'closed',
  },
  {
    title: 'anyone of the organization',
    statements: [everybody(when('StringEquals', 'aws:PrincipalOrgID', ORGANIZATION))],
    verdict: 'closed',
  },
  {
    title: 'anyone, and a Deny of all outside the organization',
    statements: [everybody(), deny(when('StringNotEquals', 'aws:PrincipalOrgID', ORGANIZATION))],
    verdict: 'closed',
  },
  {
    title: 'anyone through one VPC endpoint',
    statements: [everybody(when('StringEquals', 'aws:SourceVpce', 'vpce-0123456789abcdef0'))],
    verdict: 'closed',
  },
  {
    title: 'anyone from one network',
    statements: [everybody(when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'))],
    verdict: 'closed',
  },
  {
    title: 'anyone for the own account, as a topic has it by default',
    statements: [allow({ AWS: '*' }, when('StringEquals', 'AWS:SourceOwner', OWN))],
    verdict: 'closed',
  },
  {
    title: 'anyone of the own account through a service, as a key of AWS has it',
    statements: [
      allow(
        { AWS: '*' },
        {
          Condition: {
            StringEquals: { 'kms:CallerAccount': OWN, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
          },
        },
      ),
    ],
    verdict: 'closed',
  },
  { title: 'a service', statements: [service()], verdict: 'confused deputy' },
  {
    title: 'a service for the own account',
    statements: [service(when('StringEquals', 'aws:SourceAccount', OWN))],
    verdict: 'closed',
  },
  {
    title: 'a service for a bucket, whose ARN has no account',
    statements: [service(when('ArnLike', 'aws:SourceArn', 'arn:aws:s3:::uploads'))],
    verdict: 'confused deputy',
  },
  {
    title: 'a service for a bucket of the own account',
    statements: [
      service({
        Condition: {
          ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::uploads' },
          StringEquals: { 'aws:SourceAccount': OWN },
        },
      }),
    ],
    verdict: 'closed',
  },
  {
    title: 'anyone under a condition that cannot be understood',
    statements: [everybody(when('StringResembles', 'aws:PrincipalOrgID', ORGANIZATION))],
    verdict: 'undecided',
  },
];

/** A spelling as the policy of such a resource. */
export function policyFor({ element }: Kind, { statements }: Spelling): object {
  return {
    Version: '2012-10-17',
    Statement: statements.map((statement, index) => ({ Sid: `S${index}`, ...element, ...statement })),
  };
}
