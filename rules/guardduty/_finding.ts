import { type Evidence, type FailDetails, guardDutySeverity, severityLabel } from 'postern/rule';
import { type DetectorFinding, findingUrl } from 'postern/services/guardduty';

/** Where findings are judged. */
interface Scope {
  readonly account: { readonly partition: string };
  readonly region: string;
}

/** What a carried-over finding says, in AWS's words and with AWS's times. */
export function evidenceOf(finding: DetectorFinding, { account, region }: Scope): Evidence {
  const { Id, Type, Severity, Confidence, Title, Service } = finding;
  return {
    AccountId: finding.AccountId,
    Id,
    Type,
    Severity,
    ...(Confidence === undefined ? {} : { Confidence }),
    ResourceType: finding.Resource?.ResourceType,
    Count: Service?.Count,
    EventFirstSeen: Service?.EventFirstSeen,
    EventLastSeen: Service?.EventLastSeen,
    UpdatedAt: finding.UpdatedAt,
    Sample: isSample(Title),
    Url: findingUrl(Id, account.partition, region),
  };
}

/** How a carried-over finding is told: with its own type, title, severity, times and link. */
export function detailsOf(
  finding: DetectorFinding & { readonly Severity: number },
  { account, region }: Scope,
): FailDetails {
  const { Id, Arn, Type, Severity, Confidence, Title, Service, UpdatedAt } = finding;
  return {
    part: Id,
    severity: guardDutySeverity(Severity, Confidence),
    type: Type,
    ...(Title === undefined ? {} : { title: Title }),
    detectedBy: { service: 'GuardDuty', findingArn: Arn, url: findingUrl(Id, account.partition, region) },
    observed: {
      firstObservedAt: moment(Service?.EventFirstSeen),
      lastObservedAt: moment(Service?.EventLastSeen),
      updatedAt: moment(UpdatedAt),
    },
  };
}

/** Whether AWS said how severe the finding is, as it always should. */
export function isRated<F extends DetectorFinding>(finding: F): finding is F & { readonly Severity: number } {
  return finding.Severity !== undefined;
}

/** How many findings of some severity and above were not read, in words and by label; undefined where none. */
export function unreadFrom(
  unread: readonly { readonly severity: number; readonly count: number }[],
  lowest: number,
):
  | { readonly worst: number; readonly total: number; readonly counts: Readonly<Record<string, number>> }
  | undefined {
  const grave = unread.filter(({ severity }) => severity >= lowest);
  if (grave.length === 0) return undefined;
  const counts: Record<string, number> = {};
  for (const { severity, count } of grave) {
    const label = severityLabel(severity);
    counts[label] = (counts[label] ?? 0) + count;
  }
  return {
    worst: Math.max(...grave.map(({ severity }) => severity)),
    total: grave.reduce((sum, { count }) => sum + count, 0),
    counts,
  };
}

/** "The generated sample findings are marked with a prefix [SAMPLE]": https://docs.aws.amazon.com/guardduty/latest/ug/sample_findings.html */
function isSample(title: string | undefined): boolean {
  return title?.startsWith('[SAMPLE]') ?? false;
}

/** A time as AWS writes it; undefined where there is none that can be read. */
function moment(time: string | undefined): Date | undefined {
  const at = new Date(time ?? '');
  return Number.isNaN(at.getTime()) ? undefined : at;
}
