import { openConditions, single } from '../language/condition.ts';
import { parsePolicy } from '../language/document.ts';
import { actionNamed, matchesAction, matchesResource } from '../language/matcher.ts';
import { literal } from '../language/pattern.ts';
import type { PrincipalEntry } from '../language/principal.ts';
import type { Statement } from '../language/statement.ts';
import type { PolicyText } from './admission.ts';
import { type Home, isHome } from './outsider.ts';
import { requestersFor } from './requester.ts';

/**
 * Whether some Allow of a resource-based policy gives one action to the account that owns the resource, or to somebody in
 * it who was not deleted; undefined where the policy cannot be read. Where it does not, as with a KMS key, identity-based
 * policies help nobody. Denies are not looked at.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function letsHomeDo(
  { text }: PolicyText,
  action: string,
  resource: string,
  home: Home,
  now?: Date,
): boolean | undefined {
  const parsed = text === undefined ? undefined : parsePolicy(text);
  if (!parsed?.ok) return undefined;
  const asked = actionNamed(action);
  return parsed.document.statements.some(
    (statement) =>
      statement.effect === 'Allow' &&
      matchesAction(statement.action, asked) &&
      letsHomeIn(statement, resource, home, now),
  );
}

function letsHomeIn({ principal, resource, conditions }: Statement, arn: string, home: Home, now?: Date) {
  const own: PrincipalEntry = { kind: 'account', accountId: home.accountId };
  const named = principal?.negated
    ? principal.entries.every((entry) => !isWholeHome(entry, home))
    : principal?.entries.some(
        (entry) => entry.kind === 'anyone' || (entry.kind !== 'deleted' && isHome(entry, home)),
      );
  if (!named) return false;
  return requestersFor(own, { home, now }).some(
    ({ lookup }) =>
      openConditions(conditions, lookup) !== false &&
      matchesResource(resource, literal(arn), single(lookup), false) !== false,
  );
}

function isWholeHome(entry: PrincipalEntry, home: Home): boolean {
  return entry.kind === 'anyone' || (entry.kind === 'account' && isHome(entry, home));
}
