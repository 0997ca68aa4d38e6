import type { AccountFacts, Actor } from './actor.ts';
import { isStrengthened, strengthened } from './administrator.ts';
import { best, lazily } from './certainty.ts';
import { allowsAnyAsked, mentions, mentionsOn } from './mentions.ts';
import type { EscalationPath } from './paths.ts';
import { permission } from './permission.ts';
import { everyOne, type Step, shortName, step } from './step.ts';
import { isAbout, permissionOn, WRITES_OWN } from './writes.ts';

/**
 * Ways that IAM's documentation tells of, besides those of paths.ts: to remove or replace a boundary, to put another
 * version of a policy in force, and to set the tag that a condition asks for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 */
const FURTHER_PATHS = {
  ownBoundaryRemoved: 'own-boundary-removed',
  boundaryReplaced: 'boundary-replaced',
  otherVersion: 'other-policy-version-set',
  tagged: 'tag-set',
} as const;

/** One thing that an actor can do to what itself or another may do. */
export interface Change {
  readonly step: Step;
  readonly becomes: Actor;
}

/**
 * What one actor can do to another, or to itself.
 * @param emptyGroups whether a group without a policy is worth joining: somebody may write one
 */
export function* changes(
  account: AccountFacts,
  by: Actor,
  on: Actor,
  emptyGroups: boolean,
): Iterable<Change> {
  const written = isStrengthened(on)
    ? undefined
    : best(lazily(WRITES_OWN, (path) => writing(account, by, on, path)));
  if (written) yield { step: written, becomes: strengthened(on) };
  yield* joins(account, by, on, emptyGroups);
  yield* otherVersions(account, by, on);
  const unbound = best(boundaryRemovals(account, by, on));
  if (unbound) yield { step: unbound, becomes: { ...on, boundary: undefined, boundaryArn: undefined } };
  yield* taggings(account, by, on);
}

function writing(account: AccountFacts, by: Actor, on: Actor, path: EscalationPath): Step | undefined {
  if (!isAbout(path, on.kind)) return undefined;
  const permissions = everyOne(lazily(path.required, (action) => permissionOn(account, by, action, on)));
  return permissions && step(path.id, by, on.arn, permissions, `gives ${named(by, on)} any permission`);
}

function named(by: Actor, on: Actor): string {
  return by.arn === on.arn ? 'itself' : shortName(on.arn);
}

/** Only users can be in groups. */
function* joins(account: AccountFacts, by: Actor, on: Actor, emptyGroups: boolean): Iterable<Change> {
  if (on.kind !== 'user' || !mentions(by, JOIN)) return;
  for (const { arn, policies, customerPolicies } of account.groups) {
    const gains = policies.some(({ document }) => allowsAnyAsked(document));
    if (on.groups.includes(arn) || !(gains || emptyGroups)) continue;
    const allowed = permission(account, by, JOIN, arn);
    if (!allowed) continue;
    const gain =
      by.arn === on.arn ? `joins ${shortName(arn)}` : `adds ${shortName(on.arn)} to ${shortName(arn)}`;
    yield {
      step: step('iam-013', by, arn, [allowed], gain),
      becomes: {
        ...on,
        identity: [...on.identity, ...policies],
        groups: [...on.groups, arn],
        customerPolicies: [...on.customerPolicies, ...customerPolicies],
      },
    };
  }
}

const JOIN = 'iam:AddUserToGroup';

function* otherVersions(account: AccountFacts, by: Actor, on: Actor): Iterable<Change> {
  if (!mentions(by, SET_VERSION)) return;
  for (const arn of on.customerPolicies) {
    const versions = account.otherVersions(arn);
    if (versions.length === 0) continue;
    const allowed = permission(account, by, SET_VERSION, arn);
    if (!allowed) continue;
    const gain = `puts another version of ${shortName(arn)} in force`;
    const taken = step(FURTHER_PATHS.otherVersion, by, arn, [allowed], gain);
    for (const version of versions) {
      const identity = on.identity.map((policy) => (policy.name === arn ? version : policy));
      yield { step: taken, becomes: { ...on, identity } };
    }
  }
}

const SET_VERSION = 'iam:SetDefaultPolicyVersion';

/** Deleted, replaced by one that allows everything, or written anew. */
function* boundaryRemovals(account: AccountFacts, by: Actor, on: Actor): Iterable<Step | undefined> {
  const { boundary, boundaryArn } = on;
  if (!boundary || boundaryArn === undefined || on.protected) return;
  const kind = on.kind === 'user' ? 'User' : 'Role';
  const itself = by.arn === on.arn;
  const removed = (path: string, permitted: ReturnType<typeof permission>, target: string) =>
    permitted &&
    step(
      itself ? FURTHER_PATHS.ownBoundaryRemoved : path,
      by,
      target,
      [permitted],
      `frees ${itself ? 'itself of its' : `${shortName(on.arn)} of its`} permissions boundary`,
    );
  const deleting = kind === 'User' ? 'iam-023' : 'iam-022';
  yield removed(deleting, permissionOn(account, by, `iam:Delete${kind}PermissionsBoundary`, on), on.arn);
  const put = `iam:Put${kind}PermissionsBoundary`;
  if (mentionsOn(by, put)(on)) {
    for (const policy of account.administratorPolicies) {
      const keys = { 'iam:PermissionsBoundary': policy };
      const permitted = permission(account, by, put, on.arn, { target: on, keys });
      yield removed(FURTHER_PATHS.boundaryReplaced, permitted, on.arn);
    }
  }
  if (!boundaryArn.includes(':iam::aws:') && mentions(by, 'iam:CreatePolicyVersion')) {
    const permitted = permission(account, by, 'iam:CreatePolicyVersion', boundaryArn);
    yield removed(FURTHER_PATHS.boundaryReplaced, permitted, boundaryArn);
  }
}

/** The tags that some condition compares with, set on another or on oneself. */
export function* taggings(account: AccountFacts, by: Actor, on: Actor): Iterable<Change> {
  const action = on.kind === 'user' ? 'iam:TagUser' : 'iam:TagRole';
  if (account.wantedTags.length === 0 || on.protected || !mentionsOn(by, action)(on)) return;
  for (const { key, values } of account.wantedTags) {
    for (const value of new Set([...values.map((one) => tagValue(one, by)), OTHER_VALUE])) {
      if (value === undefined || on.tags?.get(key.toLowerCase()) === value) continue;
      const keys = { 'aws:TagKeys': key, [`aws:RequestTag/${key}`]: value };
      const allowed = permission(account, by, action, on.arn, { target: on, keys });
      if (!allowed) continue;
      yield {
        step: step(
          FURTHER_PATHS.tagged,
          by,
          on.arn,
          [allowed],
          `sets the tag ${key} of ${named(by, on)} to ${value}`,
        ),
        becomes: { ...on, tags: new Map([...(on.tags ?? []), [key.toLowerCase(), value]]) },
      };
    }
  }
}

/** Nothing that a condition asks for: where one keeps out whoever has a certain value. */
const OTHER_VALUE = 'other';

/** A value that the pattern of a condition matches. Undefined where that depends on more than the tags of who sets it. */
function tagValue(pattern: string, { tags }: Actor): string | undefined {
  const text = pattern.replace(
    /\$\{aws:PrincipalTag\/([^}]+)\}/gi,
    (whole, key: string) => tags?.get(key.toLowerCase()) ?? whole,
  );
  return text.includes('${') ? undefined : text.replaceAll('*', '').replaceAll('?', 'x');
}
