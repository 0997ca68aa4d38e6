import type { Finding } from '../../finding/report.ts';
import { excerpt } from './excerpt.ts';
import { REACHED } from './exposure.ts';
import { absorbedInShort, partsInShort } from './parts.ts';
import { proof } from './proof.ts';
import { resourceName } from './resource-name.ts';

const SENTENCE = 1000;
const NAME = 300;
const NAMED = 20;

/** What is wrong with which resource, in one sentence, made visible: `sg-1 (web): TCP 22 is open to 0.0.0.0/0.` */
export function headline(finding: Finding): string {
  return `${excerpt(resourceName(finding), NAME)}: ${excerpt(finding.description, SENTENCE)}`;
}

/**
 * A finding in lines for readers of CI, made visible and bounded: what is wrong, where, who reaches it, the evidence in
 * short, its parts, and what it absorbs.
 * @param named how many of the parts, and of what it absorbs, are named; the rest is counted
 */
export function findingTold(finding: Finding, named = NAMED): string[] {
  const { severity, exposure, resources, accountId, region } = finding;
  const id = resources[0]?.id ?? '';
  const parts = partsInShort(finding, named);
  const absorbed = absorbedInShort(finding, named);
  const evidence = excerpt(proof(finding), SENTENCE);
  return [
    headline(finding),
    `Resource: ${excerpt(id, NAME)}, account ${excerpt(accountId, NAME)}, ${excerpt(region, NAME)}`,
    `Severity: ${severity.label} ${severity.score.toFixed(1)}${
      severity.reason === undefined ? '' : `, because ${excerpt(severity.reason, SENTENCE)}`
    }${exposure === undefined ? '' : `; ${REACHED[exposure]}`}`,
    ...(evidence === '' ? [] : [`Evidence: ${evidence}`]),
    ...(parts === undefined ? [] : [`It holds for ${parts}`]),
    ...(absorbed === undefined ? [] : [`The same cause makes these fail: ${absorbed}`]),
  ];
}
