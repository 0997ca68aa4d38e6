import { accountResource, defineRule, fail, pass, shell } from 'postern/rule';
import { accountTrails, type Extent, extentOf, managementEvents } from 'postern/services/cloudtrail';
import { evidenceOf, multiRegion, undecided } from './_multi-region.ts';

export default defineRule({
  title: 'No trail records all Regions',
  type: 'Stealth:CloudTrail/MultiRegionTrailMissing',
  severity: 8,
  scope: 'account',
  reads: { trails: accountTrails },
  why: 'Without a trail of all Regions nobody can tell afterwards who did what: the event history of the console holds 90 days, one Region at a time, and an intruder works in the Region that nobody looks at.',
  remediation: {
    text: 'Make one multi-Region trail that records read and write management events, best for the whole organization; its first copy of management events is free. A trail that is stopped only has to be started.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html',
  },
  *check({ trails }, scope) {
    const resource = accountResource(scope);
    const multi = multiRegion(trails);
    const read = extentOf(multi.selectors, managementEvents('read'));
    const write = extentOf(multi.selectors, managementEvents('write'));
    const evidence = evidenceOf(multi);
    if (read.kind === 'all' && write.kind === 'all') {
      yield pass(resource, evidence);
      return;
    }
    const open = undecided(multi, trails, scope);
    if (open !== undefined) {
      yield open;
      return;
    }
    const stopped = multi.all.filter((trail) => !multi.logging.includes(trail));
    yield fail(
      resource,
      evidence,
      sentence(
        multi.all.length,
        stopped.map(({ trail }) => trail.Name),
        read,
        write,
      ),
      {
        ...severityOf(read, write),
        commands: stopped
          .filter(({ trail }) => trail.ownerId === scope.account.id)
          .map(
            ({ trail }) =>
              shell`aws cloudtrail start-logging --name ${trail.TrailARN} --region ${trail.HomeRegion}`,
          ),
      },
    );
  },
});

function isBulk({ kind }: Extent): boolean {
  return kind === 'all' || kind === 'all but';
}

function severityOf(read: Extent, write: Extent) {
  if (isBulk(read) && isBulk(write))
    return { severity: { score: 3, reason: 'all management events but those of few services are recorded' } };
  if (isBulk(write))
    return { severity: { score: 5, reason: 'management events that change something are recorded' } };
  return {};
}

function sentence(count: number, stopped: readonly string[], read: Extent, write: Extent): string {
  if (count === 0) return 'The account has no multi-Region trail.';
  if (count === stopped.length)
    return `No multi-Region trail of the account is logging: ${new Intl.ListFormat('en').format(stopped)}.`;
  const lacks = [...inWords('read', read), ...inWords('write', write)];
  return `The multi-Region trails of the account record ${new Intl.ListFormat('en').format(lacks)}.`;
}

function inWords(access: string, extent: Extent): string[] {
  switch (extent.kind) {
    case 'all':
      return [];
    case 'all but':
      return [`no ${access} events of ${new Intl.ListFormat('en').format(extent.except)}`];
    case 'some':
      return [`only some ${access} management events`];
    case 'none':
      return [`no ${access} management events`];
  }
}
