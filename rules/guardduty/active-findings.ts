import { decimal, defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import {
  activeFindings,
  affectedResource,
  type DetectorFinding,
  detector,
  isAttackSequence,
  LOWEST_SEVERITY_READ,
} from 'postern/services/guardduty';
import { detailsOf, evidenceOf, isRated, unreadFrom } from './_finding.ts';

export default defineRule({
  title: 'GuardDuty has an active finding',
  type: 'Impact:GuardDuty/ActiveFinding',
  severity: 7,
  raisedTo: 10,
  scope: 'region',
  reads: { detector, active: activeFindings },
  options: {
    severity: decimal({
      description: 'Findings of this severity and above are carried over',
      default: 7,
      min: LOWEST_SEVERITY_READ,
      max: 10,
    }),
  },
  why: 'GuardDuty saw something happen in the account, which no setting can mend: somebody has to look.',
  remediation: {
    text: 'Investigate the finding, contain what it names, and archive it in GuardDuty when it is dealt with.',
    url: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_remediate.html',
  },
  *check({ detector, active }, scope) {
    const { region, options } = scope;
    if (detector === undefined) {
      yield notApplicable(`GuardDuty has no detector in ${region}: guardduty/disabled reports it`);
      return;
    }
    const resource = { type: 'AwsGuardDutyDetector', id: detector.arn };
    const grave = active.findings.filter(
      (finding) =>
        !isAttackSequence(finding) &&
        (finding.Severity === undefined || finding.Severity >= options.severity),
    );
    for (const finding of grave) {
      const affected = affectedResource(finding);
      if (isRated(finding))
        yield fail(
          affected,
          evidenceOf(finding, scope),
          finding.Description ?? finding.Title ?? 'GuardDuty says no more about it.',
          { ...detailsOf(finding, scope), ...toldBySequence(finding) },
        );
      else yield unknown(affected, 'AWS did not say how severe the finding is', { part: finding.Id });
    }
    const { unread } = active;
    if (unread !== undefined && !unread.ok) {
      yield unknown(resource, unread.error, { part: 'unread' });
      return;
    }
    const rest = unread && unreadFrom(unread.value, options.severity);
    if (rest !== undefined)
      yield fail(
        resource,
        { FindingsRead: active.findings.length, FindingsUnread: rest.counts },
        `GuardDuty in ${region} holds ${rest.total} more active findings than the ${active.findings.length} most severe that were read: ${inWords(rest.counts)}.`,
        {
          part: 'unread',
          title: 'GuardDuty has more active findings than are listed',
          severity: { score: rest.worst, reason: 'GuardDuty rates the worst of them so' },
        },
      );
    if (grave.length > 0 || rest !== undefined) return;
    if (detector.Status === 'ENABLED') yield pass(resource, { DetectorId: detector.id, FindingIds: [] });
    else
      yield notApplicable(`The detector in ${region} does not run: guardduty/disabled reports it`, resource);
  },
});

/** A finding that GuardDuty counts to an attack sequence is told with it. */
function toldBySequence({ AssociatedAttackSequenceArn: arn }: DetectorFinding) {
  const part = arn?.split('/').at(-1);
  return arn === undefined || part === undefined
    ? {}
    : { toldBy: { rule: 'guardduty/attack-sequence-seen', resource: arn, part } };
}

function inWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([label, count]) => `${count} ${label}`)
    .join(', ');
}
