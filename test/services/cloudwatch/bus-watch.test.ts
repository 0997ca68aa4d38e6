import { afterEach, describe, expect, it, vi } from 'vitest';
import { partitionOf } from '../../../src/aws/partitions.ts';
import type { Place } from '../../../src/aws/session.ts';
import { alarmChainsIn } from '../../../src/services/cloudwatch/alarm-chains.ts';
import {
  type BusWatch,
  busHearings,
  busHearingsIn,
  comesHomeOnly,
} from '../../../src/services/cloudwatch/bus-watch.ts';
import { CHANGES } from '../../../src/services/cloudwatch/watching.ts';
import { denied } from '../../support/faults.ts';
import { ACCOUNT } from '../../support/judge.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { factsOf, subscriptionOf } from './chains.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const commercial = partitionOf('aws');
if (commercial === undefined) throw new Error('there is no partition aws');
const ofService = (source: string, ...eventName: string[]) =>
  JSON.stringify({
    source: [`aws.${source}`],
    'detail-type': ['AWS API Call via CloudTrail'],
    ...(eventName.length === 0 ? {} : { detail: { eventName } }),
  });

const topicIn = (region: string) => `arn:aws:sns:${region}:${ACCOUNT}:watch`;

const watchIn = (
  region: string,
  patterns: readonly string[],
  { targets = [topicIn(region)], confirmed = true, State = 'ENABLED' as const } = {},
): { region: string; answer: { ok: true; value: BusWatch } } => ({
  region,
  answer: {
    ok: true,
    value: {
      accountId: ACCOUNT,
      region,
      rules: patterns.map((EventPattern, n) => ({
        item: { Name: `rule${n}`, Arn: `arn:rule:${region}:${n}`, EventPattern, State },
        answer: { ok: true, value: targets },
      })),
      topics: new Map([
        [
          topicIn(region),
          {
            ok: true,
            value: [subscriptionOf('email', confirmed ? `${topicIn(region)}:1` : 'PendingConfirmation')],
          },
        ],
      ]),
    },
  },
});

const unalarmed = alarmChainsIn(factsOf({ filters: [] }));
const heard = (...watches: ReturnType<typeof watchIn>[]) => [
  ...busHearingsIn(unalarmed, watches, commercial),
];

describe('busHearingsIn', () => {
  it('takes the home Region for events of global services', () => {
    expect(heard(watchIn('us-east-1', [ofService('iam')]), watchIn('eu-west-1', []))).toEqual([
      ['iam-policy-changes', { heard: 'yes', rules: ['arn:rule:us-east-1:0'] }],
    ]);
    expect(heard(watchIn('us-east-1', []), watchIn('eu-west-1', [ofService('iam')]))).toEqual([]);
  });

  it('takes every Region for others', () => {
    const kms = [ofService('kms')];
    expect(heard(watchIn('us-east-1', kms), watchIn('eu-west-1', kms))).toEqual([
      ['kms-key-removal', { heard: 'yes', rules: ['arn:rule:us-east-1:0', 'arn:rule:eu-west-1:0'] }],
    ]);
    expect(heard(watchIn('us-east-1', kms), watchIn('eu-west-1', []))).toEqual([]);
  });

  it('puts rules together', () => {
    const two = [ofService('kms', 'DisableKey'), ofService('kms', 'ScheduleKeyDeletion')];
    expect(heard(watchIn('us-east-1', two)).map(([change]) => change)).toEqual(['kms-key-removal']);
    expect(heard(watchIn('us-east-1', two.slice(1)))).toEqual([]);
  });

  it.each([
    ['nobody confirmed', { confirmed: false }],
    ['no target', { targets: [] }],
    ['a log group', { targets: ['arn:aws:logs:us-east-1:111122223333:log-group:/aws/events/x'] }],
    ['a topic of another account', { targets: ['arn:aws:sns:us-east-1:444455556666:x'] }],
  ])('does not count %s', (_case, changes) => {
    expect(heard(watchIn('us-east-1', [ofService('iam')], changes))).toEqual([]);
  });

  it('does not count what is narrowed, nor what no trail records', () => {
    const narrow = JSON.stringify({ source: ['aws.iam'], detail: { sourceIPAddress: [{ prefix: '10.' }] } });
    expect(heard(watchIn('us-east-1', [narrow]))).toEqual([]);
    const unrecorded = alarmChainsIn(factsOf({ status: { IsLogging: false } }));
    expect([...busHearingsIn(unrecorded, [watchIn('us-east-1', [ofService('iam')])], commercial)]).toEqual(
      [],
    );
  });

  it('knows where events come home', () => {
    const china = partitionOf('aws-cn');
    if (china === undefined) throw new Error('there is no partition aws-cn');
    expect(comesHomeOnly('organizations-changes', commercial)).toBe(true);
    expect(comesHomeOnly('organizations-changes', china)).toBe(false);
    expect(comesHomeOnly('vpc-changes', commercial)).toBe(false);
  });
});

const TRAIL = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/all`;
const account: Answers = {
  'cloudtrail:DescribeTrails': (call) =>
    success(call, {
      trailList: [{ Name: 'all', TrailARN: TRAIL, HomeRegion: 'us-east-1', IsMultiRegionTrail: true }],
    }),
  'cloudtrail:GetTrailStatus': (call) => success(call, { IsLogging: true }),
  'cloudtrail:GetEventSelectors': (call) =>
    success(call, { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] }),
  'events:ListRules': (call) =>
    success(call, {
      Rules: [
        { Name: 'iam', Arn: 'arn:iam', EventPattern: ofService('iam'), State: 'ENABLED' },
        { Name: 'off', Arn: 'arn:off', EventPattern: ofService('kms'), State: 'DISABLED' },
        { Name: 'clock', Arn: 'arn:clock', ScheduleExpression: 'rate(1 day)', State: 'ENABLED' },
      ],
    }),
  'events:ListTargetsByRule': (call) => success(call, { Targets: [{ Id: '1', Arn: topicIn(call.region) }] }),
  'sns:ListSubscriptionsByTopic': (call) =>
    success(call, {
      Subscriptions: [{ Protocol: 'sms', SubscriptionArn: `${textParam(call, 'TopicArn')}:1` }],
    }),
};

const inTwo = ({ place }: { readonly place: Place }): Place => ({
  ...place,
  session: {
    ...place.session,
    regions: { scanned: ['us-east-1'], off: [], enabled: ['eu-west-1', 'us-east-1'] },
  },
});

const busCalls = (calls: readonly string[]) =>
  calls.filter((call) => /Rules|Rule$|Subscriptions/.test(call)).sort();

describe('busHearings', () => {
  it('asks the home Region alone where nothing there would have to be in every Region', async () => {
    await using scan = await stubbedPlace(account, { region: 'us-east-1' });
    const answer = await busHearings(inTwo(scan));
    expect(answer.ok && [...answer.value]).toEqual([
      ['iam-policy-changes', { heard: 'yes', rules: ['arn:iam'] }],
    ]);
    expect(busCalls(scan.calls())).toEqual(['ListRules', 'ListSubscriptionsByTopic', 'ListTargetsByRule']);
  });

  it('asks every Region for what has to be in every Region', async () => {
    await using scan = await stubbedPlace(
      {
        ...account,
        'events:ListRules': (call) =>
          textParam(call, 'NextToken') === undefined
            ? success(call, { Rules: [], NextToken: 'more' })
            : success(call, {
                Rules: [
                  {
                    Name: 'kms',
                    Arn: `arn:${call.region}`,
                    EventPattern: ofService('kms'),
                    State: 'ENABLED',
                  },
                ],
              }),
      },
      { region: 'us-east-1' },
    );
    const answer = await busHearings(inTwo(scan));
    expect(answer.ok && [...answer.value]).toEqual([
      ['kms-key-removal', { heard: 'yes', rules: ['arn:eu-west-1', 'arn:us-east-1'] }],
    ]);
  });

  it('asks nothing where no trail records', async () => {
    await using scan = await stubbedPlace(
      { 'cloudtrail:DescribeTrails': (call) => success(call, { trailList: [] }) },
      { region: 'us-east-1' },
    );
    const answer = await busHearings(inTwo(scan));
    expect(answer.ok && answer.value.size).toBe(0);
    expect(busCalls(scan.calls())).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['events:ListRules', [...CHANGES]],
    ['events:ListTargetsByRule', ['iam-policy-changes']],
    ['sns:ListSubscriptionsByTopic', ['iam-policy-changes']],
  ])('where %s is denied says so of what it may tell of', async (action, changes) => {
    await using scan = await stubbedPlace({ ...account, [action]: denied() }, { region: 'us-east-1' });
    const answer = await busHearings(inTwo(scan));
    const told = answer.ok ? [...answer.value] : [];
    expect(told.map(([change]) => change).sort()).toEqual([...changes].sort());
    for (const [, hearing] of told) expect(hearing).toMatchObject({ heard: 'undecided', error: { action } });
  });
});
