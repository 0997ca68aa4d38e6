import { derive } from '../../aws/combine-readers.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import { wildcard } from '../../policy/language/pattern.ts';
import { representative } from '../../policy/language/pattern-sets.ts';
import type { PolicyStatement } from '../../policy/language/policy.ts';
import type { IamRole } from './authorization-details.ts';
import { type PolicyHolder, policyHolders } from './policy-holders.ts';
import { roleTrusts } from './role-trust.ts';

/**
 * Whether a role may read the data of the account: all that is kept in several of its services (`stores`), or in one
 * while it may read how the whole account is set up. `unknown` gives the reason.
 */
export type DataAccess =
  | {
      readonly granted: 'yes';
      /** `objects in S3`. */
      readonly stores: readonly string[];
      readonly statements: readonly PolicyStatement[];
    }
  | { readonly granted: 'no' }
  | { readonly granted: 'unknown'; readonly reason: string };

/** What each role that somebody outside the account may assume can read, by its ARN. */
export const dataAccessOfTrusted = derive(
  { holders: policyHolders, trusts: roleTrusts },
  ({ holders, trusts }, { session: { accountId } }): ReadonlyMap<string, DataAccess> => {
    const trusted = new Set(trusts.flatMap(({ role, outside }) => (outside.length > 0 ? [role.Arn] : [])));
    return new Map(
      holders.roles
        .filter(({ detail }) => trusted.has(detail.Arn))
        .map((holder) => [holder.detail.Arn, dataAccess(holder, accountId)]),
    );
  },
);

/** Reading all that a service keeps; all of these but the secrets are in ReadOnlyAccess, and none is in SecurityAudit. */
const STORES: readonly (readonly [store: string, action: string, resources: string])[] = [
  ['objects in S3', 's3:GetObject', 's3:::*/*'],
  ['items in DynamoDB', 'dynamodb:Scan', 'dynamodb:*:ACCOUNT:table/*'],
  ['messages in SQS', 'sqs:ReceiveMessage', 'sqs:*:ACCOUNT:*'],
  ['records in Kinesis', 'kinesis:GetRecords', 'kinesis:*:ACCOUNT:stream/*'],
  ['log events', 'logs:FilterLogEvents', 'logs:*:ACCOUNT:log-group:*'],
  ['parameters of Systems Manager', 'ssm:GetParameter', 'ssm:*:ACCOUNT:parameter/*'],
  ['secrets', 'secretsmanager:GetSecretValue', 'secretsmanager:*:ACCOUNT:secret:*'],
];

/** What SecurityAudit and ReadOnlyAccess both allow, and shows every user, role and policy of the account. */
const CONFIGURATION = 'iam:GetAccountAuthorizationDetails';

export function dataAccess(
  { detail, identity, boundary }: Pick<PolicyHolder<IamRole>, 'detail' | 'identity' | 'boundary'>,
  accountId: string,
): DataAccess {
  const [, partition = 'aws'] = detail.Arn.split(':');
  const [limit] = boundary?.policies ?? [];
  const allows = (action: string, resource: string): readonly PolicyStatement[] => {
    const { effect, statements, undecided } = evaluate(
      {
        principal: { kind: 'role', arn: detail.Arn, accountId },
        action,
        resource,
        resourceAccountId: accountId,
      },
      { identity: identity.policies, ...(limit && { boundary: limit }) },
    );
    // A Deny that may apply, such as one without TLS, leaves ways to read.
    const onlyMayDeny = undecided.every(({ statement }) => statement.effect === 'Deny');
    return effect === 'allowed' || (effect === 'conditional' && onlyMayDeny) ? statements : [];
  };
  const read = STORES.flatMap(([store, action, resources]) => {
    const arns = `arn:${partition}:${resources.replace('ACCOUNT', accountId)}`;
    // One ARN that stands for all of them: an Allow or a Deny of some only does not name it.
    const statements = allows(action, representative(wildcard(arns)));
    return statements.length > 0 ? [{ store, statements }] : [];
  });
  const unread = [...identity.unread, ...(boundary?.unread ?? [])];
  const enough = read.length > 1 || (read.length === 1 && allows(CONFIGURATION, '*').length > 0);
  if (enough && (boundary === undefined || limit !== undefined))
    return {
      granted: 'yes',
      stores: read.map(({ store }) => store),
      statements: [...new Map(read.flatMap(({ statements }) => statements.map(byStatement))).values()],
    };
  const [reason] = unread;
  return reason === undefined ? { granted: 'no' } : { granted: 'unknown', reason };
}

const byStatement = (one: PolicyStatement) =>
  [one.statement, { policy: one.policy, statement: one.statement }] as const;
