import { decimal, defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import {
  activeFindings,
  affectedResource,
  detector,
  findingUrl,
  LOWEST_SEVERITY_READ,
} from 'postern/services/guardduty';

export default defineRule({
  title: 'GuardDuty has an active finding',
  type: 'Impact:GuardDuty/ActiveFinding',
  severity: 7,
  raisedTo: 10,
  scope: 'region',
  reads: { detector, findings: activeFindings },
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
  *check({ detector, findings }, { account, region, options }) {
    if (detector === undefined) {
      yield notApplicable(`GuardDuty has no detector in ${region}: guardduty/disabled reports it`);
      return;
    }
    const grave = findings.filter(({ Severity }) => Severity === undefined || Severity >= options.severity);
    for (const finding of grave) {
      const { Id, Type, Severity, Confidence, Title, Service } = finding;
      const resource = affectedResource(finding);
      const part = Id ?? 'finding';
      const sequence = Service?.Detection?.Sequence;
      const evidence = {
        AccountId: finding.AccountId,
        Id,
        Type,
        Severity,
        ...(Confidence === undefined ? {} : { Confidence }),
        ResourceType: finding.Resource?.ResourceType,
        ...(sequence === undefined ? {} : { Resources: sequence.Resources?.map(({ Uid }) => Uid) }),
        Count: Service?.Count,
        EventFirstSeen: Service?.EventFirstSeen,
        EventLastSeen: Service?.EventLastSeen,
        UpdatedAt: finding.UpdatedAt,
        Sample: isSample(Title),
        Url: findingUrl(part, account.partition, region),
      };
      if (Severity === undefined)
        yield unknown(resource, 'AWS did not say how severe the finding is', { part });
      else
        yield fail(resource, evidence, finding.Description ?? Title ?? 'GuardDuty says no more about it.', {
          part,
          severity: severityOf(Severity, Confidence),
          ...(Type === undefined ? {} : { type: Type }),
          ...(Title === undefined ? {} : { title: Title }),
        });
    }
    if (grave.length > 0) return;
    const resource = { type: 'AwsGuardDutyDetector', id: detector.arn };
    if (detector.Status === 'ENABLED') yield pass(resource, { DetectorId: detector.id, FindingIds: [] });
    else
      yield notApplicable(`The detector in ${region} does not run: guardduty/disabled reports it`, resource);
  },
});

/** "The generated sample findings are marked with a prefix [SAMPLE]": https://docs.aws.amazon.com/guardduty/latest/ug/sample_findings.html */
function isSample(title: string | undefined): boolean {
  return title?.startsWith('[SAMPLE]') ?? false;
}

/** Confidence 0 is how GuardDuty takes a finding back: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_working-with-findings.html */
function severityOf(severity: number, confidence: number | undefined) {
  return confidence === 0
    ? { score: 0, reason: 'GuardDuty found it to be a false positive (Confidence 0)' }
    : { score: severity, reason: 'GuardDuty rates it so' };
}
