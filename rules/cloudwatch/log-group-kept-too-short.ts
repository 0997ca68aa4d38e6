import { someOf } from 'postern/network';
import { accountResource, defineRule, fail, notApplicable, pass, shell, wholeNumber } from 'postern/rule';
import { logGroups } from 'postern/services/logs';
import { logGroupResource, namesOf } from './_log-group.ts';

/** What every log group of the class DELIVERY has, and nobody can change. */
const FIXED = 'DELIVERY';

export default defineRule({
  title: 'Log group does not keep its events long enough',
  type: 'Stealth:CloudWatch/LogGroupKeptTooShort',
  severity: 2.0,
  scope: 'region',
  reads: { logGroups },
  options: {
    days: wholeNumber({
      description: 'Log events have to be kept so many days',
      default: 365,
      min: 1,
      max: 3653,
    }),
  },
  why: 'Many break-ins are noticed after months. What the logs no longer hold then, nobody can find out.',
  remediation: {
    text: 'Keep the log events for a year or longer, or for ever, and pay for their storage; or export them to S3 before they expire. An account-level retention policy sets all log groups at once.',
    url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  },
  gather: {
    in: 'region',
    describe: (parts, place) => {
      const [first] = parts;
      const names = namesOf(parts);
      return {
        resource: first === undefined || parts.length > 1 ? accountResource(place) : first.fail.resource,
        description:
          first !== undefined && parts.length === 1
            ? first.fail.description
            : `${parts.length} log groups in ${place.region} do not keep their events long enough: ${someOf(names)}.`,
      };
    },
  },
  *check({ logGroups }, { region, options: { days } }) {
    if (logGroups.length === 0) yield notApplicable(`there is no log group in ${region}`);
    for (const group of logGroups) {
      const { logGroupName, logGroupClass, retentionInDays, retentionPolicyName } = group;
      const resource = logGroupResource(group);
      const evidence = {
        // AWS leaves it out where events never expire.
        retentionInDays: retentionInDays ?? null,
        ...(retentionPolicyName === undefined ? {} : { retentionPolicyName }),
      };
      if (logGroupClass === FIXED)
        yield notApplicable(`${logGroupName} only passes events on: its class is ${logGroupClass}`, resource);
      else if (retentionInDays === undefined || retentionInDays >= days) yield pass(resource, evidence);
      else
        yield fail(
          resource,
          evidence,
          `The log group ${logGroupName} keeps its events for ${retentionInDays} ${retentionInDays === 1 ? 'day' : 'days'}.`,
          retentionPolicyName === undefined
            ? {
                commands: [
                  shell`aws logs put-retention-policy --log-group-name ${logGroupName} --retention-in-days ${retentionFor(days)} --region ${region}`,
                ],
              }
            : {},
        );
    }
  },
});

/** What the call takes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

function retentionFor(days: number): number {
  return RETENTIONS.find((retention) => retention >= days) ?? 3653;
}
