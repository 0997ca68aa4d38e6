import type { AccountFacts, Actor } from './actor.ts';
import { best, type Certainty, lazily } from './certainty.ts';
import { asking } from './connected.ts';
import { mentionedActions, mentions, mentionsOn } from './mentions.ts';
import { ESCALATION_PATHS, type EscalationPath, type Runner, runnerOf } from './paths.ts';
import { ceilingOf, type Permission, permission } from './permission.ts';
import { everyOne, type Step, shortName, step } from './step.ts';
import { isGrantedByName, isPassedByName, perhapsAssumes, trustedService } from './trusted-by-role.ts';
import { ACTIONS_ON_OTHERS, couldAssume, isAbout, permissionOn, TAKES_OTHERS } from './writes.ts';

/** A path through something that runs with a role, all of whose other actions the actor may do together. */
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

export function reachOf(account: AccountFacts, actor: Actor): Reach {
  const takes = TAKES_OTHERS.filter(
    ({ required }) => !required.includes(ASSUME) && required.every((action) => mentions(actor, action)),
  );
  return {
    actor,
    ceiling: ceilingOf(account, actor, ACTIONS_ON_OTHERS),
    throughRunners: openPaths(account, actor),
    takes: {
      user: takes.filter((path) => isAbout(path, 'user')),
      role: takes.filter((path) => isAbout(path, 'role')),
    },
  };
}

function openPaths(account: AccountFacts, actor: Actor): OpenPath[] {
  const mentioned = pathsThroughRunners(actor);
  if (mentioned.length === 0) return NO_PATHS;
  const ask = asking(account, actor);
  return mentioned.flatMap(({ path, runner }) => {
    const permissions = ask(path.required.filter((action) => action !== PASS));
    return permissions ? [{ path, runner, passes: path.required.includes(PASS), permissions }] : [];
  });
}

const NO_PATHS: OpenPath[] = [];

const THROUGH_RUNNERS = ESCALATION_PATHS.flatMap((path) => {
  const runner = runnerOf(path);
  return runner ? [{ path, runner, certain: path.required.includes(PASS) && path.needs === undefined }] : [];
});

/** The paths through something that runs with a role of which the policies of the actor name all actions. */
export function pathsThroughRunners(actor: Actor): typeof THROUGH_RUNNERS {
  if (mentionedActions(actor).size === 0) return NO_RUNNERS;
  return THROUGH_RUNNERS.filter(({ path }) => path.required.every((action) => mentions(actor, action)));
}

const NO_RUNNERS: typeof THROUGH_RUNNERS = [];

function remembered<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, { readonly value: V }>();
  return (key) => {
    const found = known.get(key) ?? { value: compute(key) };
    known.set(key, found);
    return found.value;
  };
}

/** The most certain way by which an actor gets the permissions of another user or role. */
export function wayTo(account: AccountFacts, reach: Reach, target: Actor): Step | undefined {
  return perhapsTo(reach, target) ? best(waysTo(account, reach, target), reach.ceiling) : undefined;
}

/** A quick no: most users and roles have nothing to do with most others. */
function perhapsTo({ actor, throughRunners, takes }: Reach, target: Actor): boolean {
  if (takes[target.kind].length > 0) return true;
  return target.kind === 'role' && (throughRunners.length > 0 || perhapsAssumes(actor, target));
}

/** Of two as certain the first is told: assuming a role is the plainest. */
function* waysTo(account: AccountFacts, reach: Reach, target: Actor): Iterable<Step | undefined> {
  if (target.kind === 'role') yield assuming(account, reach.actor, target);
  for (const path of reach.takes[target.kind]) yield taking(account, reach, path, target);
  if (target.kind === 'role') yield* waysThroughRunners(account, reach, target);
}

/** A password is made or changed: AWS refuses the one when the user has a password, and the other when not. */
const HOLDS_IF = new Map([
  ['iam-004', { other: 'iam-006', given: 'has no password' }],
  ['iam-006', { other: 'iam-004', given: 'has a password' }],
]);

function taking(
  account: AccountFacts,
  { actor, takes }: Reach,
  path: EscalationPath,
  target: Actor,
): Step | undefined {
  const ask = ({ required }: EscalationPath) =>
    everyOne(lazily(required, (action) => permissionOn(account, actor, action, target)));
  const permissions = ask(path);
  if (!permissions) return undefined;
  if (path.required.includes('iam:UpdateAssumeRolePolicy') && !couldAssume(account, actor, target))
    return undefined;
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
  account: AccountFacts,
  { actor, throughRunners }: Reach,
  role: Actor,
): Iterable<Step | undefined> {
  const passing = remembered((service: string) =>
    mentionsOn(actor, PASS)(role)
      ? permission(account, actor, PASS, role.arn, {
          target: role,
          keys: { 'iam:PassedToService': service },
        })
      : undefined,
  );
  for (const { path, runner, passes, permissions } of throughRunners) {
    const trusted = trustedService(account, role, runner);
    if (!trusted || (runner.byInstanceProfile && role.inInstanceProfile === false)) continue;
    const passed = passes ? passing(trusted.service) : undefined;
    if (passes && !passed) continue;
    const given = [
      ...(passes ? [] : [`${runner.what} runs with ${shortName(role.arn)}`]),
      ...(path.needs === undefined ? [] : [path.needs]),
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
      { given, certainty: trusted.certainty, byName: passes && isPassedByName(actor, role) },
    );
  }
}

function assuming(account: AccountFacts, actor: Actor, role: Actor): Step | undefined {
  const allowed = perhapsAssumes(actor, role) ? permissionOn(account, actor, ASSUME, role) : undefined;
  return (
    allowed &&
    step('sts-001', actor, role.arn, [allowed], gainOf(shortName(role.arn)), {
      byName: isGrantedByName(actor, role),
    })
  );
}
