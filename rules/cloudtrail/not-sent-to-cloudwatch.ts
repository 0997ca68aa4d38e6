import { defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { ownTrailStatuses, trails } from 'postern/services/cloudtrail';
import { eachOwnAnswer } from './_trail.ts';

const DAY = 86_400_000;

export default defineRule({
  title: 'Trail is not sent to CloudWatch Logs',
  type: 'Stealth:CloudTrail/NotSentToCloudWatch',
  severity: 3,
  scope: 'region',
  reads: { trails, statuses: ownTrailStatuses },
  why: 'Log files in a bucket wait until somebody reads them. In CloudWatch Logs, metric filters and alarms tell within minutes.',
  remediation: {
    text: 'Give the trail a log group and a role that may write to it. CloudWatch Logs charges for what comes in.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
  },
  *check({ trails, statuses }, scope) {
    yield* eachOwnAnswer(
      { trails, own: statuses },
      scope,
      ({ item: { Name, CloudWatchLogsLogGroupArn }, answer }, resource) => {
        if (CloudWatchLogsLogGroupArn === undefined || CloudWatchLogsLogGroupArn === '')
          return fail(
            resource,
            { CloudWatchLogsLogGroupArn: null },
            `The trail ${Name} has no log group of CloudWatch Logs.`,
          );
        if (!answer.ok) return unknown(resource, answer.error);
        const { IsLogging, StartLoggingTime, LatestDeliveryTime } = answer.value;
        const { LatestCloudWatchLogsDeliveryTime, LatestCloudWatchLogsDeliveryError } = answer.value;
        if (!IsLogging)
          return notApplicable(
            `the trail ${Name} does not log: cloudtrail/trail-not-logging reports it`,
            resource,
          );
        const evidence = {
          CloudWatchLogsLogGroupArn,
          LatestCloudWatchLogsDeliveryError,
          LatestCloudWatchLogsDeliveryTime,
          LatestDeliveryTime,
          StartLoggingTime,
        };
        const yesterday = scope.now.getTime() - DAY;
        const isOld = (time: Date | undefined) => time === undefined || time.getTime() < yesterday;
        // What reached the bucket within the day should have reached the log group too; where neither got anything,
        // perhaps nothing happened.
        if (
          !LatestCloudWatchLogsDeliveryError &&
          (isOld(StartLoggingTime) === false || isOld(LatestDeliveryTime))
        )
          return pass(resource, evidence);
        if (!isOld(LatestCloudWatchLogsDeliveryTime)) return pass(resource, evidence);
        return fail(
          resource,
          evidence,
          `The trail ${Name} has delivered nothing to its log group for a day.`,
          LatestCloudWatchLogsDeliveryError ? { toldBy: { rule: 'cloudtrail/delivery-failing' } } : {},
        );
      },
    );
  },
});
