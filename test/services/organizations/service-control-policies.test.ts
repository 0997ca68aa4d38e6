import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { Answer, ItemAnswer } from '../../../src/aws/reader.ts';
import type { OrganizationPolicy, PlacedPolicy } from '../../../src/services/organizations/organization.ts';
import {
  type Restriction,
  restrictionsOn,
} from '../../../src/services/organizations/service-control-policies.ts';
import { NOW } from '../../support/judge.ts';

const denied = (action: string) =>
  new ReadError(`${action} is denied`, { kind: 'denied', action, accountId: '', region: 'us-east-1' });

const statements = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** Documents that SCPs are made of, and one that nobody can read. */
const DEPLOY = 'arn:aws:iam::*:role/deploy';
const DOCUMENTS = {
  deny: statements({ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }),
  'deny, with a condition': statements({
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { StringLike: { 'aws:PrincipalArn': 'arn:*:iam::*:root' } },
  }),
  'binds a role': statements({
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { ArnLike: { 'aws:PrincipalArn': DEPLOY } },
  }),
  'denies nothing': statements({ Effect: 'Deny', Action: 'nosuchservice:*', Resource: '*' }),
  'copy of FullAWSAccess': statements({ Effect: 'Allow', Action: '*:*', Resource: '*' }),
  'allow some': statements({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }),
  'both in one': statements(
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' },
  ),
  damaged: '{"Version": "2012-10-17"',
};

const FULL = 'p-FullAWSAccess';
type PolicyName = keyof typeof DOCUMENTS | typeof FULL;

/** A path of the tree with the policies on each level, root first. */
type Levels = readonly (readonly PolicyName[])[];

const named = (name: string): OrganizationPolicy => ({
  Id: name,
  Arn: `arn:${name}`,
  Name: name,
  AwsManaged: name === FULL,
});

const documentOf = (name: string, answer: Answer<string>): ItemAnswer<OrganizationPolicy, string> => ({
  item: named(name),
  answer,
});

function world(levels: Levels) {
  const names: PolicyName[] = [
    FULL,
    'deny',
    'deny, with a condition',
    'binds a role',
    'denies nothing',
    'copy of FullAWSAccess',
    'allow some',
    'both in one',
    'damaged',
  ];
  const policies = names.map(
    (name): PlacedPolicy => ({
      item: named(name),
      answer: {
        ok: true,
        value: levels.flatMap((attached, level) =>
          attached.includes(name) ? [{ TargetId: `level-${level}` }] : [],
        ),
      },
    }),
  );
  const documents = Object.entries(DOCUMENTS).map(([name, value]) => documentOf(name, { ok: true, value }));
  return { path: levels.map((_, level) => `level-${level}`), policies, documents };
}

const restriction = ({ path, policies, documents }: ReturnType<typeof world>): Restriction | undefined =>
  restrictionsOn([{ path }], policies, documents, NOW)[0]?.restriction;

describe('the restriction of service control policies', () => {
  it.each([
    ['FullAWSAccess on every level', [[FULL], [FULL], [FULL]], 'unrestricted'],
    ['copies of it count as it', [[FULL], ['copy of FullAWSAccess'], [FULL]], 'unrestricted'],
    ['a Deny on the root', [[FULL, 'deny'], [FULL], [FULL]], 'restricted'],
    ['a Deny on the account', [[FULL], [FULL], [FULL, 'deny, with a condition']], 'restricted'],
    ['Allow and Deny in one policy', [[FULL], ['both in one'], [FULL]], 'restricted'],
    ['an allow list instead of FullAWSAccess', [[FULL], ['allow some'], [FULL]], 'restricted'],
    [
      'an allow list beside FullAWSAccess changes nothing',
      [[FULL], [FULL, 'allow some'], [FULL]],
      'unrestricted',
    ],
    ['a damaged document may deny', [[FULL], [FULL, 'damaged'], [FULL]], 'unknown'],
    ['a damaged document below one that denies', [[FULL, 'deny'], [FULL, 'damaged'], [FULL]], 'restricted'],
    ['a damaged document beside one that denies', [[FULL], [FULL, 'damaged', 'deny'], [FULL]], 'restricted'],
    [
      'a damaged document beside an allow list may grant everything',
      [[FULL], ['allow some', 'damaged']],
      'unknown',
    ],
    ['a Deny that can match nothing', [[FULL, 'denies nothing'], [FULL]], 'unrestricted'],
    ['a Deny of one role', [[FULL], [FULL, 'binds a role'], [FULL]], 'narrow'],
    [
      'a Deny of one role beside a Deny',
      [
        [FULL, 'deny'],
        [FULL, 'binds a role'],
      ],
      'restricted',
    ],
    ['a Deny of one role beside an allow list', [[FULL], ['allow some', 'binds a role']], 'restricted'],
    [
      'a Deny of one role beside a damaged document',
      [
        [FULL, 'binds a role'],
        [FULL, 'damaged'],
      ],
      'unknown',
    ],
    ['nothing attached, which AWS does not allow', [[FULL], [], [FULL]], 'unknown'],
  ] satisfies [string, Levels, Restriction['kind']][])('%s', (_case, levels, kind) => {
    expect(restriction(world(levels))).toMatchObject({ kind });
  });

  it('names the policy that restricts and where, or all that do not', () => {
    expect(restriction(world([[FULL], [FULL, 'deny']]))).toEqual({
      kind: 'restricted',
      by: { TargetId: 'level-1', PolicyId: 'deny', PolicyName: 'deny' },
    });
    expect(restriction(world([[FULL], ['copy of FullAWSAccess']]))).toEqual({
      kind: 'unrestricted',
      policies: [
        { TargetId: 'level-0', PolicyId: FULL, PolicyName: FULL },
        { TargetId: 'level-1', PolicyId: 'copy of FullAWSAccess', PolicyName: 'copy of FullAWSAccess' },
      ],
    });
  });

  it('names whom a policy binds that binds nobody else', () => {
    expect(restriction(world([[FULL], [FULL, 'binds a role'], [FULL, 'binds a role']]))).toEqual({
      kind: 'narrow',
      by: { TargetId: 'level-1', PolicyId: 'binds a role', PolicyName: 'binds a role' },
      binds: [DEPLOY],
    });
  });

  it('says which document is damaged, and how', () => {
    expect(restriction(world([['damaged']]))).toMatchObject({
      because: expect.stringMatching(/^the document of damaged is not JSON/),
    });
  });

  describe('when something was not read', () => {
    const error = denied('organizations:DescribePolicy');
    const unreadDocument = (levels: Levels, name: PolicyName) => {
      const seen = world(levels);
      const documents = seen.documents.map((document) =>
        document.item.Id === name ? documentOf(name, { ok: false, error }) : document,
      );
      return { ...seen, documents };
    };
    const unreadTargets = (levels: Levels, name: PolicyName) => {
      const seen = world(levels);
      const policies = seen.policies.map((policy) =>
        policy.item.Id === name ? { ...policy, answer: { ok: false, error } as const } : policy,
      );
      return { ...seen, policies };
    };

    it('is unknown with the error of the document', () => {
      expect(restriction(unreadDocument([[FULL, 'deny']], 'deny'))).toEqual({
        kind: 'unknown',
        because: error,
      });
    });

    it('is certain where another policy denies', () => {
      expect(
        restriction(
          unreadDocument(
            [
              [FULL, 'deny'],
              [FULL, 'both in one'],
            ],
            'deny',
          ),
        ),
      ).toMatchObject({
        kind: 'restricted',
      });
    });

    it('does not matter for a document that is attached elsewhere', () => {
      expect(restriction(unreadDocument([[FULL]], 'deny'))).toMatchObject({ kind: 'unrestricted' });
    });

    it('is unknown everywhere with the error of the targets, because they may be anywhere', () => {
      expect(restriction(unreadTargets([[FULL], [FULL]], 'deny'))).toEqual({
        kind: 'unknown',
        because: error,
      });
      expect(restriction(unreadTargets([['allow some']], FULL))).toEqual({ kind: 'unknown', because: error });
    });
  });
});
