import { ReadError } from '../../../src/aws/read-error.ts';
import type { Answer, ItemAnswer } from '../../../src/aws/reader.ts';
import {
  type AccountTrail,
  advancedOf,
  DEFAULT_SELECTORS,
  type EventSelectors,
  type Trail,
  type TrailStatus,
} from '../../../src/services/cloudtrail/index.ts';
import { ACCOUNT, daysAgo } from '../../support/judge.ts';

export const MANAGEMENT = '999988887777';

/** A trail as it should be. */
export const trailOf = (changes: Partial<Trail> = {}): Trail => {
  const { Name = 'all', HomeRegion = 'us-east-1', ownerId = ACCOUNT } = changes;
  return {
    Name,
    TrailARN: `arn:aws:cloudtrail:${HomeRegion}:${ownerId}:trail/${Name}`,
    HomeRegion,
    ownerId,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    IsOrganizationTrail: false,
    LogFileValidationEnabled: true,
    HasInsightSelectors: true,
    S3BucketName: 'logs',
    KmsKeyId: `arn:aws:kms:${HomeRegion}:${ownerId}:key/1`,
    CloudWatchLogsLogGroupArn: `arn:aws:logs:${HomeRegion}:${ownerId}:log-group:trail:*`,
    ...changes,
  };
};

/** A trail of the organization, as a member sees it. */
export const organizationTrail = (changes: Partial<Trail> = {}): Trail =>
  trailOf({ Name: 'org', ownerId: MANAGEMENT, IsOrganizationTrail: true, ...changes });

/** The status of a trail that delivers. */
export const statusOf = (changes: Partial<TrailStatus> = {}): TrailStatus => ({
  IsLogging: true,
  StartLoggingTime: daysAgo(100),
  LatestDeliveryTime: daysAgo(0.01),
  LatestDigestDeliveryTime: daysAgo(0.03),
  LatestCloudWatchLogsDeliveryTime: daysAgo(0.01),
  ...changes,
});

/** What is read of trails at home: those that belong to the account have been asked about. */
export const statusReadings = (...statuses: readonly ItemAnswer<Trail, TrailStatus>[]) => ({
  trails: statuses.map(({ item }) => item),
  statuses: statuses.filter(({ item }) => item.ownerId === ACCOUNT),
});

export const stopped = statusOf({ IsLogging: false, StopLoggingTime: daysAgo(3) });

export const ok = <T>(value: T): Answer<T> => ({ ok: true, value });

export const deniedError = (action: string): ReadError =>
  new ReadError(`${action} is denied`, { kind: 'denied', action, accountId: ACCOUNT, region: 'us-east-1' });
export const denied = <T>(action: string): Answer<T> => ({ ok: false, error: deniedError(action) });

/** Management events, and all objects of S3. */
export const everything: EventSelectors = advancedOf([
  { ReadWriteType: 'All', DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] },
]);

/** A trail with all that was read of it: it logs management events unless told otherwise. */
export const accountTrail = (
  trail: Trail = trailOf(),
  changes: Partial<AccountTrail> = {},
): AccountTrail => ({
  trail,
  status: ok(statusOf()),
  selectors: ok(DEFAULT_SELECTORS),
  ...changes,
});
