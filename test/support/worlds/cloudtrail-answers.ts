import type { Answers } from '../stub.ts';
import { type Answer, type Call, failure, success, textParam, type Wire } from '../wire.ts';
import { daysAgo } from './world.ts';

/** A trail, with what CloudTrail says of it. */
export interface Trail {
  readonly name: string;
  readonly ownerId: string;
  readonly home: string;
  readonly multiRegion: boolean;
  /** Settings in the words of DescribeTrails. */
  readonly settings?: Readonly<Record<string, Wire>>;
  readonly status: Readonly<Record<string, Wire>>;
  /** Advanced ones; without, the basic ones that a new trail has. */
  readonly selectors?: readonly Wire[];
  /** Types of Insights that are on. */
  readonly insights?: readonly string[];
}

/** An Insights event that is over. */
export interface InsightEvent {
  readonly id: string;
  readonly api: string;
  readonly region: string;
  readonly endedAt: Date;
}

/**
 * A trail as it should be, of an organization.
 * @param now the moment that its deliveries are recent at.
 */
export const goodTrail = (ownerId: string, now: Date): Trail => ({
  name: 'organization',
  ownerId,
  home: 'us-east-1',
  multiRegion: true,
  settings: {
    IsOrganizationTrail: true,
    LogFileValidationEnabled: true,
    KmsKeyId: `arn:aws:kms:us-east-1:${ownerId}:key/trail`,
    CloudWatchLogsLogGroupArn: `arn:aws:logs:us-east-1:${ownerId}:log-group:organization-trail:*`,
    CloudWatchLogsRoleArn: `arn:aws:iam::${ownerId}:role/trail`,
  },
  status: {
    IsLogging: true,
    StartLoggingTime: daysAgo(300, now),
    LatestDeliveryTime: now,
    LatestDigestDeliveryTime: now,
    LatestCloudWatchLogsDeliveryTime: now,
  },
  selectors: [
    selector(['eventCategory', 'Management']),
    selector(['eventCategory', 'Data'], ['resources.type', 'AWS::S3::Object']),
  ],
  insights: ['ApiCallRateInsight', 'ApiErrorRateInsight'],
});

function selector(...fields: readonly (readonly [string, string])[]): Wire {
  return { FieldSelectors: fields.map(([Field, value]) => ({ Field, Equals: [value] })) };
}

/**
 * CloudTrail of an account; moto leaves out what a new trail records, and knows no Insights.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Operations.html
 */
export function cloudTrail(trails: readonly Trail[], events: readonly InsightEvent[] = []): Answers {
  const about = (call: Call, name: string, answer: (trail: Trail) => Answer): Answer => {
    const trail = trails.find((each) => arnOf(each) === textParam(call, name));
    return trail === undefined
      ? failure(call, { code: 'TrailNotFoundException', message: 'Unknown trail', status: 400 })
      : answer(trail);
  };
  return {
    'cloudtrail:DescribeTrails': (call) =>
      success(call, {
        trailList: trails
          .filter(({ home, multiRegion }) => multiRegion || home === call.region)
          .map(trailWire),
      }),
    'cloudtrail:GetTrailStatus': (call) => about(call, 'Name', ({ status }) => success(call, status)),
    'cloudtrail:GetEventSelectors': (call) =>
      about(call, 'TrailName', (trail) =>
        success(call, {
          TrailARN: arnOf(trail),
          ...(trail.selectors === undefined
            ? {
                EventSelectors: [
                  {
                    ReadWriteType: 'All',
                    IncludeManagementEvents: true,
                    DataResources: [],
                    ExcludeManagementEventSources: [],
                  },
                ],
              }
            : { AdvancedEventSelectors: trail.selectors }),
        }),
      ),
    'cloudtrail:GetInsightSelectors': (call) =>
      about(call, 'TrailName', (trail) =>
        trail.insights === undefined
          ? failure(call, { code: 'InsightNotEnabledException', message: 'Insights are off', status: 400 })
          : success(call, {
              TrailARN: arnOf(trail),
              InsightSelectors: trail.insights.map((InsightType) => ({ InsightType })),
            }),
      ),
    'cloudtrail:LookupEvents': (call) =>
      success(call, { Events: events.filter(({ region }) => region === call.region).flatMap(eventWires) }),
  };
}

const arnOf = ({ name, ownerId, home }: Trail): string =>
  `arn:aws:cloudtrail:${home}:${ownerId}:trail/${name}`;

const trailWire = (trail: Trail): Wire => ({
  Name: trail.name,
  TrailARN: arnOf(trail),
  HomeRegion: trail.home,
  S3BucketName: `trail-${trail.ownerId}`,
  IncludeGlobalServiceEvents: true,
  IsMultiRegionTrail: trail.multiRegion,
  IsOrganizationTrail: false,
  LogFileValidationEnabled: false,
  HasCustomEventSelectors: trail.selectors !== undefined,
  HasInsightSelectors: trail.insights !== undefined,
  ...trail.settings,
});

/** The end and the start, the latest first: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-insights-events-cli.html */
const eventWires = (event: InsightEvent): readonly Wire[] => [
  eventWire(event, 'End', event.endedAt, 12.5),
  eventWire(event, 'Start', new Date(event.endedAt.getTime() - 600_000), 20),
];

const eventWire = ({ id, api, region }: InsightEvent, state: string, at: Date, average: number): Wire => {
  const [eventSource = '', eventName = ''] = api.split(':');
  return {
    EventId: `${id}-${state}`,
    EventName: eventName,
    EventSource: eventSource,
    EventTime: at,
    CloudTrailEvent: JSON.stringify({
      eventVersion: '1.08',
      eventTime: at.toISOString(),
      awsRegion: region,
      eventID: `${id}-${state}`,
      eventType: 'AwsCloudTrailInsight',
      sharedEventID: id,
      insightDetails: {
        state,
        eventSource,
        eventName,
        insightType: 'ApiCallRateInsight',
        insightContext: {
          statistics: {
            baseline: { average: 0.002 },
            insight: { average },
            insightDuration: 10,
            baselineDuration: 10_080,
          },
        },
      },
      eventCategory: 'Insight',
    }),
  };
};
