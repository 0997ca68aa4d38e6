import type { Unjudged } from '../content/unjudged.ts';
import {
  type Context,
  classification,
  cloud,
  metadata,
  milliseconds,
  resourceDetails,
  severity,
} from './event.ts';

const UNKNOWN = { status_id: 0, status: 'Unknown' };

/** What could not be judged: a compliance finding whose status is unknown, and so is its severity. */
export function unjudgedEvent(unknown: Unjudged, context: Context) {
  const { id, title, ruleId, resource, kind, reason, missingActions, verdicts } = unknown;
  const at = milliseconds(context.startedAt);
  return {
    ...classification(2003, 1),
    severity_id: 0,
    severity: 'Unknown',
    status_id: 1,
    status: 'New',
    time: at,
    message: reason,
    metadata: metadata(context, ruleId),
    cloud: cloud(unknown, context),
    finding_info: {
      uid: id,
      title,
      desc: reason,
      created_time: at,
      analytic: { uid: ruleId ?? 'postern', name: ruleId ?? 'postern', type: 'Rule', type_id: 1 },
    },
    resources: resource === undefined ? [] : [resourceDetails(resource)],
    compliance: {
      ...UNKNOWN,
      standards: [],
      status_details: [
        reason,
        ...(missingActions.length === 0 ? [] : [`Missing permissions: ${missingActions.join(', ')}`]),
      ],
      ...(ruleId === undefined
        ? {
            checks: verdicts.map((verdict) => ({
              uid: verdict.ruleId,
              desc: verdict.reason,
              ...severity(verdict.severity.label),
              ...UNKNOWN,
            })),
          }
        : {}),
    },
    unmapped: { kind, highestSeverity: unknown.severity, missingActions },
  };
}
