import { defineRule, type Evidence, fail, notApplicable, pass, unknown } from 'postern/rule';
import { activeFindings, type DetectorFinding, detector, isAttackSequence } from 'postern/services/guardduty';
import { detailsOf, evidenceOf, isRated, unreadFrom } from './_finding.ts';

export default defineRule({
  title: 'GuardDuty saw an attack',
  type: 'AttackSequence:GuardDuty/AttackSequenceSeen',
  severity: 9,
  raisedTo: 10,
  scope: 'region',
  reads: { detector, active: activeFindings },
  why: 'Several things that GuardDuty saw make one attack: somebody got in, and went on from there.',
  remediation: {
    text: 'Treat it as an incident: take the credentials and resources that it names out of use, follow its signals in their order, and look for what came before and after them.',
    url: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-remediate-attack-sequence.html',
  },
  *check({ detector, active }, scope) {
    const { region } = scope;
    if (detector === undefined) {
      yield notApplicable(`GuardDuty has no detector in ${region}: guardduty/disabled reports it`);
      return;
    }
    const resource = { type: 'AwsGuardDutyDetector', id: detector.arn };
    const sequences = active.findings.filter(isAttackSequence);
    for (const finding of sequences) {
      // It is about several resources, which the evidence names.
      const itself = { type: 'Other', id: finding.Arn };
      if (isRated(finding))
        yield fail(
          itself,
          { ...evidenceOf(finding, scope), ...sequenceOf(finding) },
          finding.Service?.Detection?.Sequence?.Description ??
            finding.Description ??
            'GuardDuty says no more about it.',
          detailsOf(finding, scope),
        );
      else yield unknown(itself, 'AWS did not say how severe the finding is', { part: finding.Id });
    }
    const { unread } = active;
    const mayBeMore = unread !== undefined && (!unread.ok || unreadFrom(unread.value, LOWEST) !== undefined);
    if (mayBeMore)
      yield unknown(
        resource,
        unread.ok
          ? `more than ${active.findings.length} findings are CRITICAL, and those beyond were not read`
          : unread.error,
        { part: 'unread' },
      );
    else if (sequences.length > 0) return;
    else if (detector.Status === 'ENABLED') yield pass(resource, { DetectorId: detector.id, FindingIds: [] });
    else
      yield notApplicable(`The detector in ${region} does not run: guardduty/disabled reports it`, resource);
  },
});

/** AWS rates all attack sequences CRITICAL: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
const LOWEST = 9;

/** What happened, in its order, who did it, and to what. */
function sequenceOf({ Service }: DetectorFinding): Evidence {
  const sequence = Service?.Detection?.Sequence;
  if (sequence === undefined) return {};
  const {
    Uid,
    Signals = [],
    Actors = [],
    Resources = [],
    Endpoints = [],
    SequenceIndicators = [],
  } = sequence;
  return {
    SequenceUid: Uid,
    Signals: [...Signals]
      .sort((a, b) => millisecondsOf(a.FirstSeenAt) - millisecondsOf(b.FirstSeenAt))
      .map(({ Uid, Type, Name, Severity, Count, FirstSeenAt, LastSeenAt, ResourceUids, ActorIds }) => ({
        Uid,
        Type,
        Name,
        Severity,
        Count,
        FirstSeenAt,
        LastSeenAt,
        ResourceUids,
        ActorIds,
      })),
    Actors: Actors.map(({ Id, User, Session }) => ({
      Id,
      User: User && { Type: User.Type, Uid: User.Uid, Name: User.Name },
      Session: Session && { Issuer: Session.Issuer, MfaStatus: Session.MfaStatus },
    })),
    Resources: Resources.map(({ Uid, Name, ResourceType, AccountId, Region }) => ({
      Uid,
      Name,
      ResourceType,
      AccountId,
      Region,
    })),
    Endpoints: Endpoints.map(({ Id, Ip, Domain, Location }) => ({ Id, Ip, Domain, Location })),
    SequenceIndicators: SequenceIndicators.map(({ Key, Values }) => ({ Key, Values })),
  };
}

/** What AWS gives no time stands last. */
function millisecondsOf(time: Date | undefined): number {
  return time?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
