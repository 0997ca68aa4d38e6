import { evaluate } from '../../policy/decide/evaluate.ts';
import type { Chain } from '../../policy/escalation/step.ts';
import type { AuthorizationDetails, IamRole, IamUser } from '../iam/authorization-details.ts';
import type { HeldPolicies } from '../iam/policy-holders.ts';
import type { Account } from './permission-set-role.ts';

/**
 * Users and roles that any account may have, for what a permission set gives in accounts that cannot be seen. They have
 * names that no policy singles out, so that only what is allowed on every user or role is allowed on them.
 */
export function standIns({ id, partition }: Account): Omit<AuthorizationDetails, 'Policies'> {
  const arn = (kind: string, name: string) => `arn:${partition.id}:iam::${id}:${kind}/${name}`;
  const everything = [
    { PolicyName: 'Everything', PolicyDocument: statement({ Action: '*', Resource: '*' }) },
  ];
  const user = (UserName: string, UserPolicyList: IamUser['UserPolicyList'] = []): IamUser => ({
    UserName,
    Arn: arn('user', UserName),
    UserPolicyList,
    AttachedManagedPolicies: [],
    GroupList: [],
  });
  const role = (
    RoleName: string,
    trust: object,
    RolePolicyList: IamRole['RolePolicyList'] = [],
  ): IamRole => ({
    RoleName,
    Path: '/',
    Arn: arn('role', RoleName),
    AssumeRolePolicyDocument: statement({ Action: 'sts:AssumeRole', ...trust }),
    RolePolicyList,
    AttachedManagedPolicies: [],
  });
  return {
    UserDetailList: [user(SOMEBODY), user(ADMINISTRATOR, everything)],
    RoleDetailList: [
      role(SOME_ROLE, { Principal: { AWS: `arn:${partition.id}:iam::${id}:root` } }),
      role(
        ADMINISTRATOR,
        { Principal: '*', Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } },
        everything,
      ),
    ],
    GroupDetailList: [],
  };
}

/** Of ways that are as good the one over the first ARN is told: it must not be the one that needs more. */
const SOMEBODY = 'any-user';
const SOME_ROLE = 'any-role';
const ADMINISTRATOR = 'some-administrator';

function statement(content: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...content }] });
}

/** What a role may do that is none of the account. */
interface Maker extends Account {
  readonly arn: string;
  readonly identity: HeldPolicies;
  readonly boundary: HeldPolicies | undefined;
}

/**
 * What an account must have for the chain to hold in it, in words. Empty where the chain begins with a user or role that
 * the maker can make itself. Undefined where it hangs on more than that, such as on a function that runs already: then
 * it says little of an account that nobody has seen.
 */
export function whatMustBe({ steps }: Chain, maker: Maker): readonly string[] | undefined {
  if (steps.some(({ given }) => given.length > 0)) return undefined;
  const needs = steps.flatMap(({ on, permissions }) => {
    const [kind, name] = on.split(':').slice(5).join(':').split('/');
    if (name === SOMEBODY) return makes(maker, 'iam:CreateUser', on) ? [] : ['a user'];
    if (name === SOME_ROLE)
      return makes(maker, 'iam:CreateRole', on) ? [] : ['a role that trusts the account'];
    if (name !== ADMINISTRATOR) return [];
    if (kind === 'user') return ['a user with administrator access'];
    return permissions.some(({ action }) => action === 'iam:PassRole')
      ? ['a role with administrator access for the service']
      : ['a role with administrator access'];
  });
  return [...new Set(needs)];
}

function makes({ arn, id, now, identity, boundary }: Maker, action: string, resource: string): boolean {
  const [limit] = boundary?.policies ?? [];
  const { effect } = evaluate(
    { principal: { kind: 'role', arn, accountId: id }, action, resource, now },
    { identity: identity.policies, ...(limit && { boundary: limit }) },
  );
  return effect === 'allowed';
}
