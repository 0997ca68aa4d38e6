import {
  accountResource,
  defineRule,
  type Evidence,
  fail,
  notApplicable,
  pass,
  unknown,
  wholeNumber,
} from 'postern/rule';
import {
  INSIGHT_DAYS_READ,
  type InsightRecord,
  insightEvents,
  insightsUrl,
} from 'postern/services/cloudtrail';

const DAY = 86_400_000;

export default defineRule({
  title: 'CloudTrail Insights recorded unusual activity',
  type: 'Discovery:CloudTrail/InsightRecorded',
  severity: 5,
  scope: 'region',
  reads: { insights: insightEvents },
  options: {
    days: wholeNumber({
      description: 'Activity that ended within so many days, or still goes on, is told',
      default: 7,
      min: 1,
      max: INSIGHT_DAYS_READ,
    }),
  },
  why: 'An API was called, or refused calls, far more often than in the week before. That may be a rollout, or somebody who makes machines by the hundred or tries what stolen keys can do.',
  remediation: {
    text: 'Open the event in the console: it names who called, with what, and the calls themselves. What nobody of yours did is an incident.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-insights-events-console.html',
  },
  gather: {
    in: 'region',
    by: ({ evidence: { EventSource, EventName, InsightType, ErrorCode } }) =>
      [EventSource, EventName, InsightType, ErrorCode].join(' '),
    describe: (parts, place) => {
      const [{ fail: first } = { fail: undefined }] = parts;
      return {
        resource: accountResource(place),
        description:
          parts.length === 1 && first !== undefined
            ? first.description
            : `Insights in ${place.region} recorded unusual activity of ${first?.evidence.EventName} of ${first?.evidence.EventSource} ${parts.length} times.`,
      };
    },
  },
  *check({ insights }, scope) {
    const resource = accountResource(scope);
    if (insights === undefined) {
      yield notApplicable(
        `no trail that records ${scope.region} has Insights on: cloudtrail/insights-off reports it`,
      );
      return;
    }
    const from = scope.now.getTime() - scope.options.days * DAY;
    const { events, more } = insights;
    const recent = events.filter(({ endedAt }) => endedAt === undefined || endedAt.getTime() >= from);
    const Url = insightsUrl(scope.account.partition, scope.region);
    for (const event of recent)
      yield fail(resource, { ...evidenceOf(event), Url }, sentence(event, scope.region), {
        part: event.id,
        observed: {
          firstObservedAt: event.startedAt,
          lastObservedAt: event.endedAt ?? event.startedAt,
          updatedAt: event.endedAt ?? event.startedAt,
        },
      });
    if (more && recent.length === events.length)
      yield unknown(
        resource,
        `Insights recorded more than the ${events.length} latest events that were read of the last ${scope.options.days} days`,
        { part: 'unread' },
      );
    else if (recent.length === 0) yield pass(resource, { Days: scope.options.days, Events: [], Url });
  },
});

function evidenceOf(event: InsightRecord): Evidence {
  return {
    SharedEventID: event.id,
    EventSource: event.eventSource,
    EventName: event.eventName,
    InsightType: event.insightType,
    ...(event.errorCode === undefined ? {} : { ErrorCode: event.errorCode }),
    InsightAverage: event.rate,
    BaselineAverage: event.baseline,
    StartTime: event.startedAt,
    EndTime: event.endedAt ?? null,
  };
}

function sentence(
  { eventSource, eventName, errorCode, insightType, rate, baseline }: InsightRecord,
  region: string,
) {
  const what = insightType === 'ApiErrorRateInsight' ? `${errorCode ?? 'errors'} of` : 'calls of';
  return `Insights in ${region} saw ${perMinute(rate)} ${what} ${eventName} of ${eventSource} a minute, where ${perMinute(baseline)} are usual.`;
}

function perMinute(average: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(average);
}
