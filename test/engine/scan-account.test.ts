import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../src/aws/session.ts';
import type { ChosenRule } from '../../src/engine/chosen-rule.ts';
import { actionsOfRule } from '../../src/engine/chosen-rule.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import { scanAccount } from '../../src/engine/scan-account.ts';
import { fail, pass } from '../../src/rule/rule.ts';
import { denied, failing } from '../support/faults.ts';
import { sessionWith, stubbedAws } from '../support/session.ts';
import type { Answers } from '../support/stub.ts';
import { success } from '../support/wire.ts';
import { chosen, RESOURCE, readError, reader, unread } from './rules.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const NOW = new Date('2026-01-01T00:00:00Z');

async function scan(
  rules: readonly ChosenRule[],
  session: Session = sessionWith({ now: NOW }),
): Promise<Outcome[]> {
  const all: Outcome[] = [];
  for await (const outcomes of scanAccount(session, rules)) all.push(...outcomes);
  return all.sort((a, b) => (`${a.chosen.id} ${a.region}` < `${b.chosen.id} ${b.region}` ? -1 : 1));
}

/** What became of each rule, in short. */
async function statuses(...args: Parameters<typeof scan>): Promise<string[]> {
  return (await scan(...args)).map(({ chosen: { id }, accountId, region, verdicts, failure }) =>
    [id, accountId, region, ...verdicts.map(({ status }) => status), failure?.status, failure?.reason]
      .filter((part) => part !== undefined)
      .join(' | '),
  );
}

describe('a rule', () => {
  it('gets its readings, its options and the place it judges', async () => {
    const asked = vi.fn();
    const check = vi.fn(() => [pass(RESOURCE, {})]);
    const rule = chosen('iam/a', { reads: { users: reader('iam:ListUsers', asked) }, check });
    await scan([{ ...rule, options: { days: 5 } }]);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(check).toHaveBeenCalledWith({
      account: { id: '111122223333', partition: 'aws' },
      region: 'us-east-1',
      now: NOW,
      options: { days: 5 },
    });
  });

  it('is unknown where AWS did not answer, with all that stood in the way', async () => {
    const reads = {
      a: unread('iam:A', { kind: 'throttled' }),
      b: reader('iam:B', () => 1),
      c: unread('iam:C'),
    };
    const [outcome] = await scan([chosen('iam/a', { reads })]);
    expect(outcome).toMatchObject({
      verdicts: [],
      failure: {
        status: 'unknown',
        reason: 'iam:A is throttled in us-east-1; iam:C is denied in us-east-1',
        error: { all: [{ action: 'iam:A' }, { action: 'iam:C' }] },
      },
    });
  });

  it('is not applicable where the service is not there', async () => {
    const reads = { a: unread('iam:A'), b: unread('guardduty:B', { kind: 'unavailable' }) };
    expect(await statuses([chosen('a/a', { reads })])).toEqual([
      'a/a | 111122223333 | us-east-1 | notApplicable | guardduty:B is unavailable in us-east-1',
    ]);
  });

  it('that throws is unknown from there on, and harms no other', async () => {
    const crashing = chosen('iam/a', {
      *check() {
        yield fail(RESOURCE, {}, 'Open.');
        throw new TypeError('cannot read x');
      },
    });
    const crashingAtOnce = chosen('iam/b', {
      check: () => {
        throw new TypeError('cannot read y');
      },
    });
    expect(await statuses([crashing, crashingAtOnce, chosen('iam/c')])).toEqual([
      'iam/a | 111122223333 | us-east-1 | fail | unknown | the rule stopped with an error of its own: cannot read x',
      'iam/b | 111122223333 | us-east-1 | unknown | the rule stopped with an error of its own: cannot read y',
      'iam/c | 111122223333 | us-east-1 | pass',
    ]);
  });

  it('that gives what is no verdict, or evidence that no report can hold, is unknown from there on', async () => {
    const misspelt = chosen('iam/a', {
      check: () => [pass(RESOURCE, {}), { ...pass(RESOURCE, {}), status: Object('passed').valueOf() }],
    });
    const unwritable = chosen('iam/b', { check: () => [fail(RESOURCE, { size: 1n }, 'Big.')] });
    expect(await statuses([misspelt, unwritable, chosen('iam/c')])).toEqual([
      'iam/a | 111122223333 | us-east-1 | pass | unknown | the rule stopped with an error of its own: a verdict has the status "passed", which is none',
      expect.stringContaining(
        'iam/b | 111122223333 | us-east-1 | unknown | the rule stopped with an error of its own',
      ),
      'iam/c | 111122223333 | us-east-1 | pass',
    ]);
  });

  it('whose reader is broken is unknown, and harms no other', async () => {
    const broken = reader('iam:A', () => {
      throw new TypeError('cannot read x');
    });
    expect(await statuses([chosen('iam/a', { reads: { broken } }), chosen('iam/b')])).toEqual([
      'iam/a | 111122223333 | us-east-1 | unknown | a reading stopped with an error of its own: cannot read x',
      'iam/b | 111122223333 | us-east-1 | pass',
    ]);
  });
});

describe('Regions', () => {
  const regional = chosen('ec2/a', { scope: 'region' });

  it('are judged one by one, and those that are off are not applicable', async () => {
    const regions = { scanned: ['eu-west-1', 'us-east-1'], off: ['af-south-1'] };
    expect(await statuses([regional], sessionWith({ regions }))).toEqual([
      'ec2/a | 111122223333 | af-south-1 | notApplicable | the Region af-south-1 is not enabled in the account',
      'ec2/a | 111122223333 | eu-west-1 | pass',
      'ec2/a | 111122223333 | us-east-1 | pass',
    ]);
  });

  it.each([
    ['none is spelled out', [], []],
    ['some are', ['eu-west-1'], ['ec2/a | 111122223333 | eu-west-1 | pass']],
  ])('that AWS did not list make one unknown: %s', async (_how, scanned, judged) => {
    const denial = readError('ec2:DescribeRegions');
    const regions = { scanned, enabled: denial, unlisted: denial };
    expect(await statuses([regional], sessionWith({ regions }))).toEqual([
      ...judged,
      'ec2/a | 111122223333 | us-east-1 | unknown | ec2:DescribeRegions is denied in us-east-1',
    ]);
  });

  it('that are all spelled out need no list', async () => {
    const regions = { scanned: ['eu-west-1'], enabled: readError('ec2:DescribeRegions') };
    expect(await statuses([regional], sessionWith({ regions }))).toEqual([
      'ec2/a | 111122223333 | eu-west-1 | pass',
    ]);
  });

  it('that are slow do not hold back the others', async () => {
    const reads = { a: reader('ec2:A', ({ region }) => pause(region === 'a-1' ? 200 : 1)) };
    const session = sessionWith({ regions: { scanned: ['a-1', 'b-1', 'c-1'] } });
    const order: string[] = [];
    for await (const outcomes of scanAccount(session, [chosen('ec2/a', { scope: 'region', reads })]))
      order.push(...outcomes.map(({ region }) => region));
    expect(order.at(-1)).toBe('a-1');
    expect(order.toSorted()).toEqual(['a-1', 'b-1', 'c-1']);
  });
});

describe('the organization', () => {
  const rule = chosen('organizations/a', { scope: 'organization' });
  const management = '999988887777';
  const organization: Answers = {
    'organizations:DescribeOrganization': (call) =>
      success(call, { Organization: { Id: 'o-x', FeatureSet: 'ALL', MasterAccountId: management } }),
  };
  const delegated = (services: readonly string[]): Answers => ({
    'organizations:ListDelegatedServicesForAccount': (call) =>
      success(call, { DelegatedServices: services.map((ServicePrincipal) => ({ ServicePrincipal })) }),
  });
  const member = `organizations/a | 111122223333 | us-east-1 | notApplicable | only the management account ${management} or a delegated administrator can read the organization`;

  it.each<[string, Answers, string]>([
    [
      'a standalone account has none',
      { '*': failing('AWSOrganizationsNotInUseException', 'none') },
      'organizations/a | 111122223333 | us-east-1 | notApplicable | the account belongs to no organization',
    ],
    [
      'a member turned away cannot read it',
      { '*': failing('AccessDeniedException', "You don't have permissions to access this resource.") },
      member,
    ],
    ['a member without delegated services cannot read it', delegated([]), member],
    [
      'a delegated administrator reads it for the management account',
      delegated(['guardduty.amazonaws.com']),
      `organizations/a | ${management} | us-east-1 | pass`,
    ],
    [
      'who may not ask who he is does not know',
      { 'organizations:ListDelegatedServicesForAccount': denied() },
      'organizations/a | 111122223333 | us-east-1 | unknown | organizations:ListDelegatedServicesForAccount is denied in us-east-1 of account 111122223333 by the identity-based policy',
    ],
  ])('%s', async (what, answers, status) => {
    await using _aws = await stubbedAws(
      what.includes('standalone') ? answers : { ...answers, ...organization },
    );
    expect(await statuses([rule])).toEqual([status]);
  });

  it('is read by its management account', async () => {
    await using aws = await stubbedAws(organization);
    expect(await statuses([rule], sessionWith({ accountId: management }))).toEqual([
      `organizations/a | ${management} | us-east-1 | pass`,
    ]);
    expect(aws.requests).toHaveLength(1);
  });

  it('is not asked for when no rule is about it', async () => {
    await using aws = await stubbedAws({});
    await scan([chosen('iam/a')]);
    expect(aws.requests).toEqual([]);
  });
});

describe('a reading', () => {
  it('is let go when the last rule that wants it has judged', async () => {
    const held: string[] = [];
    const wanted = Object.assign(
      reader('iam:A', () => 1),
      {
        hold: () => {
          held.push('held');
          return () => void held.push('released');
        },
      },
    );
    const check = () => {
      held.push('judged');
      return [pass(RESOURCE, {})];
    };
    await scan(['iam/a', 'iam/b'].map((id) => chosen(id, { reads: { wanted }, check })));
    expect(held.slice(0, 2)).toEqual(['held', 'held']);
    expect(held.at(-1)).toBe('released');
    expect(held.slice(2).sort()).toEqual(['judged', 'judged', 'released', 'released']);
  });
});

describe('what passed', () => {
  it('is only counted where nobody wants more', async () => {
    const rule = chosen('iam/a', { check: () => [pass(RESOURCE, {}), fail(RESOURCE, {}, 'Open.')] });
    for await (const [outcome] of scanAccount(sessionWith({ now: NOW }), [rule], { includePassed: false }))
      if (outcome?.verdicts.length)
        expect(outcome).toMatchObject({ passed: 1, verdicts: [{ status: 'fail' }] });
    expect.assertions(1);
  });
});

describe('the actions of a rule', () => {
  it.each([
    ['account', ['iam:A', 'iam:B']],
    ['region', ['ec2:DescribeRegions', 'iam:A', 'iam:B']],
    [
      'organization',
      [
        'iam:A',
        'iam:B',
        'organizations:DescribeOrganization',
        'organizations:ListDelegatedServicesForAccount',
      ],
    ],
  ] as const)('are those of its readers and of what finds its scopes: %s', (scope, actions) => {
    const reads = {
      b: reader('iam:B', () => 1),
      a: reader('iam:A', () => 1),
      again: reader('iam:A', () => 1),
    };
    expect(actionsOfRule(chosen('a/a', { scope, reads }).rule)).toEqual(actions);
  });
});
