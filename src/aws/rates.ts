/** How often an account may send operations to one Region, as AWS documents it. */
interface Rate {
  /** Requests a second. */
  readonly perSecond: number;
  /** Requests that may come at once after a pause. */
  readonly burst: number;
  /** The operations that it holds for; undefined for all of the service. */
  readonly operations?: RegExp;
  /** The operations share it, where each would have its own. */
  readonly shared?: true;
}

/**
 * By service, the first rate that matches holds. Only what a scan could exceed; for what is not here the SDK slows down when AWS
 * throttles it.
 */
const RATES: Readonly<Record<string, readonly Rate[]>> = {
  // https://docs.aws.amazon.com/accounts/latest/reference/quotas.html
  account: [
    { operations: /^(GetRegionOptStatus|ListRegions)$/, perSecond: 5, burst: 5 },
    { operations: /^(GetAlternateContact|GetContactInformation)$/, perSecond: 10, burst: 15 },
  ],
  // https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
  acm: [
    { operations: /^GetAccountConfiguration$/, perSecond: 1, burst: 1 },
    { operations: /^SearchCertificates$/, perSecond: 5, burst: 5 },
    { operations: /^ListCertificates$/, perSecond: 8, burst: 8 },
    { operations: /^(DescribeCertificate|ListTagsForCertificate)$/, perSecond: 10, burst: 10 },
  ],
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
  apigateway: [
    { operations: /^GetResources$/, perSecond: 2.5, burst: 5 },
    { perSecond: 10, burst: 40, shared: true },
  ],
  // https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
  // https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListInsightsData.html
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
  cloudtrail: [
    { operations: /^(LookupEvents|ListInsightsData)$/, perSecond: 2, burst: 2 },
    { perSecond: 10, burst: 10 },
  ],
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
  cloudwatch: [
    { operations: /^DescribeAlarms(ForMetric)?$/, perSecond: 9, burst: 9 },
    { operations: /^ListDashboards$/, perSecond: 10, burst: 10 },
  ],
  // https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
  identitystore: [{ perSecond: 20, burst: 20 }],
  'sso-admin': [{ perSecond: 20, burst: 20, shared: true }],
  // https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
  kms: [{ operations: /^(GetKeyLastUsage|DescribeCustomKeyStores)$/, perSecond: 5, burst: 5 }],
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#api-requests
  lambda: [
    { operations: /^GetPolicy$/, perSecond: 15, burst: 15 },
    { operations: /^List/, perSecond: 15, burst: 15, shared: true },
  ],
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
  logs: [
    {
      operations:
        /^(DescribeDestinations|DescribeMetricFilters|DescribeSubscriptionFilters|FilterLogEvents|GetDataProtectionPolicy|ListTagsForResource)$/,
      perSecond: 5,
      burst: 5,
    },
    { operations: /^DescribeLogGroups$/, perSecond: 10, burst: 10 },
  ],
  // https://docs.aws.amazon.com/waf/latest/developerguide/limits.html
  wafv2: [
    { operations: /^(GetWebACLForResource|ListResourcesForWebACL)$/, perSecond: 1, burst: 1 },
    { operations: /^(Get|List)/, perSecond: 5, burst: 5 },
  ],
};

interface Sending {
  readonly service: string;
  readonly operation: string;
  readonly accountId: string;
  readonly region: string;
}

/** Requests a second that AWS documents for an operation; undefined where it documents none that matters. */
export function documentedRate({ service, operation }: Pick<Sending, 'service' | 'operation'>) {
  return RATES[service]?.find(({ operations }) => operations?.test(operation) ?? true);
}

/** Operations, by account and Region, that are remembered before those are let go that have nothing due. */
const MANY = 1_000;

/** Sends no faster than AWS documents, each operation of an account and Region by itself. */
export class Turns {
  /** When the next request of each would be due if there were no bursts, by `performance.now()`. */
  readonly #due = new Map<string, number>();
  readonly #share: number;

  /** @param share of the waits that are waited. */
  constructor(share: number) {
    this.#share = share;
  }

  /**
   * Takes the next turn of an operation. Turns are given in the order in which they are asked for.
   * @returns milliseconds until it comes, 0 for at once
   */
  take(sending: Sending, now = performance.now()): number {
    const rate = documentedRate(sending);
    if (rate === undefined) return 0;
    const { service, operation, accountId, region } = sending;
    const key = [accountId, region, service, rate.shared ? '' : operation].join(' ');
    const interval = (1_000 / rate.perSecond) * this.#share;
    // Of accounts that were scanned before, nothing is due any more.
    if (this.#due.size >= MANY)
      for (const [other, when] of this.#due) if (when <= now) this.#due.delete(other);
    const due = Math.max(this.#due.get(key) ?? 0, now) + interval;
    this.#due.set(key, due);
    return Math.max(0, due - interval * rate.burst - now);
  }
}
