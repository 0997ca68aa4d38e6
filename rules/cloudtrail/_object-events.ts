import { accountResource, defineRule, fail, pass } from 'postern/rule';
import { accountTrails, extentOf, objectEvents } from 'postern/services/cloudtrail';
import { evidenceOf, multiRegion, undecided } from './_multi-region.ts';

/** Rules that ask whether access to objects in S3 is recorded, which trails do only where they are told to. */
export function objectEventsRule(about: {
  readonly access: 'read' | 'write';
  readonly title: string;
  readonly type: string;
  readonly why: string;
}) {
  return defineRule({
    title: about.title,
    type: about.type,
    severity: 2,
    scope: 'account',
    reads: { trails: accountTrails },
    why: about.why,
    remediation: {
      text: `Let a multi-Region trail record ${about.access} data events of S3 objects, of all buckets or at least of those that hold what must not leak; the bucket of the trail itself can be left out. CloudTrail charges for each event.`,
      url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html',
    },
    *check({ trails }, scope) {
      const resource = accountResource(scope);
      const multi = multiRegion(trails);
      const extent = extentOf(multi.selectors, objectEvents(about.access, scope.account.partition));
      const evidence = { ...evidenceOf(multi), Recorded: extent };
      if (extent.kind === 'all') {
        yield pass(resource, evidence);
        return;
      }
      const open = undecided(multi, trails, scope);
      if (open !== undefined) yield open;
      else if (extent.kind === 'all but')
        yield fail(
          resource,
          evidence,
          `S3 ${about.access} events are recorded but for ${new Intl.ListFormat('en').format(extent.except)}.`,
          { severity: { score: 0.5, reason: 'all others are recorded' } },
        );
      else if (extent.kind === 'some')
        yield fail(
          resource,
          evidence,
          `S3 ${about.access} events are recorded of some only: ${new Intl.ListFormat('en').format(extent.only)}.`,
          { severity: { score: 1, reason: 'somebody chose which are recorded' } },
        );
      else
        yield fail(
          resource,
          evidence,
          `No multi-Region trail records S3 ${about.access} events.`,
          multi.logging.length === 0 ? { toldBy: { rule: 'cloudtrail/multi-region-trail-missing' } } : {},
        );
    },
  });
}
