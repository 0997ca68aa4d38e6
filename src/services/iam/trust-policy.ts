import { type ParsedPolicy, parsePolicy } from '../../policy/language/document.ts';
import type { IamRole } from './authorization-details.ts';

/** Kept with the role, whose trust policy several readings ask for. */
const parsed = new WeakMap<IamRole, ParsedPolicy>();

/** The trust policy of a role; undefined when AWS did not send it. */
export function trustPolicyOf(role: IamRole): ParsedPolicy | undefined {
  if (role.AssumeRolePolicyDocument === undefined) return undefined;
  const policy = parsed.get(role) ?? parsePolicy(role.AssumeRolePolicyDocument);
  parsed.set(role, policy);
  return policy;
}
