import type { Answers } from '../stub.ts';
import { failure, success, textParam, type Wire } from '../wire.ts';

/** Plain data in the words of the API. */
type Items = readonly Readonly<Record<string, Wire>>[];

/** What there is of CloudWatch, its logs, SNS and EventBridge in a Region. */
export interface Watched {
  readonly logGroups?: Items;
  /** By log group. */
  readonly metricFilters?: Readonly<Record<string, Items>>;
  readonly alarms?: Items;
  readonly compositeAlarms?: Items;
  /** By name of the topic. */
  readonly subscriptions?: Readonly<Record<string, Items>>;
  readonly busRules?: Items;
  /** By name of the rule: ARNs. */
  readonly targets?: Readonly<Record<string, readonly string[]>>;
}

/**
 * CloudWatch and what it leads to, in these Regions; elsewhere nothing. moto would answer most of it, but the stub is
 * quicker for the Regions where nothing is.
 */
export function cloudWatch(
  regions: Readonly<Record<string, Watched>>,
  dashboards: readonly string[],
): Answers {
  const at = ({ region }: { readonly region: string }): Watched => regions[region] ?? {};
  return {
    'monitoring:DescribeAlarms': (call) => {
      const { alarms = [], compositeAlarms = [] } = at(call);
      return success(call, {
        MetricAlarms: alarms,
        ...(compositeAlarms.length === 0 ? {} : { CompositeAlarms: compositeAlarms }),
      });
    },
    'monitoring:ListDashboards': (call) =>
      success(call, {
        DashboardEntries: dashboards.map((DashboardName) => ({ DashboardName, Size: 1 })),
      }),
    'logs:DescribeLogGroups': (call) => success(call, { logGroups: at(call).logGroups ?? [] }),
    'logs:DescribeMetricFilters': (call) =>
      success(call, { metricFilters: at(call).metricFilters?.[textParam(call, 'logGroupName') ?? ''] ?? [] }),
    'sns:ListSubscriptionsByTopic': (call) => {
      const topic = textParam(call, 'TopicArn')?.split(':').pop() ?? '';
      const Subscriptions = at(call).subscriptions?.[topic];
      return Subscriptions === undefined
        ? failure(call, { code: 'NotFound', message: 'Topic does not exist', status: 404 })
        : success(call, { Subscriptions });
    },
    'events:ListRules': (call) => success(call, { Rules: at(call).busRules ?? [] }),
    'events:ListTargetsByRule': (call) =>
      success(call, {
        Targets: (at(call).targets?.[textParam(call, 'Rule') ?? ''] ?? []).map((Arn, n) => ({
          Id: `${n}`,
          Arn,
        })),
      }),
  };
}

/** The place that ARNs name. */
interface Place {
  readonly region: string;
  readonly accountId: string;
}

export const logGroup = (
  logGroupName: string,
  { region, accountId }: Place,
  settings: Record<string, Wire>,
) => ({
  logGroupName,
  arn: `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}:*`,
  logGroupArn: `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}`,
  logGroupClass: 'STANDARD',
  storedBytes: 1024,
  ...settings,
});

/** A filter that counts its events in a metric of its own name. */
export const metricFilter = (filterName: string, logGroupName: string, filterPattern: string) => ({
  filterName,
  logGroupName,
  filterPattern,
  metricTransformations: [
    { metricName: filterName, metricNamespace: 'Trail', metricValue: '1', defaultValue: 0 },
  ],
});

/** An alarm on the metric of its own name that goes off at the first event. */
export const alarm = (
  AlarmName: string,
  { region, accountId }: Place,
  settings: Record<string, Wire> = {},
) => ({
  AlarmName,
  AlarmArn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${AlarmName}`,
  ActionsEnabled: true,
  AlarmActions: [`arn:aws:sns:${region}:${accountId}:alarms`],
  OKActions: [],
  InsufficientDataActions: [],
  MetricName: AlarmName,
  Namespace: 'Trail',
  Statistic: 'Sum',
  Dimensions: [],
  Period: 300,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
  ...settings,
});

/** A subscription, confirmed or not. */
export const subscription = (topic: string, { region, accountId }: Place, confirmed: boolean) => ({
  TopicArn: `arn:aws:sns:${region}:${accountId}:${topic}`,
  SubscriptionArn: confirmed ? `arn:aws:sns:${region}:${accountId}:${topic}:s1` : 'PendingConfirmation',
  Protocol: 'email',
  Endpoint: 'security@example.com',
  Owner: accountId,
});
