import type { Chain } from 'postern/policy';
import { defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { chainEvidence } from 'postern/services/iam';
import { permissionSetEscalations, type SetEscalation } from 'postern/services/identity-center';

export default defineRule({
  title: 'People with a permission set can make themselves administrators',
  type: 'PrivilegeEscalation:IdentityCenter/PermissionSetCanEscalate',
  severity: 6.0,
  scope: 'account',
  reads: { escalations: permissionSetEscalations },
  why: 'Its permissions look harmless and are not: everybody who has it can end with the whole account, in each account that it is assigned in.',
  remediation: {
    text: 'Break the first step of the chain in the policies of the permission set: remove one of its actions, or name the resources that it is needed for. A permissions boundary of the set that denies these actions stops all ways at once. Then provision the set anew to its accounts.',
    url: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html',
  },
  *check({ escalations }, { account }) {
    if (escalations.kind === 'none') {
      yield notApplicable(escalations.reason);
      return;
    }
    for (const set of escalations.sets) {
      const { PermissionSetArn, region, name, AccountIds, onlyRole, outcome } = set;
      const resource = { type: 'AwsSsoPermissionSet', id: PermissionSetArn, region };
      if (!outcome.ok) {
        yield unknown(resource, outcome.error);
        continue;
      }
      const { standing, needs } = outcome.value;
      const evidence = {
        Name: name,
        AccountIds: AccountIds.ok ? AccountIds.value : AccountIds.error.message,
      };
      if (standing.kind === 'administrator') continue;
      if (standing.kind === 'unknown') yield unknown(resource, standing.reason);
      else if (standing.kind === 'contained') yield pass(resource, evidence);
      else
        yield fail(
          resource,
          { ...evidence, ...chainEvidence(standing.chain), ...(needs && { accountNeeds: needs }) },
          `People with ${name} can get administrator access in ${whereInWords(account.id, needs)}: it ${inWords(standing.chain)}.`,
          {
            exposure: hasNobody(set) ? 'none' : 'inside',
            ...(onlyRole !== undefined &&
              needs === undefined && {
                toldBy: { rule: 'iam/principal-can-escalate', resource: onlyRole },
              }),
            ...milder(set, standing.chain),
          },
        );
    }
  },
});

function whereInWords(id: string, needs: readonly string[] | undefined): string {
  if (needs === undefined) return `account ${id}`;
  return needs.length === 0 ? 'any account' : `an account that has ${needs.join(' and ')}`;
}

/** A description has room for so many steps; the evidence holds more. */
const MOST_STEPS = 4;

function inWords({ steps, given }: Chain): string {
  const rest = steps.length > MOST_STEPS ? `, and so on in ${steps.length} steps` : '';
  const condition = given.length > 0 ? `, which is administrator if ${given.join(' and ')}` : '';
  return `${steps
    .slice(0, MOST_STEPS)
    .map(({ gain }) => gain)
    .join(', then ')}${rest}${condition}`;
}

function hasNobody({ AccountIds }: SetEscalation): boolean {
  return AccountIds.ok && AccountIds.value.length === 0;
}

function milder(set: SetEscalation, { granted }: Chain) {
  if (hasNobody(set))
    return { severity: { score: 3.0, reason: 'Nobody has the permission set in any account.' } };
  if (granted)
    return {
      severity: {
        score: 3.0,
        reason:
          'It was granted on purpose: its policies name the roles that it may assume, or the roles name it.',
      },
    };
  return {};
}
