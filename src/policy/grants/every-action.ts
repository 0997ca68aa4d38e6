import { type Pattern, wildcard } from '../language/pattern.ts';
import { covers, intersects } from '../language/pattern-sets.ts';
import type { Statement } from '../language/statement.ts';
import { sorted } from './existing.ts';

export const EVERY_ACTION = wildcard('?*:?*');
/** Service prefixes begin with a letter, so a policy may also spell everything letter by letter. */
const ACTIONS_BY_LETTER = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => wildcard(`${letter}*:?*`));

/** Whether the actions of these statements add up to all. Errs towards no where NotActions overlap in part. */
export function leavesNothing(statements: readonly Statement[]): boolean {
  let left: readonly Pattern[] = ACTIONS_BY_LETTER;
  for (const { action } of statements) {
    if (!action.negated) continue;
    const { known } = sorted(action.patterns);
    left = left.flatMap((rest) => overlap(rest, known));
  }
  const whole = left === ACTIONS_BY_LETTER;
  const named = statements
    .filter(({ action }) => !action.negated)
    .flatMap((statement) => (whole ? ofManyServices(statement) : statement.action.patterns));
  return left.every((rest) => named.some((pattern) => covers(pattern, rest)));
}

const OF_MANY_SERVICES = new WeakMap<Statement, readonly Pattern[]>();

/** The patterns that do not spell out a service. Kept: an AWS managed policy has thousands and many holders. */
function ofManyServices(statement: Statement): readonly Pattern[] {
  const known = OF_MANY_SERVICES.get(statement);
  if (known) return known;
  const patterns = statement.action.patterns.filter(({ text }) => /^.?[*?]/.test(text));
  OF_MANY_SERVICES.set(statement, patterns);
  return patterns;
}

function overlap(rest: Pattern, patterns: readonly Pattern[]): Pattern[] {
  return patterns
    .filter((pattern) => intersects(pattern, rest))
    .map((pattern) => (covers(pattern, rest) ? rest : pattern));
}
