import { fingerprint } from '../../finding/fingerprint.ts';
import type { FindingResource, Severity, UnknownResult } from '../../finding/report.ts';
import type { ReportHead } from '../../finding/report-source.ts';

/** Something that could not be judged, as formats tell it that hold nothing but findings. Untrusted text, not yet escaped. */
export interface Unjudged {
  /** 32 hexadecimal digits, those of no finding. */
  readonly id: string;
  readonly title: string;
  /** Undefined where one cause stood in the way of several rules. */
  readonly ruleId: string | undefined;
  readonly accountId: string;
  readonly region: string;
  /** Undefined where the whole scope could not be judged. */
  readonly resource: FindingResource | undefined;
  readonly kind: UnknownResult['kind'];
  readonly reason: string;
  /** The highest severity that a finding could have had. */
  readonly severity: Severity;
  /** IAM actions that are denied, each once. */
  readonly missingActions: readonly string[];
  /** The verdicts, rule by rule. */
  readonly verdicts: readonly UnknownResult[];
}

/** What could not be judged: one for each rule and place, and one for each Region that is closed to the scan. */
export function* unjudged({ unknowns, rules }: Pick<ReportHead, 'unknowns' | 'rules'>): Generator<Unjudged> {
  const titles = new Map(rules.map(({ ruleId, title }) => [ruleId, title]));
  for (const unknown of unknowns) {
    const { accountId, region, kind, reason, severity, missingPermissions } = unknown;
    const missingActions = [...new Set(missingPermissions.map(({ action }) => action))];
    const said = { accountId, region, kind, reason, severity, missingActions };
    if ('parts' in unknown) {
      yield {
        ...said,
        id: fingerprint({ ruleId: '', accountId, region, resourceId: 'unknown:' }),
        title: 'Region is closed to the scan',
        ruleId: undefined,
        resource: undefined,
        verdicts: unknown.parts,
      };
    } else {
      const { ruleId, resource, part } = unknown;
      yield {
        ...said,
        id: fingerprint({ ruleId, accountId, region, resourceId: `unknown:${resource?.id ?? ''}`, part }),
        title: `Could not be judged: ${titles.get(ruleId) ?? ruleId}`,
        ruleId,
        resource,
        verdicts: [unknown],
      };
    }
  }
}
