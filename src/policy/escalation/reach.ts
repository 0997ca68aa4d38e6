import { evaluate } from '../decide/evaluate.ts';
import { contextOf } from '../decide/request.ts';
import {
  type Actor,
  best,
  type Certainty,
  ceilingOf,
  lazily,
  mentions,
  mentionsByName,
  mentionsOn,
  type Permission,
  permission,
  permissionSomewhere,
  type Surroundings,
} from './actor.ts';
import { ESCALATION_PATHS, type EscalationPath, type Runner, runnerOf } from './paths.ts';
import { everyOne, type Step, shortName, step } from './step.ts';
import { ACTIONS_ON_OTHERS, couldAssume, isAbout, permissionOn, TAKES_OTHERS } from './writes.ts';

/** A path through something that runs with a role, all of whose other actions the actor may do somewhere. */
interface OpenPath {
  readonly path: EscalationPath;
  readonly runner: Runner;
  readonly passes: boolean;
  readonly permissions: readonly Permission[];
}

/** What an actor can do to get at others, asked once. */
export interface Reach {
  readonly actor: Actor;
  /** No way of the actor is more certain than this. */
  readonly ceiling: Certainty;
  readonly throughRunners: readonly OpenPath[];
  /** Paths that get the credentials of a user or role, but for assuming a role. */
  readonly takes: { readonly [Kind in Actor['kind']]: readonly EscalationPath[] };
}

const ASSUME = 'sts:AssumeRole';
const PASS = 'iam:PassRole';

export function reachOf(around: Surroundings, actor: Actor): Reach {
  const takes = TAKES_OTHERS.filter(
    ({ required }) => !required.includes(ASSUME) && required.every((action) => mentions(actor, action)),
  );
  return {
    actor,
    ceiling: ceilingOf(actor, ACTIONS_ON_OTHERS),
    throughRunners: openPaths(around, actor),
    takes: {
      user: takes.filter((path) => isAbout(path, 'user')),
      role: takes.filter((path) => isAbout(path, 'role')),
    },
  };
}

function openPaths(around: Surroundings, actor: Actor): OpenPath[] {
  const somewhere = remembered((action: string) => permissionSomewhere(around, actor, action));
  return ESCALATION_PATHS.flatMap((path) => {
    const runner = runnerOf(path);
    if (!runner || !path.required.every((action) => mentions(actor, action))) return [];
    const permissions = everyOne(
      lazily(
        path.required.filter((action) => action !== PASS),
        somewhere,
      ),
    );
    return permissions ? [{ path, runner, passes: path.required.includes(PASS), permissions }] : [];
  });
}

function remembered<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, { readonly value: V }>();
  return (key) => {
    const found = known.get(key) ?? { value: compute(key) };
    known.set(key, found);
    return found.value;
  };
}

/** The most certain way by which an actor gets the permissions of another user or role. */
export function wayTo(around: Surroundings, reach: Reach, target: Actor): Step | undefined {
  return perhapsTo(reach, target) ? best(waysTo(around, reach, target), reach.ceiling) : undefined;
}

/** A quick no: most users and roles have nothing to do with most others. */
function perhapsTo({ actor, throughRunners, takes }: Reach, target: Actor): boolean {
  if (takes[target.kind].length > 0) return true;
  return target.kind === 'role' && (throughRunners.length > 0 || perhapsAssumes(actor, target));
}

/** Of two as certain the first is told: assuming a role is the plainest. */
function* waysTo(around: Surroundings, reach: Reach, target: Actor): Iterable<Step | undefined> {
  if (target.kind === 'role') yield assuming(around, reach.actor, target);
  for (const path of reach.takes[target.kind]) yield taking(around, reach, path, target);
  if (target.kind === 'role') yield* waysThroughRunners(around, reach, target);
}

/** A password is made or changed: AWS refuses the one when the user has a password, and the other when not. */
const HOLDS_IF = new Map([
  ['iam-004', { other: 'iam-006', given: 'has no password' }],
  ['iam-006', { other: 'iam-004', given: 'has a password' }],
]);

function taking(
  around: Surroundings,
  { actor, takes }: Reach,
  path: EscalationPath,
  target: Actor,
): Step | undefined {
  const ask = ({ required }: EscalationPath) =>
    everyOne(lazily(required, (action) => permissionOn(around, actor, action, target)));
  const permissions = ask(path);
  if (!permissions) return undefined;
  if (path.required.includes('iam:UpdateAssumeRolePolicy') && !couldAssume(actor, target)) return undefined;
  const name = shortName(target.arn);
  const condition = HOLDS_IF.get(path.id);
  const other = takes.user.find(({ id }) => id === condition?.other);
  const given = condition && !(other && ask(other)) ? [`${name} ${condition.given}`] : [];
  return step(path.id, actor, target.arn, permissions, gainOf(name), { given });
}

function gainOf(name: string): string {
  return `gets the permissions of ${name}`;
}

/** By starting, or taking over, something that runs with the role. */
function* waysThroughRunners(
  around: Surroundings,
  { actor, throughRunners }: Reach,
  role: Actor,
): Iterable<Step | undefined> {
  const passing = remembered((service: string) =>
    mentionsOn(actor, PASS)(role)
      ? permission(around, actor, PASS, role.arn, {
          target: role,
          keys: { 'iam:PassedToService': service },
        })
      : undefined,
  );
  for (const { path, runner, passes, permissions } of throughRunners) {
    const trusted = trustIn(around, role, runner);
    if (!trusted || (runner.byInstanceProfile && role.inInstanceProfile === false)) continue;
    const passed = passes ? passing(trusted.service) : undefined;
    if (passes && !passed) continue;
    const given = [
      ...(passes ? [] : [`${runner.what} runs with ${shortName(role.arn)}`]),
      ...(trusted.certainty === 'conditional'
        ? [`the trust policy of ${shortName(role.arn)} lets the service in`]
        : []),
      ...(runner.byInstanceProfile && role.inInstanceProfile === undefined
        ? [`${shortName(role.arn)} is in an instance profile`]
        : []),
    ];
    yield step(
      path.id,
      actor,
      role.arn,
      [...(passed ? [passed] : []), ...permissions],
      gainOf(shortName(role.arn)),
      {
        given,
        certainty: trusted.certainty,
      },
    );
  }
}

interface Trusted {
  /** The service principal as the trust policy spells it. */
  readonly service: string;
  readonly certainty: Certainty;
}

/** DNS suffixes that service principals have in a partition. */
const SUFFIXES = new Map([
  ['aws-cn', ['amazonaws.com.cn', 'amazonaws.com']],
  ['aws-eusc', ['amazonaws.eu', 'amazonaws.com']],
]);

const trusts = new WeakMap<Actor, Map<string, Trusted | undefined>>();

function trustIn(around: Surroundings, role: Actor, { service }: Runner): Trusted | undefined {
  const known = trusts.get(role) ?? new Map<string, Trusted | undefined>();
  trusts.set(role, known);
  if (!known.has(service)) {
    const names = (SUFFIXES.get(around.partition) ?? ['amazonaws.com']).map(
      (suffix) => `${service}.${suffix}`,
    );
    known.set(service, best(lazily(names, (name) => trusted(role, name))));
  }
  return known.get(service);
}

/**
 * Whether the trust policy lets the service in for this account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
function trusted(role: Actor, service: string): Trusted | undefined {
  if (!role.trust) return role.unread.trust === undefined ? undefined : { service, certainty: 'unread' };
  const { effect } = evaluate(
    {
      principal: { kind: 'service', service },
      action: ASSUME,
      resource: role.arn,
      context: contextOf({ 'aws:SourceAccount': role.accountId }),
    },
    { resource: [role.trust] },
  );
  if (effect === 'denied') return undefined;
  return { service, certainty: effect === 'allowed' ? 'certain' : 'conditional' };
}

function assuming(around: Surroundings, actor: Actor, role: Actor): Step | undefined {
  const allowed = perhapsAssumes(actor, role) ? permissionOn(around, actor, ASSUME, role) : undefined;
  return (
    allowed &&
    step('sts-001', actor, role.arn, [allowed], gainOf(shortName(role.arn)), {
      byName: isGrantedByName(actor, role),
    })
  );
}

function perhapsAssumes(actor: Actor, role: Actor): boolean {
  const named = namesInTrust(role);
  if (named.has(actor.arn) || named.has(SOMEBODY)) return true;
  return named.has(ACCOUNT) && mentionsOn(actor, ASSUME)(role);
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
