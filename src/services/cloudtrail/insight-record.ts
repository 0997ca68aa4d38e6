/** Unusual activity on one API, without who was behind it: that is personal data, and stays at AWS. */
export interface InsightRecord {
  /** Of the activity: the records of its start and of its end share it. */
  readonly id: string;
  /** Undefined while only the record of its end is known. */
  readonly startedAt?: Date;
  /** Undefined while it goes on. */
  readonly endedAt?: Date;
  /** `ec2.amazonaws.com`. */
  readonly eventSource: string;
  /** `RunInstances`. */
  readonly eventName: string;
  /** `ApiCallRateInsight` or `ApiErrorRateInsight`. */
  readonly insightType: string;
  /** The error whose rate was unusual, such as `AccessDenied`. */
  readonly errorCode?: string;
  /** Calls or errors a minute, during the activity and in the days before it. */
  readonly rate: number;
  readonly baseline: number;
}

/**
 * A record of an Insights event, as LookupEvents tells it in JSON.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 * @throws when it is none
 */
export function insightRecord(json: string | undefined): InsightRecord {
  const record: unknown = JSON.parse(json ?? '');
  const details = field(record, 'insightDetails');
  const statistics = field(field(details, 'insightContext'), 'statistics');
  const at = new Date(text(record, 'eventTime'));
  if (Number.isNaN(at.getTime())) throw new Error('AWS sent an Insights event without a time');
  const errorCode = field(details, 'errorCode');
  return {
    id: text(record, 'sharedEventID'),
    ...(text(details, 'state') === 'Start' ? { startedAt: at } : { endedAt: at }),
    eventSource: text(details, 'eventSource'),
    eventName: text(details, 'eventName'),
    insightType: text(details, 'insightType'),
    ...(typeof errorCode === 'string' ? { errorCode } : {}),
    rate: number(field(statistics, 'insight'), 'average'),
    baseline: number(field(statistics, 'baseline'), 'average'),
  };
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null
    ? new Map<string, unknown>(Object.entries(of)).get(name)
    : undefined;
}

function text(of: unknown, name: string): string {
  const value = field(of, name);
  if (typeof value !== 'string' || value === '')
    throw new Error(`AWS sent an Insights event without ${name}`);
  return value;
}

function number(of: unknown, name: string): number {
  const value = field(of, name);
  if (typeof value !== 'number') throw new Error(`AWS sent an Insights event without ${name}`);
  return value;
}
