import { actionNamed, matchesAction } from '../../policy/language/matcher.ts';
import type { PrincipalMatcher } from '../../policy/language/principal.ts';
import type { Statement } from '../../policy/language/statement.ts';
import type { IamRole } from './authorization-details.ts';
import { trustPolicyOf } from './trust-policy.ts';

const WAYS_TO_ASSUME = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'].map(
  actionNamed,
);

/**
 * Whether anybody but an AWS service may assume the role, under whatever condition. Undefined when its trust policy
 * cannot be read. Service-linked roles are for their service alone:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export function isAssumable(role: IamRole): boolean | undefined {
  if (role.Path?.startsWith('/aws-service-role/')) return false;
  const trust = trustPolicyOf(role);
  if (!trust?.ok) return undefined;
  const { statements } = trust.document;
  const answers = WAYS_TO_ASSUME.flatMap((action) => {
    const onAction = statements.filter((statement) => matchesAction(statement.action, action));
    return onAction.some(refusesEverybody) ? [] : onAction.map(letsSomebodyIn);
  });
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function refusesEverybody({ effect, principal, conditions }: Statement): boolean {
  return effect === 'Deny' && conditions.length === 0 && principal !== undefined && holdsAnyone(principal);
}

function holdsAnyone({ negated, entries }: PrincipalMatcher): boolean {
  return !negated && entries.some(({ kind }) => kind === 'anyone');
}

function letsSomebodyIn({ effect, principal }: Statement): boolean | undefined {
  if (effect === 'Deny' || principal === undefined) return false;
  if (principal.negated) return true;
  const kinds = principal.entries.map(({ kind }) => kind);
  if (kinds.some((kind) => kind !== 'service' && kind !== 'deleted' && kind !== 'unrecognized')) return true;
  return kinds.includes('unrecognized') ? undefined : false;
}
