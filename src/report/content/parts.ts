import type { Finding } from '../../finding/report.ts';
import { excerpt } from './excerpt.ts';
import { nameOfId, resourceName } from './resource-name.ts';
import { count } from './wording.ts';

const NAME = 160;

/**
 * The parts of a finding in short, made visible: `1,000 parts: alice, bob and 998 more parts`. Undefined where it has
 * none. Where they are in several accounts or Regions each says in which.
 * @param most how many are named.
 */
export function partsInShort({ parts = [] }: Pick<Finding, 'parts'>, most: number): string | undefined {
  if (parts.length === 0) return undefined;
  const elsewhere = parts.some(
    ({ accountId, region }) => accountId !== parts[0]?.accountId || region !== parts[0]?.region,
  );
  const names = parts.slice(0, most).map(({ resource, part, accountId, region, status }) => {
    const name = excerpt(resourceName({ resources: [resource], part }), NAME);
    const notes = [...(elsewhere ? [accountId, region] : []), ...(status === 'ACTIVE' ? [] : ['suppressed'])];
    return notes.length === 0 ? name : `${name} (${notes.map((note) => excerpt(note, NAME)).join(', ')})`;
  });
  return `${count(parts.length, 'part')}: ${andMore(names, parts.length, 'more part')}`;
}

/** The failed verdicts that a finding absorbs, in the same way: `iam/user-unused: alice and 3 more`. */
export function absorbedInShort(
  { absorbs = [] }: Pick<Finding, 'absorbs'>,
  most: number,
): string | undefined {
  if (absorbs.length === 0) return undefined;
  const names = absorbs.slice(0, most).map(({ ruleId, resourceId, part }) => {
    const name = part === undefined ? nameOfId(resourceId) : `${nameOfId(resourceId)}, ${part}`;
    return `${excerpt(ruleId, NAME)}: ${excerpt(name, NAME)}`;
  });
  return andMore(names, absorbs.length, 'more finding');
}

function andMore(names: readonly string[], all: number, noun: string): string {
  const rest = all - names.length;
  return `${names.join('; ')}${rest === 0 ? '' : ` and ${count(rest, noun)}`}`;
}
