import { describe, expect, it } from 'vitest';
import accountRule from '../../../rules/organizations/account-without-scp.ts';
import unitRule from '../../../rules/organizations/ou-without-scp.ts';
import disabledRule from '../../../rules/organizations/scp-disabled.ts';
import type { Report } from '../../../src/finding/report.ts';
import type { Restriction } from '../../../src/services/organizations/service-control-policies.ts';
import { judge } from '../../support/judge.ts';
import { reportOfVerdicts, type Said } from '../../support/report-of-verdicts.ts';

const ORGANIZATION = 'arn:aws:organizations::111122223333';
const policy = { TargetId: 'r-1', PolicyId: 'p-1', PolicyName: 'deploy-only' };

const none: Restriction = { kind: 'unrestricted', policies: [] };
const some: Restriction = { kind: 'restricted', by: policy };
const few: Restriction = { kind: 'narrow', by: policy, binds: ['arn:aws:iam::*:role/deploy'] };

/** A node at a path from the root, such as `a/b`. */
const nodeAt = (at: string, restriction: Restriction) => {
  const path = ['r-1', ...at.split('/')];
  const [ParentId = '', Id = ''] = path.slice(-2);
  return { Id, Name: Id, ParentId, path, restriction };
};
const unit = (at: string, restriction: Restriction = none) => {
  const node = nodeAt(at, restriction);
  return { ...node, Arn: `${ORGANIZATION}:ou/o-1/${node.Id}` };
};
const account = (at: string, restriction: Restriction = none) => {
  const node = nodeAt(at, restriction);
  return { ...node, Arn: `${ORGANIZATION}:account/o-1/${node.Id}`, State: 'ACTIVE' as const };
};

const organization = {
  Id: 'o-1',
  Arn: `${ORGANIZATION}:organization/o-1`,
  FeatureSet: 'ALL' as const,
  MasterAccountId: '111122223333',
  MasterAccountArn: undefined,
};

interface Tree {
  readonly units: readonly ReturnType<typeof unit>[];
  readonly accounts: readonly ReturnType<typeof account>[];
}

/** What the rules say of these OUs and accounts, with service control policies on or off. */
function saidOf(tree: Tree, policies: 'on' | 'off' = 'on'): readonly [Said, Said, Said] {
  const on = policies === 'on';
  const { units, accounts } = tree;
  const root = {
    Id: 'r-1',
    Arn: `${ORGANIZATION}:root/o-1/r-1`,
    PolicyTypes: on ? [{ Type: 'SERVICE_CONTROL_POLICY' as const, Status: 'ENABLED' as const }] : [],
  };
  const read = { organization, tree, accounts: on ? accounts : undefined };
  return [
    { ruleId: 'organizations/scp-disabled', verdicts: judge(disabledRule, { organization, root }) },
    {
      ruleId: 'organizations/account-without-scp',
      verdicts: judge(accountRule, { ...read, members: accounts }),
    },
    {
      ruleId: 'organizations/ou-without-scp',
      verdicts: judge(unitRule, { ...read, units: on ? units : undefined }),
    },
  ];
}

/** The findings: of which rule, on what, with which parts. */
const told = ({ findings }: Report) =>
  findings.map(({ ruleId, resources, parts = [] }) =>
    [
      ruleId.slice('organizations/'.length),
      resources[0]?.id.slice(ORGANIZATION.length + 1),
      ...parts.map(({ evidence }) => evidence.Name),
    ].join(' '),
  );

/** Everything that failed stands in the report. */
const everythingStands = (report: Report, said: readonly Said[]) =>
  expect(
    report.absorbed.length + report.findings.reduce((sum, { parts }) => sum + (parts?.length ?? 1), 0),
    'verdicts in the report',
  ).toBe(said.flatMap(({ verdicts }) => verdicts).filter(({ status }) => status === 'fail').length);

const whole: Tree = {
  units: [unit('a'), unit('a/b'), unit('empty'), unit('empty/too')],
  accounts: [account('1'), account('a/2'), account('a/b/3')],
};

describe('an organization without service control policies', () => {
  it.each<[string, Tree, string[]]>([
    ['everywhere restricted', { units: [unit('a', some)], accounts: [account('a/1', some)] }, []],
    ['nowhere: at the root, of empty OUs too', whole, ['account-without-scp root/o-1/r-1 1 2 3']],
    [
      'nowhere but in one OU: at the highest OU of those without',
      {
        units: [unit('a'), unit('a/b'), unit('c', some)],
        accounts: [account('a/1'), account('a/b/2'), account('c/3', some)],
      },
      ['account-without-scp ou/o-1/a 1 2'],
    ],
    [
      'in several OUs: at the root, and an empty OU beside them',
      {
        units: [unit('a'), unit('b'), unit('c', some), unit('empty')],
        accounts: [account('a/1'), account('b/2'), account('c/3', some)],
      },
      ['account-without-scp root/o-1/r-1 1 2', 'ou-without-scp root/o-1/r-1 empty'],
    ],
    [
      'only for a few: apart from those without any',
      {
        units: [unit('a'), unit('b', few)],
        accounts: [account('a/1'), account('b/2', few), account('b/3', few)],
      },
      ['account-without-scp ou/o-1/a 1', 'account-without-scp ou/o-1/b 2 3'],
    ],
    [
      'an OU without, whose accounts are bound by policies of their own',
      { units: [unit('a')], accounts: [account('a/1', some), account('a/2', few)] },
      ['account-without-scp ou/o-1/a 2', 'ou-without-scp root/o-1/r-1 a'],
    ],
  ])('is told once: %s', (_case, tree, expected) => {
    const said = saidOf(tree);
    const report = reportOfVerdicts(...said);
    expect(told(report)).toEqual(expected);
    everythingStands(report, said);
  });

  it('says where, and how many', () => {
    expect(reportOfVerdicts(saidOf(whole)[1]).findings).toMatchObject([
      {
        title: 'No service control policy restricts accounts',
        description: 'No service control policy restricts 3 accounts below the root r-1.',
        severity: { score: 7 },
      },
    ]);
  });

  it('is told by each rule alone, of OUs by the highest ones', () => {
    const [, accounts, units] = saidOf(whole);
    expect(told(reportOfVerdicts(accounts))).toEqual(['account-without-scp root/o-1/r-1 1 2 3']);
    const report = reportOfVerdicts(units);
    expect(told(report)).toEqual(['ou-without-scp root/o-1/r-1 a empty']);
    everythingStands(report, [units]);
  });

  it('is told by policies that are off, and by each rule alone too', () => {
    const said = saidOf(whole, 'off');
    const report = reportOfVerdicts(...said);
    expect(told(report)).toEqual(['scp-disabled organization/o-1']);
    everythingStands(report, said);
    expect(told(reportOfVerdicts(said[1]))).toEqual(['account-without-scp root/o-1/r-1 1 2 3']);
    expect(told(reportOfVerdicts(said[2]))).toEqual(['ou-without-scp root/o-1/r-1 a b empty too']);
  });
});
