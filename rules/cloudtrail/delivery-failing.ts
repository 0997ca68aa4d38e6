import { defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { ownTrailStatuses, type TrailStatus, trails } from 'postern/services/cloudtrail';
import { eachOwnAnswer } from './_trail.ts';

const DAY = 86_400_000;

export default defineRule({
  title: 'Trail cannot deliver its logs',
  type: 'Stealth:CloudTrail/DeliveryFailing',
  severity: 6,
  scope: 'region',
  reads: { trails, statuses: ownTrailStatuses },
  why: 'The trail records, but its records reach nobody: CloudTrail tries for 30 days, then they are lost.',
  remediation: {
    text: 'Look at the error: mostly the policy of the bucket, of its KMS key or of the role for CloudWatch Logs does not let CloudTrail write, or one of them was deleted.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
  },
  *check({ trails, statuses }, scope) {
    yield* eachOwnAnswer({ trails, own: statuses }, scope, ({ item, answer }, resource) => {
      if (!answer.ok) return unknown(resource, answer.error);
      const status = answer.value;
      if (!status.IsLogging)
        return notApplicable(
          `the trail ${item.Name} does not log: cloudtrail/trail-not-logging reports it`,
          resource,
        );
      const evidence = {
        S3BucketName: item.S3BucketName,
        CloudWatchLogsLogGroupArn: item.CloudWatchLogsLogGroupArn,
        LatestDeliveryError: status.LatestDeliveryError,
        LatestDeliveryTime: status.LatestDeliveryTime,
        LatestDigestDeliveryError: status.LatestDigestDeliveryError,
        LatestDigestDeliveryTime: status.LatestDigestDeliveryTime,
        LatestCloudWatchLogsDeliveryError: status.LatestCloudWatchLogsDeliveryError,
        LatestCloudWatchLogsDeliveryTime: status.LatestCloudWatchLogsDeliveryTime,
        StartLoggingTime: status.StartLoggingTime,
      };
      const errors = errorsOf(status);
      if (errors.length > 0)
        return fail(
          resource,
          evidence,
          `The trail ${item.Name} cannot deliver ${new Intl.ListFormat('en').format(errors)}.`,
        );
      const yesterday = scope.now.getTime() - DAY;
      const isOld = (time: Date | undefined) => time === undefined || time.getTime() < yesterday;
      if (!isOld(status.StartLoggingTime)) return pass(resource, evidence);
      if (item.LogFileValidationEnabled === true)
        return isOld(status.LatestDigestDeliveryTime)
          ? fail(
              resource,
              evidence,
              `The trail ${item.Name} has delivered no digest file for a day, though CloudTrail delivers one every hour.`,
            )
          : pass(resource, evidence);
      return isOld(status.LatestDeliveryTime)
        ? fail(
            resource,
            evidence,
            `The trail ${item.Name} has delivered nothing from ${scope.region} for a day.`,
            {
              severity: {
                score: 2,
                reason:
                  'where nothing happens nothing is delivered, and without log file validation one cannot tell it from a failure',
              },
            },
          )
        : pass(resource, evidence);
    });
  },
});

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html */
function errorsOf(status: TrailStatus): readonly string[] {
  const { LatestDeliveryError, LatestDigestDeliveryError, LatestCloudWatchLogsDeliveryError } = status;
  return [
    ...(LatestDeliveryError ? [`log files to its bucket (${LatestDeliveryError})`] : []),
    ...(LatestDigestDeliveryError ? [`digest files to its bucket (${LatestDigestDeliveryError})`] : []),
    ...(LatestCloudWatchLogsDeliveryError
      ? [`events to CloudWatch Logs (${LatestCloudWatchLogsDeliveryError})`]
      : []),
  ];
}
