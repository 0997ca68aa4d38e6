import type { Finding } from '../../finding/report.ts';
import { links, markup, property, uuidFor, uuidOf } from './text.ts';

/** Findings that are one risk, which is mended in one way: those of one rule with one title. */
export interface Risk {
  readonly uuid: string;
  readonly first: Pick<Finding, 'ruleId' | 'title' | 'why' | 'severity' | 'remediation'>;
  severity: Finding['severity'];
  /** Undefined while some of its findings are not suppressed. */
  suppressions: Set<string> | undefined;
  readonly observations: string[];
  /** Its own rule, and those of the verdicts whose cause it tells. */
  readonly ruleIds: Set<string>;
}

/** Gathers the risks of findings, one by one, without holding the findings. */
export class Risks {
  readonly #risks = new Map<string, Risk>();

  add({ id, ruleId, title, why, severity, remediation, status, suppression, absorbs = [] }: Finding): void {
    const key = JSON.stringify([ruleId, title]);
    let risk = this.#risks.get(key);
    if (risk === undefined) {
      const first = { ruleId, title, why, severity, remediation };
      const uuid = uuidFor('risk', ruleId, title);
      risk = { uuid, first, severity, suppressions: new Set(), observations: [], ruleIds: new Set([ruleId]) };
      this.#risks.set(key, risk);
    }
    if (severity.score > risk.severity.score) risk.severity = severity;
    if (status === 'ACTIVE') risk.suppressions = undefined;
    else if (suppression !== undefined) risk.suppressions?.add(suppression.reason);
    risk.observations.push(uuidOf(id));
    for (const absorbed of absorbs) risk.ruleIds.add(absorbed.ruleId);
  }

  /** In the order in which they were met. */
  all(): readonly Risk[] {
    return [...this.#risks.values()];
  }
}

/** A risk is open while one of its findings is; one that somebody decided to live with is a deviation. */
export function riskOf({ uuid, first, severity, suppressions, observations }: Risk, tool: string) {
  const { ruleId, title, why, remediation } = first;
  const { text, url } = remediation.recommendation;
  return {
    uuid,
    title: markup(title),
    description: markup(why),
    statement: markup(why),
    props: [property('rule', ruleId)],
    status: suppressions === undefined ? 'open' : suppressions.size > 0 ? 'deviation-approved' : 'closed',
    characterizations: [
      {
        origin: { actors: [{ type: 'tool', 'actor-uuid': tool }] },
        facets: [
          { name: 'severity', system: 'urn:postern:severity', value: severity.label },
          { name: 'score', system: 'urn:postern:severity', value: `${severity.score}` },
        ],
      },
    ],
    ...(suppressions === undefined || suppressions.size === 0
      ? {}
      : {
          'mitigating-factors': [...suppressions].map((reason) => ({
            uuid: uuidFor('suppression', uuid, reason),
            description: markup(reason),
          })),
        }),
    remediations: [
      {
        uuid: uuidFor('remediation', uuid),
        lifecycle: 'recommendation',
        title: 'Recommendation',
        description: markup(text),
        ...links(url),
      },
    ],
    'related-observations': observations.map((observation) => ({ 'observation-uuid': observation })),
  };
}
