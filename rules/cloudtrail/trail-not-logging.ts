import { accountResource, defineRule, fail, pass, shell, unknown } from 'postern/rule';
import { ownTrailStatuses, trails } from 'postern/services/cloudtrail';
import { eachOwnAnswer } from './_trail.ts';

export default defineRule({
  title: 'Trail is not logging',
  type: 'Stealth:CloudTrail/TrailNotLogging',
  severity: 7,
  scope: 'region',
  reads: { trails, statuses: ownTrailStatuses },
  why: 'A trail that somebody stopped looks like one that records. Stopping it is among the first things that an intruder does, and what happened since then is recorded nowhere.',
  remediation: {
    text: 'Find out who stopped it: the event StopLogging is in the event history for 90 days. Then start it again, or delete it if nobody needs it.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html',
  },
  *check({ trails, statuses }, scope) {
    yield* eachOwnAnswer({ trails, own: statuses }, scope, ({ item, answer }, resource) => {
      if (!answer.ok) return unknown(resource, answer.error);
      const { IsLogging, StartLoggingTime, StopLoggingTime } = answer.value;
      const evidence = { IsLogging, StartLoggingTime, StopLoggingTime };
      if (IsLogging) return pass(resource, evidence);
      const since =
        StopLoggingTime === undefined
          ? 'was never started'
          : `was stopped at ${StopLoggingTime.toISOString()}`;
      return fail(resource, evidence, `The trail ${item.Name} records nothing: it ${since}.`, {
        commands: [shell`aws cloudtrail start-logging --name ${item.TrailARN} --region ${scope.region}`],
        // Where it is the one that would record all Regions, that nothing does is told with the trail's name.
        ...(item.IsMultiRegionTrail === true
          ? {
              toldBy: {
                rule: 'cloudtrail/multi-region-trail-missing',
                resource: accountResource(scope).id,
              },
            }
          : {}),
      });
    });
  },
});
