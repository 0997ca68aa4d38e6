import { derive } from '../../aws/combine-readers.ts';
import type { Answer, ItemAnswer } from '../../aws/reader.ts';
import type { Standing } from '../../policy/escalation/escalations.ts';
import {
  type AuthorizationDetails,
  authorizationDetails,
  type IamRole,
  type ManagedPolicy,
} from '../iam/authorization-details.ts';
import { type Escalation, privilegeEscalationsOf } from '../iam/escalations.ts';
import { type PolicyHolders, policyHolders, policyHoldersOf, withRoles } from '../iam/policy-holders.ts';
import { isOfIdentityCenter } from '../iam/role-trust.ts';
import { iam } from '../iam/service.ts';
import { type Account, despite, roleOfSet, type SetRole } from './permission-set-role.ts';
import { type LesserSet, lesserSets, type OfInstance } from './permission-sets.ts';
import { standIns, whatMustBe } from './stand-ins.ts';

/** How far people get with a permission set that does not make them administrators. */
export interface SetEscalation {
  readonly PermissionSetArn: string;
  /** Where the instance lives. */
  readonly region: string;
  /** Its ARN where AWS did not tell its name. */
  readonly name: string;
  /** The accounts that somebody has it in. */
  readonly AccountIds: Answer<readonly string[]>;
  /** The ARN of its role in this account, where it is there and somebody has it in no other. */
  readonly onlyRole: string | undefined;
  readonly outcome: Answer<SetStanding>;
}

export interface SetStanding {
  readonly standing: Standing;
  /**
   * What an account must have for the chain to hold in it, in words; users and roles of the chain called `any-…` and
   * `some-…` stand for those. Undefined where the standing is that among the users and roles of the account that was read.
   */
  readonly needs: readonly string[] | undefined;
}

/**
 * AWS's policies that sets give or have as their boundary, the same in every account. Those that something in this
 * account carries are in its authorization details; the others cost two calls each.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
 */
const managedPolicies = iam
  .using({ ifAny: authorizationDetails }, lesserSets)
  .reader(
    [{ ifAny: 'GetPolicy' }, { ifAny: 'GetPolicyVersion' }],
    async ({ sdk, client, ask, each }): Promise<readonly ItemAnswer<string, ManagedPolicy>[]> => {
      const instance = await ask(lesserSets);
      if (instance.kind === 'none') return [];
      const known = new Set((await ask(authorizationDetails)).Policies.map(({ Arn }) => Arn));
      const missing = new Set(instance.sets.flatMap(policiesOfAws).filter((arn) => !known.has(arn)));
      return each(missing, async (PolicyArn): Promise<ManagedPolicy> => {
        const { Policy } = await client.send(new sdk.GetPolicyCommand({ PolicyArn }));
        const VersionId = Policy?.DefaultVersionId;
        if (VersionId === undefined) throw new Error(`AWS named no version of ${PolicyArn}`);
        const { PolicyVersion } = await client.send(
          new sdk.GetPolicyVersionCommand({ PolicyArn, VersionId }),
        );
        if (PolicyVersion?.Document === undefined) throw new Error(`AWS sent no document of ${PolicyArn}`);
        return { Arn: PolicyArn, PolicyVersionList: [{ ...PolicyVersion, IsDefaultVersion: true }] };
      });
    },
  );

function policiesOfAws({ policies, boundary }: LesserSet): string[] {
  const given = policies.ok ? policies.value.AttachedManagedPolicies.map(({ Arn }) => Arn) : [];
  const limit = boundary.ok ? [boundary.value?.ManagedPolicyArn] : [];
  return [...given, ...limit].filter((arn) => arn !== undefined);
}

/**
 * All sets of the organization that do not give administrator access. What a set leads to in other accounts cannot be
 * seen from here. So it is judged among the users and roles of this account where somebody has it here; and otherwise, or
 * where that leads nowhere, among a few that any account may have.
 */
export const permissionSetEscalations = derive(
  { instance: lesserSets, details: authorizationDetails, holders: policyHolders, managed: managedPolicies },
  ({ instance, details, holders, managed }, { session }): OfInstance<SetEscalation> => {
    if (instance.kind === 'none') return instance;
    const account = { id: session.accountId, partition: session.partition, now: session.now };
    return { kind: 'read', sets: setEscalationsOf(instance.sets, details, holders, managed, account) };
  },
);

export function setEscalationsOf(
  sets: readonly LesserSet[],
  details: AuthorizationDetails,
  holders: PolicyHolders,
  managed: readonly ItemAnswer<string, ManagedPolicy>[],
  account: Account,
): readonly SetEscalation[] {
  const Policies = [
    ...details.Policies,
    ...managed.flatMap(({ answer }) => (answer.ok ? [answer.value] : [])),
  ];
  const known = {
    arns: new Set(Policies.map(({ Arn }) => Arn)),
    errors: new Map(managed.flatMap(({ item, answer }) => (answer.ok ? [] : [[item, answer.error]]))),
  };
  const asRoles = sets.map((set, index) => ({
    set,
    role: roleOfSet(set, suffixIn(details, set) ?? index.toString(16).padStart(16, '0'), known, account),
  }));
  const readable = asRoles.flatMap(({ set, role }) => (role.ok ? [{ set, role: role.value }] : []));
  const isHere = ({ AccountIds }: LesserSet) => !AccountIds.ok || AccountIds.value.includes(account.id);
  const here = escalationsAmong(
    { ...details, Policies },
    (all) => withRoles(holders, all),
    readable.filter(({ set }) => isHere(set)),
    account,
  );
  const anywhere = escalationsAmong({ ...standIns(account), Policies }, policyHoldersOf, readable, account);
  return asRoles.map(({ set, role }): SetEscalation => {
    const { PermissionSetArn, region, description, AccountIds } = set;
    const name = (description.ok ? description.value.Name : undefined) ?? PermissionSetArn;
    return {
      PermissionSetArn,
      region,
      name,
      AccountIds,
      onlyRole:
        AccountIds.ok && AccountIds.value.every((id) => id === account.id)
          ? roleHere(details, set)?.Arn
          : undefined,
      outcome: role.ok ? { ok: true, value: standingOf(role.value, here, anywhere, account) } : role,
    };
  });
}

const NAME_OF_ROLE = /^AWSReservedSSO_(.+)_([0-9a-f]{16})$/;

/** The role of the set in the account, where it is there. */
function roleHere({ RoleDetailList }: AuthorizationDetails, { description }: LesserSet): IamRole | undefined {
  const name = description.ok ? description.value.Name : undefined;
  if (name === undefined) return undefined;
  return RoleDetailList.find(
    (role) => isOfIdentityCenter(role) && NAME_OF_ROLE.exec(role.RoleName)?.[1] === name,
  );
}

/** The end of the name that the role of the set has in the account, where it is there. */
function suffixIn(details: AuthorizationDetails, set: LesserSet): string | undefined {
  return NAME_OF_ROLE.exec(roleHere(details, set)?.RoleName ?? '')?.[2];
}

type ByArn = ReadonlyMap<string, Escalation>;

/** Of the sets, by the ARN of their roles, among the users and roles that are there. */
function escalationsAmong(
  details: AuthorizationDetails,
  holdersOf: (details: AuthorizationDetails) => PolicyHolders,
  sets: readonly { readonly role: SetRole }[],
  account: Account,
): ByArn {
  if (sets.length === 0) return new Map();
  const roles = sets.map(({ role }) => role.role);
  const arns = new Set(roles.map(({ Arn }) => Arn));
  const others = details.RoleDetailList.filter(({ Arn }) => !arns.has(Arn));
  const all = { ...details, RoleDetailList: [...others, ...roles] };
  return new Map(
    privilegeEscalationsOf(all, holdersOf(all), account).flatMap((escalation) => {
      const { Arn } = escalation.holder.detail;
      return arns.has(Arn) ? [[Arn, escalation]] : [];
    }),
  );
}

function standingOf({ role, doubt }: SetRole, here: ByArn, anywhere: ByArn, account: Account): SetStanding {
  const found = here.get(role.Arn)?.standing;
  const general = anywhere.get(role.Arn);
  const told = (standing: Standing, needs?: readonly string[]) => ({
    standing: despite(doubt, standing),
    needs,
  });
  if (found?.kind === 'escalates' || found?.kind === 'administrator') return told(found);
  if (general?.standing.kind === 'administrator') return told(general.standing);
  if (general?.standing.kind === 'escalates') {
    const needs = whatMustBe(general.standing.chain, { ...account, arn: role.Arn, ...general.holder });
    if (needs !== undefined) return told(general.standing, needs);
  }
  if (found?.kind === 'unknown') return told(found);
  return told(general?.standing.kind === 'unknown' ? general.standing : { kind: 'contained' });
}
