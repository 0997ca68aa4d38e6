import type { ReportHead } from '../../finding/report-source.ts';
import type { Unjudged } from '../content/unjudged.ts';
import { count, listed } from '../content/wording.ts';
import { accountIdOf, LIMIT, origin, resourceOf, severityOf, text } from './fields.ts';

const TYPES = ['Software and Configuration Checks'];

/**
 * What could not be judged, as Security Hub tells of its own controls that could not look: a warning, and no fault.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/controls-overall-status.html
 */
export function unjudgedFinding(unknown: Unjudged, { partition, startedAt }: ReportHead['scan']) {
  const { id, title, ruleId, accountId, region, resource, kind, reason, severity, missingActions } = unknown;
  const rules = unknown.verdicts.map((verdict) => verdict.ruleId);
  const { Label, Normalized, Original } = severityOf('INFORMATIONAL', 0);
  const account = { Type: 'AwsAccount', Id: accountIdOf(accountId), Region: text(region, LIMIT.region) };
  return {
    ...origin({ partition, region, accountId }),
    Id: id,
    GeneratorId: text(`postern/${ruleId ?? 'closed-region'}`, LIMIT.identifier),
    Types: [...TYPES],
    CreatedAt: startedAt,
    UpdatedAt: startedAt,
    Severity: { Label, Normalized, Original },
    Title: text(title, LIMIT.title),
    Description: text(reason, LIMIT.description),
    ProductFields: {
      'postern/kind': kind,
      'postern/highestSeverity': severity.label,
      ...(ruleId === undefined
        ? {
            'postern/rules': text(
              `${count(rules.length, 'rule')}: ${listed(rules, 50)}`,
              LIMIT.productField.value,
            ),
          }
        : {}),
      ...(missingActions.length === 0
        ? {}
        : { 'postern/missingPermissions': text(missingActions.join(', '), LIMIT.productField.value) }),
    },
    Resources: [resource === undefined ? account : resourceOf(resource)],
    Compliance: {
      Status: 'WARNING' as const,
      StatusReasons: [
        { ReasonCode: `POSTERN_${kind.toUpperCase()}`, Description: text(reason, LIMIT.description) },
      ],
    },
    Workflow: { Status: 'NEW' as const },
    RecordState: 'ACTIVE' as const,
    FindingProviderFields: { Severity: { Label, Original }, Types: [...TYPES] },
  };
}
