import { describe, expect, it } from 'vitest';
import type { AuthorizationDetails, IamRole } from '../../../src/services/iam/authorization-details.ts';
import { chainEvidence } from '../../../src/services/iam/escalations.ts';
import {
  ADMINISTRATOR_ACCESS,
  allow,
  escalating,
  roleArn,
  trusting,
  user,
  userArn,
  WHOLE_ACCOUNT,
} from '../../rules/iam/escalating.fixture.ts';
import { groupOf, inline, policyOf, roleOf, userOf } from '../../rules/iam/readings.fixture.ts';

/** The steps of a user or role to administrator access, each as "who path on whom"; or its standing. */
function stepsOf(name: string, details: Partial<AuthorizationDetails>) {
  const { escalations } = escalating(details);
  const standing = escalations.find(({ holder }) => holder.detail.Arn.endsWith(`/${name}`))?.standing;
  if (standing?.kind !== 'escalates') return standing?.kind;
  const short = (arn: string) => arn.split(/[/:]/).at(-1);
  return chainEvidence(standing.chain).chain.map(
    ({ from, path, on }) => `${short(from)} ${path} ${short(on)}`,
  );
}

const assumable = (RoleName: string, statements: readonly object[], more: Partial<IamRole> = {}): IamRole =>
  roleOf({ RoleName, RolePolicyList: [inline('own', ...statements)], ...trusting(WHOLE_ACCOUNT), ...more });
const assumes = (...names: readonly string[]) => allow('sts:AssumeRole', names.map(roleArn));
const limit = policyOf('limit', allow(['s3:Get*', 'sts:AssumeRole']));
const bounded = { PermissionsBoundary: { PermissionsBoundaryArn: limit.Arn } };
const when = (key: string, value: string) => ({ Condition: { StringEquals: { [key]: value } } });
const GROUP = groupOf().Arn;

describe('who controls several users and roles', () => {
  it.each<[string, Partial<AuthorizationDetails>, ReturnType<typeof stepsOf>]>([
    [
      'writes one with the other, and takes it over then',
      {
        UserDetailList: [user('ann', assumes('first', 'second'))],
        RoleDetailList: [
          assumable('first', [allow('iam:PutRolePolicy', roleArn('second'))]),
          assumable('second', []),
        ],
      },
      ['ann sts-001 first', 'first iam-005 second', 'ann sts-001 second'],
    ],
    [
      'writes a user whose access key another makes',
      {
        UserDetailList: [user('ann', assumes('writer', 'keys')), user('bob')],
        RoleDetailList: [
          assumable('writer', [allow('iam:PutUserPolicy', userArn('bob'))]),
          assumable('keys', [allow('iam:CreateAccessKey', userArn('bob'))]),
        ],
      },
      ['ann sts-001 writer', 'writer iam-007 bob', 'ann sts-001 keys', 'keys iam-002 bob'],
    ],
    [
      'joins an empty group by one, and has it written by another',
      {
        UserDetailList: [user('ann', assumes('joiner', 'writer'))],
        GroupDetailList: [groupOf()],
        RoleDetailList: [
          assumable('joiner', [allow('iam:AddUserToGroup', GROUP)]),
          assumable('writer', [allow('iam:PutGroupPolicy', GROUP)]),
        ],
      },
      ['ann sts-001 joiner', 'joiner iam-013 crew', 'ann sts-001 writer', 'writer iam-011 ann'],
    ],
    [
      'frees oneself of a boundary by another, after that wrote one',
      {
        UserDetailList: [{ ...user('ann', assumes('helper')), ...bounded }],
        RoleDetailList: [
          assumable('helper', [
            allow(['iam:PutUserPolicy', 'iam:DeleteUserPermissionsBoundary'], userArn('ann')),
          ]),
        ],
        Policies: [limit],
      },
      ['ann sts-001 helper', 'helper iam-007 ann', 'helper iam-023 ann'],
    ],
    [
      'has a role tagged by another, so as to assume it',
      {
        UserDetailList: [
          user('ann', assumes('tagger'), allow('sts:AssumeRole', '*', when('aws:ResourceTag/open', 'yes'))),
        ],
        RoleDetailList: [
          assumable('tagger', [allow('iam:TagRole')], { Tags: [] }),
          assumable('target', [], { ...ADMINISTRATOR_ACCESS, Tags: [] }),
        ],
      },
      ['ann sts-001 tagger', 'tagger tag-set target', 'ann sts-001 target'],
    ],
    [
      'tags a role as oneself is tagged, where a policy compares the two',
      {
        UserDetailList: [
          {
            ...user(
              'ann',
              allow('sts:AssumeRole', '*', when('aws:ResourceTag/team', `\${aws:PrincipalTag/team}`)),
              allow('iam:TagRole'),
            ),
            Tags: [{ Key: 'team', Value: 'red' }],
          },
        ],
        RoleDetailList: [
          assumable('target', [], { ...ADMINISTRATOR_ACCESS, Tags: [{ Key: 'team', Value: 'blue' }] }),
        ],
      },
      ['ann tag-set target', 'ann sts-001 target'],
    ],
    [
      'not when the one who is written is out of reach',
      {
        UserDetailList: [user('ann', assumes('helper')), user('bob')],
        RoleDetailList: [assumable('helper', [allow('iam:PutUserPolicy', userArn('bob'))])],
      },
      'contained',
    ],
    [
      'not when the writer is out of reach',
      {
        UserDetailList: [user('ann')],
        RoleDetailList: [assumable('helper', [allow('iam:PutUserPolicy', userArn('ann'))])],
      },
      'contained',
    ],
    [
      'not where two each go only half of the way',
      {
        UserDetailList: [user('ann', assumes('joiner')), userOf({ UserName: 'bob' })],
        GroupDetailList: [groupOf()],
        RoleDetailList: [
          assumable('joiner', [allow('iam:AddUserToGroup', GROUP)]),
          roleOf({ RoleName: 'writer', RolePolicyList: [inline('own', allow('iam:PutGroupPolicy'))] }),
        ],
      },
      'contained',
    ],
  ])('%s', (_case, details, expected) => {
    expect(stepsOf('ann', details)).toEqual(expected);
  });

  it('is followed by whoever gets at them', () => {
    const details: Partial<AuthorizationDetails> = {
      UserDetailList: [
        user('ann', assumes('helper')),
        user('eve', allow('iam:CreateAccessKey', userArn('ann'))),
      ],
      RoleDetailList: [assumable('helper', [allow('iam:AttachUserPolicy', userArn('ann'))])],
    };
    expect(stepsOf('eve', details)).toEqual(['eve iam-002 ann', 'ann sts-001 helper', 'helper iam-008 ann']);
  });
});
