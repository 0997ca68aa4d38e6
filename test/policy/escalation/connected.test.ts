import { describe, expect, it } from 'vitest';
import {
  allow,
  deny,
  escalating,
  INSTANCE_PROFILE,
  serviceAdministrator,
  user,
} from '../../rules/iam/escalating.fixture.ts';

/** The resources of each action of the first step to administrator access; or the standing. */
function resourcesFor(service: string, ...statements: readonly object[]) {
  const { escalations } = escalating({
    UserDetailList: [user('ann', allow('iam:PassRole'), ...statements)],
    RoleDetailList: [{ ...serviceAdministrator('target', service), InstanceProfileList: [INSTANCE_PROFILE] }],
  });
  const [ann] = escalations;
  if (ann?.standing.kind !== 'escalates') return ann?.standing.kind;
  const [first] = ann.standing.chain.steps;
  return first?.permissions.slice(1).map(({ action, resource }) => `${action} ${resource}`);
}

const LAMBDA = (name: string) => `arn:aws:lambda:*:*:function:${name}`;
const onFunction = (resource: string) => [
  `lambda:CreateFunction ${resource}`,
  `lambda:InvokeFunction ${resource}`,
];

describe('permissions of one path', () => {
  it.each<[string, readonly object[], readonly string[] | 'contained' | 'unknown']>([
    [
      'meet on what both name',
      [
        allow('lambda:CreateFunction', [LAMBDA('a'), LAMBDA('c')]),
        allow('lambda:InvokeFunction', [LAMBDA('b'), LAMBDA('c')]),
      ],
      onFunction('arn:aws:lambda:*:111122223333:function:c'),
    ],
    [
      'meet where their patterns do',
      [allow('lambda:CreateFunction', LAMBDA('dev-*')), allow('lambda:InvokeFunction', LAMBDA('*-api'))],
      onFunction('arn:aws:lambda:*:111122223333:function:dev-*-api'),
    ],
    [
      'do not meet',
      [allow('lambda:CreateFunction', LAMBDA('a')), allow('lambda:InvokeFunction', LAMBDA('b'))],
      'contained',
    ],
    [
      'do not meet where one of them is denied',
      [
        allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], LAMBDA('a')),
        deny('lambda:InvokeFunction', LAMBDA('a')),
      ],
      'contained',
    ],
    [
      'meet somewhere, but patterns are too long to tell where',
      [
        allow('lambda:CreateFunction', LAMBDA(`${'a'.repeat(600)}*`)),
        allow('lambda:InvokeFunction', LAMBDA(`*${'b'.repeat(600)}`)),
      ],
      'unknown',
    ],
  ])('%s', (_case, statements, expected) => {
    const found = resourcesFor('lambda.amazonaws.com', ...statements);
    expect(Array.isArray(found) ? found.toSorted() : found).toEqual(expected);
  });

  const EC2 = 'ec2.amazonaws.com';
  const TAKEN = ['instance', 'network-interface', 'security-group', 'subnet', 'volume'];
  const START = allow('ec2:RunInstances');

  it('are needed on all that an action takes', () => {
    const arns = TAKEN.map((kind) => `arn:aws:ec2:*:111122223333:${kind}/*`);
    const resources = ['arn:aws:ec2:*::image/*', ...arns];
    expect(resourcesFor(EC2, START)).toEqual([`ec2:RunInstances ${resources.join(', ')}`]);
    for (const one of resources) expect(resourcesFor(EC2, START, deny('ec2:*', one))).toBe('contained');
  });

  it('are needed on * where an action takes no resource', () => {
    const start = ['elasticmapreduce:RunJobFlow'];
    expect(resourcesFor(EC2, allow(start))).toEqual(['elasticmapreduce:RunJobFlow *']);
    expect(resourcesFor(EC2, allow(start, 'arn:aws:elasticmapreduce:*:*:cluster/*'))).toBe('contained');
  });
});
