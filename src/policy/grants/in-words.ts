import type { Condition } from '../language/condition.ts';

/** As a policy writes it, on one line. */
export function asWritten({ operator, keyText, values }: Condition): string {
  return `${operator} ${keyText}: ${values.join(', ')}`;
}

/** The requests that meet all of these conditions: `requests from 203.0.113.0/24 and with MFA`. */
export function requestsThatMeet(conditions: readonly Condition[]): string {
  return `requests ${[...new Set(conditions.map(inWords))].join(' and ')}`;
}

/** What stands before the values of a key that a positive operator compares. */
const BEFORE: ReadonlyMap<string, string> = new Map([
  ['aws:sourceip', 'from '],
  ['aws:sourcevpc', 'through VPC '],
  ['aws:sourcevpce', 'through VPC endpoint '],
  ['aws:vpcsourceip', 'from '],
  ['aws:requestedregion', 'to Region '],
  ['aws:principalarn', 'of '],
  ['aws:username', 'of user '],
]);

const TAG = /^aws:(principal|resource)tag\/(.+)$/i;

function inWords(condition: Condition): string {
  const { key, keyText, meaning, quantifier, ifExists } = condition;
  const plain = meaning !== undefined && !meaning.negated && quantifier === undefined && !ifExists;
  const before = BEFORE.get(key);
  if (plain && meaning.family !== 'null') {
    if (key === 'aws:multifactorauthpresent' && /^true$/i.test(condition.values.join())) return 'with MFA';
    if (before !== undefined) return `${before}${few(condition)}`;
    const [, whose, tag] = TAG.exec(keyText) ?? [];
    if (whose !== undefined)
      return `${whose.toLowerCase() === 'resource' ? 'on resources' : 'of principals'} with the tag ${tag}=${few(condition)}`;
  }
  if (key === 'aws:sourceip' && meaning?.negated) return `from elsewhere than ${few(condition)}`;
  return `under the condition ${condition.operator} ${keyText}: ${few(condition)}`;
}

/** So many values are named. */
const NAMED = 3;

function few({ values }: Condition): string {
  const more = values.length - NAMED;
  return more > 0 ? `${values.slice(0, NAMED).join(', ')} or ${more} more` : values.join(' or ');
}
