import { resourcesToAsk } from '../decide/resources-to-ask.ts';
import { representativeArn } from '../language/arn-sets.ts';
import {
  alwaysHolds,
  type Condition,
  type KeyLookup,
  openConditions,
  single,
} from '../language/condition.ts';
import { actionNamed, matchesAction, matchesResource } from '../language/matcher.ts';
import { literal, type Pattern } from '../language/pattern.ts';
import type { Policy, PolicyStatement } from '../language/policy.ts';
import { type PrincipalEntry, principalMatches } from '../language/principal.ts';
import type { Statement } from '../language/statement.ts';
import type { Truth } from '../language/truth.ts';
import { type NarrowingCondition, narrowingConditions, sparedBy } from './narrowing-condition.ts';
import { type Home, isHome, type Outsider, outsiders } from './outsider.ts';
import { type OutsideRequester, requestersFor } from './requester.ts';

/** One question to a resource-based policy: who outside the account may do this action on this resource? */
export interface OutsideQuestion {
  /** One action, without wildcards, in any case. */
  readonly action: string;
  /** An ARN; or a pattern, which asks about any of the ARNs it matches. */
  readonly resource: string | { readonly some: string };
  /** When it is asked; left out, conditions on dates stay open. */
  readonly now?: Date;
  /** The account that owns the resource, which the ARNs of S3 and others do not say. */
  readonly home: Home;
}

/** A way in: whom one Allow lets do what was asked, and what keeps them from it. */
export interface OutsideAccess extends PolicyStatement {
  readonly who: Outsider;
  /** The ARN asked about, or the pattern of those for which this holds. */
  readonly resource: string;
  /** Conditions of the Allow, without those that always hold. */
  readonly conditions: readonly Condition[];
  /** The conditions, of the Allow or of Denies of everybody else, that narrow who. */
  readonly limits: readonly NarrowingCondition[];
  /** Denies that may take this back: the scan cannot know whether they apply. */
  readonly unless: readonly PolicyStatement[];
}

/**
 * Who outside the account a resource-based policy lets do one action on one resource; empty: nobody. A Deny counts as
 * far as it covers the action and the resource. One that applies for certain closes a way in; one that spares some
 * requesters (`StringNotEquals: aws:PrincipalOrgID`) limits it to them.
 */
export function outsideAccess(policy: Policy, question: OutsideQuestion): readonly OutsideAccess[] {
  const action = actionNamed(question.action);
  const statements = policy.document.statements.filter((one) => matchesAction(one.action, action));
  const asked: Asked = {
    ...question,
    policy,
    denies: statements.filter(({ effect }) => effect === 'Deny'),
    onlySigned: TAKES_ONLY_SIGNED.test(action.text),
  };
  return statements.filter(({ effect }) => effect === 'Allow').flatMap((allow) => accessBy(allow, asked));
}

/** Whether anyone at all gets in: no condition limits who or from where. A shared secret or an audience does not. */
export function isPublic({ who, limits }: OutsideAccess): boolean {
  return who.kind === 'anyone' && limits.every(({ kind }) => kind === 'secret' || kind === 'audience');
}

/** A question with the statements of the policy that name its action. */
interface Asked extends OutsideQuestion {
  readonly policy: Policy;
  readonly denies: readonly Statement[];
  readonly onlySigned: boolean;
}

/** Services without anonymous requests; a token of an identity provider is as good as a signature to AWS STS. */
const TAKES_ONLY_SIGNED = /^(ecr:|iam:|kms:|secretsmanager:|sts:(?!assumerolewith))/;

function accessBy(statement: Statement, asked: Asked): OutsideAccess[] {
  const { principal } = statement;
  if (!principal) return [];
  const { policy, home } = asked;
  const allow = { policy: policy.name, statement };
  const entries = principal.negated ? [ANYONE] : principal.entries;
  const conditions = statement.conditions.filter((one) => !alwaysHolds(one));
  return entries
    .filter((entry) => !isHome(entry, home))
    .flatMap((entry) =>
      waysFor(entry, allow, asked).flatMap(({ entry, signed, resource, limits, unless }) =>
        outsiders(entry, { limits, signed }, home).map((who) => ({
          ...allow,
          who,
          resource,
          conditions,
          limits,
          unless,
        })),
      ),
    );
}

const ANYONE = { kind: 'anyone' } as const;

interface Way {
  /** Whom it is open to. */
  readonly entry: PrincipalEntry;
  /** Whether the request has to be signed. */
  readonly signed: boolean;
  readonly resource: string;
  readonly limits: readonly NarrowingCondition[];
  readonly unless: readonly PolicyStatement[];
}

/** The ways in that an entry of the Allow opens, one for each set of limits. What anyone may is told of anyone alone. */
function waysFor(entry: PrincipalEntry, allow: PolicyStatement, asked: Asked): Way[] {
  const found = new Map<string, Way>();
  const among = entry.kind === 'anyone' ? [entry, ...sparedByName(asked)] : [entry];
  for (const one of among) {
    for (const requester of requestersFor(one, asked)) {
      if (requester.principal.kind === 'anonymous' && asked.onlySigned) continue;
      for (const way of waysOf(requester, allow, asked)) {
        const ofAnyone = keyOf(way, ANYONE);
        const key = found.has(ofAnyone) ? ofAnyone : keyOf(way, way.entry);
        const known = found.get(key);
        found.set(key, known ? { ...known, signed: known.signed && way.signed } : way);
      }
    }
  }
  return [...found.values()];
}

/** Those whom a Deny with NotPrincipal names: it leaves them what it takes from anyone else. */
function sparedByName({ denies, home }: Asked): PrincipalEntry[] {
  return denies.flatMap(({ principal }) =>
    principal?.negated
      ? principal.entries.filter((entry) => entry.kind !== 'anyone' && !isHome(entry, home))
      : [],
  );
}

/** The same for the same limits and Denies, in whichever order they were met. */
function keyOf({ limits, unless }: Way, entry: PrincipalEntry): string {
  const byLimit = limits.map(({ by, condition: { operator, key } }) =>
    JSON.stringify([by.statement.index, operator, key]),
  );
  const denies = unless.map(({ statement }) => statement.index);
  return JSON.stringify([entry, byLimit.toSorted(), denies.toSorted((one, other) => one - other)]);
}

function waysOf(requester: OutsideRequester, allow: PolicyStatement, asked: Asked): Way[] {
  const { entry, principal, lookup } = requester;
  const { statement } = allow;
  if (openConditions(statement.conditions, lookup) === false) return [];
  const denials = denialsOf(requester, asked);
  const own = narrowingConditions(allow);
  const signed = principal.kind !== 'anonymous';
  const ways: Way[] = [];
  for (const { text, resource } of piecesOf(asked, statement, denials, lookup)) {
    if (matchesResource(statement.resource, resource, single(lookup), COMPLETING) === false) continue;
    for (const past of pastDenies(denials, resource, lookup, asked.policy, own))
      ways.push({ ...past, entry, signed, resource: text });
  }
  return ways;
}

/** AWS says of identity-based policies that it completes short ARNs, and nothing of resource-based ones. */
const COMPLETING = false;

/** A Deny that names the requester, or may, under conditions that are not false. */
interface Denial {
  readonly statement: Statement;
  readonly named: Truth;
  /** Its conditions that may hold. */
  readonly open: readonly Condition[];
  /** Whether it can only shut out some of the anyone that the requester stands for: those whom it names. */
  readonly ofFew: boolean;
}

function denialsOf({ principal, lookup, lookupOfNameless }: OutsideRequester, { denies }: Asked): Denial[] {
  return denies.flatMap((statement) => {
    const named = statement.principal ? principalMatches(statement.principal, principal) : false;
    const open = named !== false && openConditions(statement.conditions, lookup);
    if (named === false || open === false) return [];
    const ofFew = lookupOfNameless !== undefined && openConditions(open, lookupOfNameless) === false;
    return [{ statement, named, open, ofFew }];
  });
}

interface Piece {
  readonly text: string;
  /** One ARN that stands for all of it. */
  readonly resource: Pattern;
}

/** The resource asked about; of a pattern the pieces that the statements tell apart. */
function* piecesOf(
  { resource, policy }: Asked,
  allow: Statement,
  denials: readonly Denial[],
  lookup: KeyLookup,
): Iterable<Piece> {
  if (typeof resource === 'string') return yield { text: resource, resource: literal(resource) };
  const matching = [allow, ...denials.map(({ statement }) => statement)].map((statement) => ({
    matching: {
      policyType: 'resource' as const,
      policy: policy.name,
      statement,
      principalMatch: 'directly' as const,
    },
    principal: true as const,
    openConditions: [],
  }));
  for (const piece of resourcesToAsk(resource.some, [matching], single(lookup)))
    if (piece !== 'more') yield { text: piece.text, resource: literal(representativeArn(piece)) };
}

type PastDenies = Pick<Way, 'limits' | 'unless'>;

/**
 * The ways past the Denies, none when one applies for certain. A Deny leaves the requests for which one of its
 * conditions is false: when each of them narrows who, each is a way of its own.
 * @param own the limits of the Allow
 */
function pastDenies(
  denials: readonly Denial[],
  resource: Pattern,
  lookup: KeyLookup,
  policy: Policy,
  own: readonly NarrowingCondition[],
): readonly PastDenies[] {
  let ways: readonly PastDenies[] = [{ limits: own, unless: [] }];
  const ofFew: PolicyStatement[] = [];
  for (const { statement, named, open, ...denial } of denials) {
    const covers = matchesResource(statement.resource, resource, single(lookup), COMPLETING);
    if (covers === false) continue;
    const certain = named === true && covers === true;
    if (certain && open.length === 0) return [];
    const deny = { policy: policy.name, statement };
    if (denial.ofFew) {
      ofFew.push(deny);
      continue;
    }
    const limits = certain ? sparedBy(deny, open, hasVariables(policy)) : [];
    ways =
      limits.length > 0 && ways.length * limits.length <= MOST_WAYS
        ? ways.flatMap((way) => limits.map((limit) => ({ ...way, limits: [...way.limits, limit] })))
        : ways.map((way) => ({ ...way, unless: [...way.unless, deny] }));
  }
  // A Deny of a few takes nothing from anyone else; where limits leave only some, they may be those few.
  return ways.map((way) => (way.limits.length === 0 ? way : { ...way, unless: [...way.unless, ...ofFew] }));
}

/** Beyond it a Deny is only named. */
const MOST_WAYS = 64;

const hasVariables = ({ document }: Policy) => document.version === '2012-10-17';
