import { derive } from '../../aws/combine-readers.ts';
import type { ReadError } from '../../aws/read-error.ts';
import type { Answer, ItemAnswer } from '../../aws/reader.ts';
import { type ServiceControl, serviceControlBy } from '../../policy/grants/service-control.ts';
import { parsePolicy } from '../../policy/language/document.ts';
import {
  FULL_AWS_ACCESS,
  memberAccounts,
  type OrganizationAccount,
  type OrganizationalUnit,
  type OrganizationPolicy,
  organizationTree,
  type PlacedPolicy,
  serviceControlDocuments,
  serviceControlPolicies,
} from './organization.ts';

/** A service control policy where it is attached. */
interface AttachedPolicy {
  readonly TargetId: string;
  readonly PolicyId: string;
  readonly PolicyName: string | undefined;
}

/** Whether service control policies take anything away, and which. */
export type Restriction =
  | { readonly kind: 'restricted'; readonly by: AttachedPolicy }
  /** Denies bind no more than the users and roles of these ARNs. */
  | { readonly kind: 'narrow'; readonly by: AttachedPolicy; readonly binds: readonly string[] }
  /** `policies` are all that are attached on the way from the root. */
  | { readonly kind: 'unrestricted'; readonly policies: readonly AttachedPolicy[] }
  | { readonly kind: 'unknown'; readonly because: ReadError | string };

/** How each member account in use is restricted; undefined where service control policies are not enabled. */
export const accountRestrictions = derive(
  { accounts: memberAccounts, policies: serviceControlPolicies, documents: serviceControlDocuments },
  (
    { accounts, policies, documents },
    { session },
  ): readonly (OrganizationAccount & { restriction: Restriction })[] | undefined =>
    policies && restrictionsOn(accounts, policies, documents, session.now),
);

/** How each OU is restricted; undefined where service control policies are not enabled. */
export const unitRestrictions = derive(
  { tree: organizationTree, policies: serviceControlPolicies, documents: serviceControlDocuments },
  (
    { tree, policies, documents },
    { session },
  ): readonly (OrganizationalUnit & { restriction: Restriction })[] | undefined =>
    policies && restrictionsOn(tree.units, policies, documents, session.now),
);

/** What a policy does, or the reason why nobody knows. */
type Effect = ServiceControl | { readonly unknown: ReadError | string };

interface Attachment extends AttachedPolicy {
  readonly effect: Effect;
}

/**
 * The restriction on each of these nodes of the tree. What an account may do is what every level from the root down
 * to it allows; a level allows what any of its policies allows and none denies. A Deny that no request can meet
 * restricts nothing.
 * @param now the moment of the scan
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function restrictionsOn<Node extends { readonly path: readonly string[] }>(
  nodes: readonly Node[],
  policies: readonly PlacedPolicy[],
  documents: readonly ItemAnswer<OrganizationPolicy, string>[],
  now: Date,
): readonly (Node & { readonly restriction: Restriction })[] {
  const texts = new Map(documents.map(({ item, answer }) => [item.Id, answer]));
  const attachments = policies.flatMap((policy) => attachmentsOf(policy, texts, now));
  const byTarget = new Map<string, Attachment[]>();
  for (const attachment of attachments)
    byTarget.set(attachment.TargetId, [...(byTarget.get(attachment.TargetId) ?? []), attachment]);
  const unplaced = policies.flatMap(({ answer }) => (answer.ok ? [] : [answer.error]))[0];
  const levels = new Map<string, Restriction>();
  const levelAt = (id: string): Restriction => {
    const level = levels.get(id) ?? restrictionOfLevel(byTarget.get(id) ?? [], unplaced);
    levels.set(id, level);
    return level;
  };
  return nodes.map((node) => ({ ...node, restriction: together(node.path.map(levelAt)) }));
}

/** One level restricts as soon as one policy denies, or when none grants everything. */
function restrictionOfLevel(attached: readonly Attachment[], unplaced: ReadError | undefined): Restriction {
  const denying = attached.find(({ effect }) => 'denies' in effect && effect.denies === 'everybody');
  if (denying !== undefined) return { kind: 'restricted', by: facts(denying) };
  const unread = attached.flatMap(({ effect }) => ('unknown' in effect ? [effect.unknown] : []))[0];
  const because = unread ?? unplaced;
  if (because !== undefined) return { kind: 'unknown', because };
  const [first] = attached;
  // "Every root, OU, and account must have at least one SCP attached."
  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_DetachPolicy.html
  if (first === undefined)
    return { kind: 'unknown', because: 'AWS listed no service control policy on a root, OU or account' };
  if (!attached.some(({ effect }) => 'allowsEverything' in effect && effect.allowsEverything))
    return { kind: 'restricted', by: facts(first) };
  const narrow = attached.find(({ effect }) => boundBy(effect).length > 0);
  return narrow
    ? { kind: 'narrow', by: facts(narrow), binds: attached.flatMap(({ effect }) => boundBy(effect)) }
    : { kind: 'unrestricted', policies: attached.map(facts) };
}

/** Whom a policy binds by name. */
function boundBy(effect: Effect): readonly string[] {
  return 'denies' in effect && typeof effect.denies === 'object' ? effect.denies : [];
}

function together(levels: readonly Restriction[]): Restriction {
  const [narrow] = levels.filter((level) => level.kind === 'narrow');
  return (
    levels.find(({ kind }) => kind === 'restricted') ??
    levels.find(({ kind }) => kind === 'unknown') ??
    (narrow && { ...narrow, binds: namedBy(levels) }) ?? {
      kind: 'unrestricted',
      policies: levels.flatMap((level) => (level.kind === 'unrestricted' ? level.policies : [])),
    }
  );
}

function namedBy(levels: readonly Restriction[]): readonly string[] {
  return [...new Set(levels.flatMap((level) => (level.kind === 'narrow' ? level.binds : [])))].sort();
}

function attachmentsOf(
  { item: policy, answer: targets }: PlacedPolicy,
  texts: ReadonlyMap<string, Answer<string>>,
  now: Date,
): readonly Attachment[] {
  if (!targets.ok || targets.value.length === 0) return [];
  const effect = effectOf(policy, texts.get(policy.Id), now);
  return targets.value.flatMap(({ TargetId }) =>
    TargetId === undefined ? [] : [{ TargetId, PolicyId: policy.Id, PolicyName: policy.Name, effect }],
  );
}

const FULL_ACCESS: ServiceControl = { allowsEverything: true, denies: 'nobody' };

function effectOf({ Id, Name }: OrganizationPolicy, text: Answer<string> | undefined, now: Date): Effect {
  if (Id === FULL_AWS_ACCESS) return FULL_ACCESS;
  if (text === undefined) return { unknown: `the document of ${Name ?? Id} was not read` };
  if (!text.ok) return { unknown: text.error };
  const parsed = parsePolicy(text.value);
  return parsed.ok
    ? serviceControlBy(parsed.document, now)
    : { unknown: `the document of ${Name ?? Id} is ${parsed.reason}` };
}

function facts({ TargetId, PolicyId, PolicyName }: Attachment): AttachedPolicy {
  return { TargetId, PolicyId, PolicyName };
}
