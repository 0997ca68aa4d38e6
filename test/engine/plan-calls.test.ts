import { constructStack } from '@smithy/core/client';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { aliasOf } from '../../src/accounts/account-alias.ts';
import { connect } from '../../src/accounts/connect.ts';
import { derive, everyRegion, optional } from '../../src/aws/combine-readers.ts';
import { ReadError } from '../../src/aws/read-error.ts';
import type { Reader } from '../../src/aws/reader.ts';
import { service } from '../../src/aws/service.ts';
import type { Session } from '../../src/aws/session.ts';
import { Transport } from '../../src/aws/transport.ts';
import { planCalls } from '../../src/engine/plan-calls.ts';
import { scanAccount } from '../../src/engine/scan-account.ts';
import { callPlanSchema } from '../../src/finding/plan-schema.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import { defineRule, type ScopeKind } from '../../src/rule/rule.ts';
import { sessionWith } from '../support/session.ts';
import { readTape, TAPES } from '../support/tapes.ts';

const asks = (id: string, region: 'global' | 'regional', offered: { partitions?: readonly string[] } = {}) =>
  service({
    id,
    region,
    ...offered,
    load: async () => ({
      GetOneCommand: 1,
      GetTwoCommand: 2,
      ListAllCommand: 3,
      paginateListAll: () => undefined,
      GetStateCommand: 4,
    }),
    client: () => ({
      middlewareStack: constructStack<object, object>(),
      config: { protocol: { getShapeId: () => 'fake' } },
    }),
  });
const regional = asks('regional', 'regional');
const global = asks('global', 'global');

const one = regional.reader(['GetOne'], async () => 1);
const settings = global.reader(['GetTwo'], async () => 2);
const list = regional.reader(['ListAll'], async () => 3);

function ruleReading(scope: ScopeKind, ...readers: readonly Reader<unknown>[]) {
  return defineRule({
    title: 'Rule',
    type: 'Policy:Account/Rule',
    severity: 5,
    scope,
    reads: Object.fromEntries(readers.map((reader, index) => [`reader${index}`, reader])),
    why: 'Why.',
    remediation: { text: 'Do.', url: 'https://docs.aws.amazon.com/' },
    check: () => [],
  });
}

const two: Session['regions'] = {
  scanned: ['eu-west-1', 'us-east-1'],
  off: ['af-south-1'],
  enabled: ['eu-north-1', 'eu-west-1', 'us-east-1'],
};

const isOfAlias = (row: string) => row.startsWith('iam ListAccountAliases in ');

/** Rows of a plan in words: `regional GetOne in eu-west-1 us-east-1: 1`. */
async function planned(
  of: readonly ReturnType<typeof ruleReading>[],
  regions: Session['regions'] = two,
  partition = 'aws',
): Promise<readonly string[]> {
  const session = sessionWith({ regions, partition });
  const plan = await planCalls(
    session,
    of.map((rule, index) => ({ id: `a/${index}`, rule, options: {} })),
  );
  expect(callPlanSchema.parse(plan)).toEqual(plan);
  expect(session.transport.calls.size, 'calls to AWS').toBe(0);
  const rows = plan.calls.map(
    ({ service, operation, regions, regionsWith, atLeast, mayBeMore }) =>
      `${service} ${operation} in ${regionsWith ?? regions.join(' ')}: ${[atLeast, ...mayBeMore].join(' + ')}`,
  );
  // Of every scan, whichever rules are chosen.
  expect(rows.filter(isOfAlias)).toHaveLength(1);
  return rows.filter((row) => !isOfAlias(row));
}

describe('where a call is made', () => {
  it('once an account for a global service, once a scanned Region for another', async () => {
    expect(await planned([ruleReading('region', one, settings)])).toEqual([
      'global GetTwo in us-east-1: 1',
      'regional GetOne in eu-west-1 us-east-1: 1',
    ]);
    expect(await planned([ruleReading('account', settings)], two, 'aws-us-gov')).toEqual([
      'global GetTwo in us-gov-west-1: 1',
    ]);
  });

  it('nowhere in a partition without the service, whatever its readers ask of others', async () => {
    const somewhere = asks('somewhere', 'global', { partitions: ['aws', 'aws-cn'] })
      .using(one)
      .reader(['GetTwo'], async ({ ask }) => ask(one));
    const reads = [ruleReading('account', somewhere, settings)];
    expect(await planned(reads, two, 'aws-cn')).toEqual([
      'global GetTwo in cn-north-1: 1',
      'regional GetOne in cn-north-1: 1',
      'somewhere GetTwo in cn-north-1: 1',
    ]);
    expect(await planned(reads, two, 'aws-us-gov')).toEqual(['global GetTwo in us-gov-west-1: 1']);
  });

  it('in every enabled Region, scanned or not, for a rule that judges the whole account', async () => {
    expect(await planned([ruleReading('account', everyRegion(one))])).toEqual([
      'regional GetOne in eu-north-1 eu-west-1 us-east-1: 1',
    ]);
  });

  it('nowhere in Regions that are off, or that nobody knows', async () => {
    const unlisted = new ReadError('denied', {
      kind: 'denied',
      action: 'ec2:DescribeRegions',
      accountId: '1',
      region: 'us-east-1',
    });
    const regions = { scanned: ['eu-west-1'], off: [], enabled: unlisted, unlisted };
    expect(
      await planned([ruleReading('region', one), ruleReading('account', everyRegion(list))], regions),
    ).toEqual(['regional GetOne in eu-west-1: 1']);
    const plan = await planCalls(sessionWith({ regions }), []);
    expect(plan.unlisted).toBe('denied');
  });

  it('in the Regions of what a list tells of, or in the one that answers for all', async () => {
    const each = global
      .using(settings)
      .reader([{ ifAny: 'GetOne', in: { regionsWith: 'buckets' } }], async () => 1);
    const ofAll = global.reader([{ ifAny: 'ListAll', in: { region: 'us-west-2' } }], async () => 1);
    const reads = [
      ruleReading('account', each, ofAll),
      ruleReading(
        'region',
        derive({ each }, () => 1),
      ),
    ];
    expect(await planned(reads)).toEqual([
      'global GetOne in buckets: 0 + items',
      'global GetTwo in us-east-1: 1',
      'global ListAll in us-west-2: 0 + items + pages',
    ]);
    expect(await planned(reads, two, 'aws-us-gov')).toEqual([
      'global GetOne in buckets: 0 + items',
      'global GetTwo in us-gov-west-1: 1',
    ]);
  });

  it('in the home Region of a global service for what its readers ask of another', async () => {
    const both = asks('organizations', 'global')
      .using(one)
      .reader(['GetTwo'], async () => 1);
    const china = { scanned: ['cn-north-1'], off: [], enabled: ['cn-north-1', 'cn-northwest-1'] };
    expect(await planned([ruleReading('region', both)], china, 'aws-cn')).toEqual([
      'organizations GetTwo in cn-northwest-1: 1',
      'regional GetOne in cn-northwest-1: 1',
    ]);
  });
});

describe('how often a call is made', () => {
  it('once, however many rules and readers ask', async () => {
    const derived = derive({ one, again: optional(one) }, () => 1);
    const using = regional.using(one).reader(['GetTwo'], async () => 1);
    expect(
      await planned([
        ruleReading('region', derived, one),
        ruleReading('region', using),
        ruleReading('account', everyRegion(derived)),
      ]),
    ).toEqual([
      'regional GetOne in eu-north-1 eu-west-1 us-east-1: 1',
      'regional GetTwo in eu-west-1 us-east-1: 1',
    ]);
  });

  it('as often as there are readers that send it, so Regions differ', async () => {
    const other = regional.reader(['GetOne'], async () => 1);
    expect(await planned([ruleReading('region', one), ruleReading('account', other)])).toEqual([
      'regional GetOne in eu-west-1: 1',
      'regional GetOne in us-east-1: 2',
    ]);
  });

  it('nobody knows of pages, of what repeats, and of what is asked only if there is any', async () => {
    const open = regional.reader([{ ifAny: 'GetOne' }, { repeats: 'GetState' }, 'ListAll'], async () => 1);
    const regions = { ...two, scanned: ['eu-west-1'] };
    expect(await planned([ruleReading('region', open)], regions)).toEqual([
      'regional GetOne in eu-west-1: 0 + items',
      'regional GetState in eu-west-1: 1 + repetition',
      'regional ListAll in eu-west-1: 1 + pages',
    ]);
    const perItem = regional.using({ ifAny: list }).reader([], async () => 1);
    expect(await planned([ruleReading('region', perItem)], regions)).toEqual([
      'regional ListAll in eu-west-1: 0 + items + pages',
    ]);
    expect(await planned([ruleReading('region', perItem, list)], regions)).toEqual([
      'regional ListAll in eu-west-1: 1 + pages',
    ]);
  });

  it('depends for an organization on the position of the account, which is asked first', async () => {
    expect(await planned([ruleReading('organization', settings)])).toEqual([
      'global GetTwo in us-east-1: 0 + items',
      'organizations DescribeOrganization in us-east-1: 1',
      'organizations ListDelegatedServicesForAccount in us-east-1: 0 + items + pages',
    ]);
  });
});

describe.each(Object.entries(TAPES))('the plan of a scan of the %s', async (_name, path) => {
  const tape = readTape(path);
  const transport = new Transport({
    source: { kind: 'replay', tape },
    concurrency: 100,
    signal: new AbortController().signal,
  });
  const { startRegion, regions } = tape.setting;
  const session = await connect({
    credentials: async () => ({ accessKeyId: '', secretAccessKey: '' }),
    profile: undefined,
    region: startRegion,
    regions,
    transport,
    now: new Date(tape.setting.recordedAt),
  });
  const chosen = Object.entries(rules).map(([id, rule]) => ({ id, rule, options: defaultOptions(rule) }));
  const plan = await planCalls(session, chosen);
  const callsBefore = [...transport.calls.values()].reduce((sum, calls) => sum + calls, 0);
  await aliasOf(session);
  for await (const _outcomes of scanAccount(session, chosen));
  const calls = [...transport.calls.values()].reduce((sum, calls) => sum + calls, 0);

  const inWords = ({ service, operation, region }: { service: string; operation: string; region: string }) =>
    `${service} ${operation} in ${region}`;
  const inPlan = plan.calls.flatMap(({ regions, ...alike }) =>
    regions.map((region) => ({ ...alike, region })),
  );
  const sent = new Set(transport.sent.map(inWords));

  it('makes only the calls that say who and where we are', () => {
    expect(callsBefore).toBe(2);
    expect(plan.calls.filter(({ made }) => made).map(({ operation }) => operation)).toEqual([
      'DescribeRegions',
      'GetCallerIdentity',
    ]);
  });

  // What all rules ask where there is nothing, which is most Regions of most accounts.
  it('is of fewer than 900 calls where there is nothing to ask about', () => {
    expect(plan.total.regions).toBeLessThanOrEqual(17);
    expect(plan.total.atLeast).toBeLessThan(900);
  });

  it('holds every call that the scan makes', () => {
    const known = new Set(inPlan.map(inWords));
    const anywhere = new Set(
      plan.calls
        .filter(({ regionsWith }) => regionsWith !== undefined)
        .map(({ service, operation }) => `${service} ${operation}`),
    );
    expect(
      transport.sent
        .filter(({ service, operation }) => !anywhere.has(`${service} ${operation}`))
        .map(inWords)
        .filter((call) => !known.has(call)),
    ).toEqual([]);
    expect([...anywhere]).toContain('s3 GetBucketPolicy');
  });

  it('holds other calls only where there may be nothing to ask about', () => {
    const others = inPlan.filter((call) => !sent.has(inWords(call)));
    expect(others.filter(({ atLeast, mayBeMore }) => atLeast > 0 || !mayBeMore.includes('items'))).toEqual(
      [],
    );
  });

  it('counts no more calls than are made at least', () => {
    expect(plan.total.atLeast).toBe(inPlan.reduce((sum, { atLeast }) => sum + atLeast, 0));
    expect(calls).toBeGreaterThanOrEqual(plan.total.atLeast);
    expect(plan.total.atLeast).toBeGreaterThan(100);
  });

  it('rests on what readers declare, and they do what they declare', () => {
    expect([...transport.misdeclared]).toEqual([]);
  });
});
