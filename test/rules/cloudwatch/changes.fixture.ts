import { expect } from 'vitest';
import type { AlarmChain } from '../../../src/services/cloudwatch/alarm-chain.ts';
import { type AlarmChains, alarmChainsIn } from '../../../src/services/cloudwatch/alarm-chains.ts';
import type { BusHearings } from '../../../src/services/cloudwatch/bus-watch.ts';
import type { WatchedChangeId } from '../../../src/services/cloudwatch/index.ts';
import { recommendedPattern } from '../../../src/services/cloudwatch/recommended-pattern.ts';
import { CHANGES } from '../../../src/services/cloudwatch/watching.ts';
import { factsOf, filterOf, type Scene, TOPIC, TRAIL } from '../../services/cloudwatch/chains.fixture.ts';
import { deniedError } from '../cloudtrail/readings.fixture.ts';

/** What a rule of the family reads. */
export type ChangeReadings = {
  readonly chains: AlarmChains;
  readonly bus: { readonly ok: true; readonly value: BusHearings };
};

/** What is read where filters with these patterns count the metric that the alarm watches. */
export function readingsOf(
  patterns: readonly string[],
  scene: Scene = {},
  told: BusHearings = new Map(),
): ChangeReadings {
  const filters = patterns.map((filterPattern, n) => filterOf({ filterName: `filter${n}`, filterPattern }));
  return { chains: alarmChainsIn(factsOf({ ...scene, filters })), bus: { ok: true, value: told } };
}

/** Readings that say this of each change. */
function alike(chain: AlarmChain): ChangeReadings {
  return { chains: new Map(CHANGES.map((change) => [change, chain])), bus: { ok: true, value: new Map() } };
}

const OTHER: WatchedChangeId = 'vpc-changes';

/** What holds of each rule of the family: a name, the readings, and the verdict. */
export function casesOf(
  change: WatchedChangeId,
): [name: string, readings: ChangeReadings, verdict: object][] {
  const own = recommendedPattern(change);
  const others = recommendedPattern(change === OTHER ? 'gateway-changes' : OTHER);
  return [
    [
      'the whole chain',
      readingsOf([own]),
      { status: 'pass', evidence: { Chains: [{ Trail: TRAIL, Subscribers: ['email'] }] } },
    ],
    [
      'a filter for other events',
      readingsOf([others]),
      {
        status: 'fail',
        resource: { type: 'AwsAccount' },
        description: expect.stringContaining('the log group trail has no metric filter for that'),
        commands: [expect.stringContaining('aws logs put-metric-filter --log-group-name trail')],
      },
    ],
    [
      'a term that narrows',
      readingsOf([own.replace(/^\{(.*)\}$/, '{ ($1) && ($.recipientAccountId = 1) }')]),
      {
        status: 'fail',
        description: expect.stringContaining('is narrowed by'),
        evidence: { NarrowingTerms: [expect.stringContaining('recipientAccountId')] },
      },
    ],
    [
      'nobody subscribed',
      readingsOf([own], { topics: new Map([[TOPIC, { ok: true, value: [] }]]) }),
      { status: 'fail', description: expect.stringContaining('nobody is subscribed to the topic alarms') },
    ],
    [
      'told by EventBridge all the same',
      readingsOf([others], {}, new Map([[change, { heard: 'yes', rules: ['arn:rule'] }]])),
      { status: 'fail', severity: { score: 1 }, evidence: { EventBridgeRules: ['arn:rule'] } },
    ],
    [
      'perhaps told by EventBridge, which may not be asked',
      readingsOf(
        [others],
        {},
        new Map([[change, { heard: 'undecided', error: deniedError('events:ListRules') }]]),
      ),
      {
        status: 'fail',
        evidence: { EventBridgeRules: 'events:ListRules is denied' },
      },
    ],
    [
      'no trail',
      readingsOf([], { trail: { IsMultiRegionTrail: false } }),
      { status: 'fail', toldBy: [{ rule: 'cloudtrail/multi-region-trail-missing' }, ...toldByFirst(change)] },
    ],
    [
      'no log group',
      readingsOf([], { trail: { CloudWatchLogsLogGroupArn: undefined } }),
      {
        status: 'fail',
        toldBy: [
          { rule: 'cloudtrail/not-sent-to-cloudwatch', resource: TRAIL },
          { rule: 'cloudtrail/delivery-failing', resource: TRAIL },
          ...toldByFirst(change),
        ],
      },
    ],
    [
      'kept by another account',
      alike({ state: 'elsewhere', why: 'account 444455556666 can tell' }),
      { status: 'notApplicable', reason: 'account 444455556666 can tell' },
    ],
    [
      'not read',
      alike({ state: 'undecided', because: 'no answer' }),
      { status: 'unknown', reason: 'no answer' },
    ],
  ];
}

/** The first of the family tells of the others. */
function toldByFirst(change: WatchedChangeId): object[] {
  return change === 'root-usage' ? [] : [{ rule: 'cloudwatch/root-usage-not-alarmed' }];
}
