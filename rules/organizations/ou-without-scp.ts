import { accountResource, defineRule, type Resource, type Teller } from 'postern/rule';
import {
  accountRestrictions,
  organization,
  organizationTree,
  type Restriction,
  unitRestrictions,
} from 'postern/services/organizations';
import { highestPlace, restricted, withoutPolicies } from './_service-control-policies.ts';

export default defineRule({
  title: 'No service control policy restricts the OU',
  type: 'Policy:Organizations/OuWithoutScp',
  severity: 5,
  scope: 'organization',
  reads: { units: unitRestrictions, accounts: accountRestrictions, tree: organizationTree, organization },
  why: 'An account that is created in the OU or moved to it starts without any limit.',
  remediation: {
    text: 'Attach a service control policy that denies what no account may do, to the OU or above it.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  },
  gather: highestPlace('OUs'),
  check: ({ units, accounts = [], tree, organization }, scope) => {
    if (units === undefined)
      return tree.units.map((each) => withoutPolicies(resourceOf(each), each, {}, organization));
    const tellers = tellersOf(units, accounts, (Id) =>
      accountResource({ ...scope, account: { ...scope.account, id: Id } }),
    );
    return units.map((each) =>
      restricted(resourceOf(each), each, {}, `on ${each.Name ?? each.Id} and above it`, 3.0, tellers(each)),
    );
  },
});

interface Restricted {
  readonly Id: string;
  readonly Arn: string;
  readonly ParentId: string;
  readonly path: readonly string[];
  readonly restriction: Restriction;
}

function resourceOf({ Arn }: { readonly Arn: string }): Resource {
  return { type: 'AwsOrganizationsOrganizationalUnit', id: Arn };
}

/**
 * What tells that an OU is without limits: an account in it that is, or else the OU above. Where nothing in the whole
 * organization is limited, the first account tells it of an empty OU too.
 */
function tellersOf(
  units: readonly Restricted[],
  accounts: readonly Restricted[],
  accountOf: (id: string) => Resource,
): (unit: Restricted) => readonly Teller[] {
  const byId = new Map(units.map((unit) => [unit.Id, unit]));
  const keyOf = (id: string, { kind }: Restriction) => `${kind} ${id}`;
  const tellerOf = ({ Id }: Restricted): Teller => ({
    rule: 'organizations/account-without-scp',
    resource: accountOf(Id).id,
  });
  const within = new Map<string, Teller[]>();
  for (const account of accounts)
    for (const id of account.path) {
      const key = keyOf(id, account.restriction);
      const tellers = within.get(key) ?? [];
      within.set(key, tellers);
      tellers.push(tellerOf(account));
    }
  const everywhere = [...units, ...accounts].every(({ restriction }) => restriction.kind === 'unrestricted');
  const wide = everywhere ? accounts.slice(0, 1).map(tellerOf) : [];
  return ({ Id, ParentId, restriction }) => {
    const above = byId.get(ParentId);
    return [
      ...(within.get(keyOf(Id, restriction)) ?? wide),
      ...(above?.restriction.kind === restriction.kind
        ? [{ rule: 'organizations/ou-without-scp', resource: above.Arn }]
        : []),
    ];
  };
}
