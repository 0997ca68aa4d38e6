import { motoAccountId } from '../../moto.ts';
import { cloudTrail, goodTrail } from '../cloudtrail-answers.ts';
import { daysAgo } from '../world.ts';
import type { ServiceWorld } from './service-world.ts';

const abroad = ['eu-central-1', 'eu-west-1', 'eu-west-2'].map((region) => `${region} account`);
/** What a rule says of the three trails, all at home in us-east-1. */
const ofTrails = (fails: readonly string[], passes: readonly string[]) => ({
  fails,
  passes,
  notApplicable: abroad,
});

/**
 * A trail that would record everything but was stopped, one of a single Region that cannot deliver, and one of all
 * Regions that records only what changes something, to the log group `trail` and the bucket `audit`.
 */
export const cloudtrail: ServiceWorld = {
  badlyKept: {
    answers: ({ accountId, now }) =>
      cloudTrail(
        [
          {
            name: 'stopped',
            ownerId: accountId,
            home: 'us-east-1',
            multiRegion: true,
            status: {
              IsLogging: false,
              StartLoggingTime: daysAgo(300, now),
              StopLoggingTime: daysAgo(2, now),
              LatestDeliveryTime: daysAgo(2, now),
            },
          },
          {
            ...goodTrail(accountId, now),
            name: 'failing',
            multiRegion: false,
            settings: { ...goodTrail(accountId, now).settings, IsOrganizationTrail: false },
            status: { ...goodTrail(accountId, now).status, LatestDeliveryError: 'AccessDenied' },
          },
          {
            name: 'writes',
            ownerId: accountId,
            home: 'us-east-1',
            multiRegion: true,
            status: goodTrail(accountId, now).status,
            settings: {
              ...goodTrail(accountId, now).settings,
              IsOrganizationTrail: false,
              CloudWatchLogsLogGroupArn: `arn:aws:logs:us-east-1:${accountId}:log-group:trail:*`,
              S3BucketName: 'audit',
            },
            selectors: [
              {
                FieldSelectors: [
                  { Field: 'eventCategory', Equals: ['Management'] },
                  { Field: 'readOnly', Equals: ['false'] },
                ],
              },
            ],
          },
        ],
        [
          {
            id: 'insight-1',
            api: 'ec2.amazonaws.com:RunInstances',
            region: 'us-east-1',
            endedAt: daysAgo(1, now),
          },
        ],
      ),
  },
  // In a member account the trail of the organization is seen, and judged in its management account.
  wellKept: { answers: ({ now }) => cloudTrail([goodTrail(motoAccountId, now)]) },
  finds: {
    'cloudtrail/delivery-failing': {
      fails: ['failing'],
      passes: ['writes'],
      notApplicable: ['stopped', ...abroad],
    },
    'cloudtrail/insight-recorded': { fails: ['account insight-1'], notApplicable: abroad },
    'cloudtrail/insights-off': ofTrails(['stopped', 'writes'], ['failing']),
    'cloudtrail/log-validation-off': ofTrails(['stopped'], ['failing', 'writes']),
    'cloudtrail/logs-unencrypted': ofTrails(['stopped'], ['failing', 'writes']),
    'cloudtrail/multi-region-trail-missing': { fails: ['account'] },
    'cloudtrail/not-sent-to-cloudwatch': ofTrails(['stopped'], ['failing', 'writes']),
    'cloudtrail/object-reads-not-recorded': { fails: ['account'] },
    'cloudtrail/object-writes-not-recorded': { fails: ['account'] },
    'cloudtrail/organization-trail-missing': { notApplicable: ['account'] },
    'cloudtrail/trail-not-logging': ofTrails(['stopped'], ['failing', 'writes']),
  },
};
