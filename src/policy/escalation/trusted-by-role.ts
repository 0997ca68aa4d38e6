import { evaluate } from '../decide/evaluate.ts';
import { contextOf } from '../decide/request.ts';
import type { AccountFacts, Actor } from './actor.ts';
import { best, type Certainty, lazily } from './certainty.ts';
import { mentionsByName, mentionsOn } from './mentions.ts';
import type { Runner } from './paths.ts';

const ASSUME = 'sts:AssumeRole';

/** That a role's trust policy lets a service in. */
interface Trusted {
  /** The service principal as the trust policy spells it. */
  readonly service: string;
  readonly certainty: Certainty;
}

const trusts = new WeakMap<Actor, Map<string, Trusted | undefined>>();

/** @param runner with the first part of the service principal: `lambda` */
export function trustedService(
  account: AccountFacts,
  role: Actor,
  { service, federated }: Pick<Runner, 'service' | 'federated'>,
): Trusted | undefined {
  const known = trusts.get(role) ?? new Map<string, Trusted | undefined>();
  trusts.set(role, known);
  if (!known.has(service)) {
    const suffixes = federated ? ['amazonaws.com'] : account.serviceSuffixes;
    const names = suffixes.map((suffix) => `${service}.${suffix}`);
    known.set(service, best(lazily(names, (name) => trusted(account, role, name, federated))));
  }
  return known.get(service);
}

/**
 * Whether the trust policy lets the service in for this account, or the identities that it vouches for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
function trusted(
  { now }: AccountFacts,
  role: Actor,
  service: string,
  federated: boolean,
): Trusted | undefined {
  if (!role.trust) return role.unread.trust === undefined ? undefined : { service, certainty: 'unread' };
  const { effect } = evaluate(
    {
      principal: federated ? { kind: 'federated', provider: service } : { kind: 'service', service },
      action: federated ? 'sts:AssumeRoleWithWebIdentity' : ASSUME,
      resource: role.arn,
      now,
      context: contextOf({ 'aws:SourceAccount': role.accountId }),
    },
    { resource: [role.trust] },
  );
  if (effect === 'denied') return undefined;
  return { service, certainty: effect === 'allowed' ? 'certain' : 'conditional' };
}

/** A quick no, where neither the role's trust policy nor an Allow of the actor names the other side. */
export function perhapsAssumes(actor: Actor, role: Actor): boolean {
  const named = namesInTrust(role);
  if (named.has(actor.arn) || named.has(SOMEBODY)) return true;
  return named.has(ACCOUNT) && mentionsOn(actor, ASSUME)(role);
}

/** Who the trust policy of a role lets in as far as it names them. */
export interface Named {
  readonly arns: readonly string[];
  /** Anyone, everyone but some, or a principal that cannot be read. */
  readonly somebody: boolean;
  /** Everybody of an account whose own policies allow it. */
  readonly account: boolean;
}

export function namedInTrust(role: Actor): Named {
  const named = namesInTrust(role);
  return {
    arns: [...named].filter((name) => name !== SOMEBODY && name !== ACCOUNT),
    somebody: named.has(SOMEBODY),
    account: named.has(ACCOUNT),
  };
}

/** Stands for anyone, everyone but some, or a principal that cannot be read. */
const SOMEBODY = '*';
/** Stands for everybody of an account whose own policies allow it. */
const ACCOUNT = 'account';
const names = new WeakMap<Actor, ReadonlySet<string>>();

/** The ARNs that the trust policy lets in by name, and whether it lets in more. */
function namesInTrust(role: Actor): ReadonlySet<string> {
  const known = names.get(role);
  if (known) return known;
  const found = new Set(role.unread.trust === undefined ? [] : [ACCOUNT]);
  for (const { effect, principal } of role.trust?.document.statements ?? []) {
    if (effect === 'Deny' || !principal) continue;
    if (principal.negated) found.add(SOMEBODY);
    for (const entry of principal.entries) {
      // A session's ARN stands for some role.
      if (entry.kind === 'arn') found.add(/:sts::/.test(entry.arn) ? SOMEBODY : entry.arn);
      if (entry.kind === 'account') found.add(ACCOUNT);
      if (entry.kind === 'anyone' || entry.kind === 'unrecognized') found.add(SOMEBODY);
    }
  }
  names.set(role, found);
  return found;
}

/** Whether the role's trust policy names the actor, or an Allow of the actor this very role. */
export function isGrantedByName(actor: Actor, role: Actor): boolean {
  return role.kind === 'role' && (namesInTrust(role).has(actor.arn) || mentionsByName(actor, ASSUME, role));
}

/** Whether an Allow of the actor names this very role as one that it may pass to a service. */
export function isPassedByName(actor: Actor, role: Actor): boolean {
  return role.kind === 'role' && mentionsByName(actor, 'iam:PassRole', role);
}
