import { parsePolicy } from '../../src/policy/language/document.ts';
import type { Policy } from '../../src/policy/language/policy.ts';

/** A parsed policy from a plain document. */
export function policyFrom(document: object, name = 'policy'): Policy {
  const parsed = parsePolicy(JSON.stringify(document));
  if (!parsed.ok) throw new Error(parsed.reason);
  return { name, document: parsed.document };
}

/** A policy of version 2012-10-17 with these statements. */
export function policyOf(...statements: object[]): Policy {
  return policyFrom({ Version: '2012-10-17', Statement: statements });
}

export function allow(
  action: string | string[],
  resource: string | string[] = '*',
  more: object = {},
): object {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more };
}

export function deny(
  action: string | string[],
  resource: string | string[] = '*',
  more: object = {},
): object {
  return { Effect: 'Deny', Action: action, Resource: resource, ...more };
}
