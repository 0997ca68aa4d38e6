import { type KeyLookup, openConditions } from '../language/condition.ts';
import { parsePolicy } from '../language/document.ts';
import { actionNamed, holdsAll, matchesAction } from '../language/matcher.ts';
import { literal, wildcard } from '../language/pattern.ts';
import type { Statement } from '../language/statement.ts';
import type { Use } from './uses.ts';

/**
 * Which of the uses of a resource its policy leaves open to requests over plain HTTP: those of which it does not deny
 * every action, on all that the use is about, to everybody. Whether anybody is allowed them is another question.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 * @param text of the policy; undefined where the resource has none
 */
export function allowedOverPlainHttp(
  text: string | undefined,
  uses: readonly Use[],
): { readonly ok: true; readonly open: readonly Use[] } | { readonly ok: false; readonly reason: string } {
  if (text === undefined) return { ok: true, open: uses };
  const parsed = parsePolicy(text);
  if (!parsed.ok) return { ok: false, reason: `the policy is ${parsed.reason}` };
  const denies = parsed.document.statements.filter(deniesEverybody);
  const open = uses.filter(
    ({ actions, on }) => !actions.every((action) => denies.some((deny) => covers(deny, action, on))),
  );
  return { ok: true, open };
}

function deniesEverybody({ effect, principal, conditions }: Statement): boolean {
  if (effect !== 'Deny' || principal === undefined || principal.negated) return false;
  const left = openConditions(conditions, OVER_PLAIN_HTTP);
  return principal.entries.some(({ kind }) => kind === 'anyone') && left !== false && left.length === 0;
}

/**
 * What is known of every request without TLS: its version is less than any, though other missing keys fulfil no operator.
 * AWS says that a Deny of `NumericLessThan: s3:TlsVersion` enforces HTTPS, and that who needs plain HTTP adds
 * `aws:SecureTransport: true` to it. https://repost.aws/knowledge-center/s3-enforce-modern-tls
 */
const OVER_PLAIN_HTTP: KeyLookup = (key) => {
  if (key === 'aws:securetransport') return ['false'];
  return key === 's3:tlsversion' ? ['0'] : undefined;
};

function covers(deny: Statement, action: string, on: Use['on']): boolean {
  const all = typeof on === 'string' ? literal(on) : wildcard(on.some);
  return matchesAction(deny.action, actionNamed(action)) && holdsAll(deny.resource, all);
}
