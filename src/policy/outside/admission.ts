import { asWritten } from '../grants/in-words.ts';
import type { Condition } from '../language/condition.ts';
import { parsePolicy } from '../language/document.ts';
import { pinsValue } from '../language/narrowing.ts';
import type { Policy, PolicyStatement } from '../language/policy.ts';
import { writesLoadBalancerLogs } from './load-balancer-logs.ts';
import { isPublic, type OutsideAccess, outsideAccess } from './outside-access.ts';
import { ANY_SERVICE, type Customer, type Home, type Outsider, outsiderInWords } from './outsider.ts';
import { namesNoCustomer } from './source-key-service.ts';
import { isSamlProvider } from './trust.ts';
import type { Use } from './uses.ts';

/**
 * How a resource-based policy is open to somebody:
 * - `public`: whoever comes, comes in;
 * - `outside account`: accounts that are not in the organization, or of which that is not known, and services that act
 *   for them;
 * - `confused deputy`: a service of AWS for any of its customers, or for a resource whose account nothing names;
 * - `limited`: nobody whom an account names, but only some: those of a network, or one unique id;
 * - `inside`: the account, its organization, and services that act for these, by an account of AWS too;
 * - `undecided`: an element of the statement cannot be understood.
 */
export type AdmissionKind =
  | 'public'
  | 'outside account'
  | 'confused deputy'
  | 'limited'
  | 'inside'
  | 'undecided';

/** One way in: whom one Allow of a policy lets in, and for what. */
export interface Admission extends PolicyStatement {
  readonly kind: AdmissionKind;
  readonly who: Outsider;
  /** Whether it is known that they are of another organization, or of none of ours; false where it may be ours. */
  readonly foreign: boolean;
  /** What they may do, as it follows "lets anyone". */
  readonly does: readonly string[];
  /** The actions asked about that they may do. */
  readonly actions: readonly string[];
  /** The ARNs asked about, or the patterns of those for which this holds. */
  readonly resources: readonly string[];
  /** Conditions of the Allow, without those that always hold. */
  readonly conditions: readonly Condition[];
  /** Denies that take this back in some requests. */
  readonly unless: readonly PolicyStatement[];
}

/** A resource-based policy as an API gave it. */
export interface PolicyText {
  /** The field that holds it, or the name that AWS has for it. */
  readonly name: string;
  /** Undefined where the resource has none. */
  readonly text: string | undefined;
}

/** What is asked of it. */
export interface AdmissionQuestion {
  readonly uses: readonly Use[];
  /** The account that owns the resource, and what is known of its organization. */
  readonly home: Home;
  /** The account that manages the organization, which its members know of. */
  readonly managementAccountId?: string | undefined;
  /** When it is asked; left out, conditions on dates stay open. */
  readonly now?: Date;
}

/** Who gets in by a policy, and what of it could not be read. */
export interface Admissions {
  readonly admitted: readonly Admission[];
  /** Why there may be others; undefined where that is all. */
  readonly unread: string | undefined;
}

/** Who outside the account a resource-based policy lets do what, one by one; nobody where there is no policy. */
export function admissions({ name, text }: PolicyText, question: AdmissionQuestion): Admissions {
  if (text === undefined) return { admitted: [], unread: undefined };
  const parsed = parsePolicy(text);
  if (!parsed.ok) return { admitted: [], unread: `${name} is ${parsed.reason}` };
  return { admitted: admittedBy({ name, document: parsed.document }, question), unread: undefined };
}

function admittedBy(policy: Policy, question: AdmissionQuestion): readonly Admission[] {
  const { uses, home, now } = question;
  const found = new Map<string, Admission>();
  for (const { does, actions, on } of uses)
    for (const action of actions)
      for (const access of outsideAccess(policy, { action, resource: on, home, ...(now && { now }) })) {
        const kind = kindOf(access, question);
        const { who, unless, statement, conditions, policy, resource } = access;
        const key = JSON.stringify([statement.index, who, kind, unless.map((deny) => deny.statement.index)]);
        const known = found.get(key);
        found.set(key, {
          policy,
          statement,
          kind,
          who,
          foreign: isForeign(who, question),
          does: [...new Set([...(known?.does ?? []), does])],
          actions: [...new Set([...(known?.actions ?? []), action])],
          resources: [...new Set([...(known?.resources ?? []), resource])],
          conditions,
          unless,
        });
      }
  return [...found.values()].sort((one, other) => one.statement.index - other.statement.index);
}

function kindOf(access: OutsideAccess, question: AdmissionQuestion): AdmissionKind {
  if (access.conditions.some(({ meaning }) => meaning === undefined)) return 'undecided';
  const { who, limits } = access;
  switch (who.kind) {
    case 'anyone': {
      if (isPublic(access)) return 'public';
      const deputies = limits.every(({ kind }) => kind === 'service' || kind === 'source');
      return deputies ? 'confused deputy' : 'limited';
    }
    case 'account': {
      const trusted =
        who.inOrganization === true ||
        isOwn(who.accountId, question) ||
        writesLoadBalancerLogs(who.accountId);
      return trusted ? 'inside' : 'outside account';
    }
    case 'organization':
      return who.own ? 'inside' : 'outside account';
    case 'service':
      return kindOfService(who, access, question.home);
    case 'federated':
      if (!isSamlProvider(who.provider)) return 'undecided';
      return isOwn(accountOfProvider(who.provider), question) ? 'inside' : 'outside account';
    case 'canonicalUser':
      return 'outside account';
    case 'unrecognized':
      return 'undecided';
  }
}

/**
 * A service acts for whoever of its customers tells it to, unless a condition names the customer.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
 */
function kindOfService(
  { service, onBehalfOf }: Extract<Outsider, { kind: 'service' }>,
  { conditions, limits }: OutsideAccess,
  home: Home,
): AdmissionKind {
  // An origin access identity of CloudFront: only the distributions of the account that has it can use it.
  if (service !== ANY_SERVICE && !service.includes('.')) return 'limited';
  if (onBehalfOf?.some((customer) => isStranger(customer, home))) return 'outside account';
  if (onBehalfOf?.some(({ kind }) => kind === 'resource')) return 'confused deputy';
  const named =
    onBehalfOf !== undefined ||
    limits.some(({ kind }) => kind === 'secret') ||
    conditions.some(namesCustomer) ||
    namesNoCustomer(service);
  return named ? 'inside' : 'confused deputy';
}

function isStranger(customer: Customer, { organizationAccounts }: Home): boolean {
  switch (customer.kind) {
    case 'account':
      return !customer.home && organizationAccounts?.has(customer.accountId) !== true;
    case 'organization':
      return !customer.own;
    case 'resource':
      return false;
  }
}

/**
 * A service puts the ARN of what it encrypts for into the encryption context. Anybody else chooses it freely.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function namesCustomer(condition: Condition): boolean {
  return condition.key.startsWith('kms:encryptioncontext:') && pinsValue(condition);
}

/** `arn:aws:iam::111122223333:saml-provider/corp` */
function accountOfProvider(provider: string): string | undefined {
  return provider.split(':')[4];
}

function isOwn(accountId: string | undefined, { home, managementAccountId }: AdmissionQuestion): boolean {
  if (accountId === undefined) return false;
  return (
    accountId === home.accountId ||
    accountId === managementAccountId ||
    home.organizationAccounts?.has(accountId) === true
  );
}

function isForeign(who: Outsider, question: AdmissionQuestion): boolean {
  const { home, managementAccountId } = question;
  switch (who.kind) {
    case 'account':
      return who.inOrganization === false && who.accountId !== managementAccountId;
    case 'organization':
      return !who.own;
    case 'service':
      return (
        home.organizationAccounts !== undefined &&
        (who.onBehalfOf?.some((customer) => isStranger(customer, home)) ?? false)
      );
    case 'federated':
      return home.organizationAccounts !== undefined && !isOwn(accountOfProvider(who.provider), question);
    default:
      return who.kind === 'anyone';
  }
}

const AND = new Intl.ListFormat('en', { type: 'conjunction' });

/**
 * A way in as a sentence: `Topic news lets anyone publish to it, by statement Open of its policy.`
 * @param thing what the policy belongs to, as a sentence begins: `Topic news`
 */
export function admissionInWords(thing: string, admission: Admission): string {
  const { who, does, conditions, unless, statement } = admission;
  const under = conditions.map(asWritten).join(' and ');
  const denies = unless.map((deny) => statementInWords(deny.statement));
  return [
    `${thing} lets ${whoInWords(admission)} ${AND.format(does)}`,
    ...(who.kind === 'service' ? [` on behalf of ${customersInWords(who.onBehalfOf)}`] : []),
    ...(under === '' ? [] : [`, if ${under}`]),
    `, by ${statementInWords(statement)} of its policy`,
    ...(denies.length === 0
      ? []
      : [`, as far as ${AND.format(denies)} ${denies.length === 1 ? 'does' : 'do'} not deny it`]),
    '.',
  ].join('');
}

function whoInWords({ kind, who, foreign }: Admission): string {
  if (kind === 'confused deputy' && who.kind === 'anyone') return 'any AWS service';
  const name = outsiderInWords(who);
  if (who.kind === 'account') return foreign ? `${name}, which is outside the organization,` : name;
  return name;
}

function customersInWords(customers: readonly Customer[] | undefined): string {
  if (customers === undefined) return 'any AWS account';
  return AND.format(customers.map(customerInWords));
}

function customerInWords(customer: Customer): string {
  switch (customer.kind) {
    case 'account':
      return customer.home ? 'this account' : `account ${customer.accountId}`;
    case 'organization':
      return `organization ${customer.organizationId}`;
    case 'resource':
      return `${customer.arn}, whose account no condition names`;
  }
}

/** Of whom it is not known whether they are of the organization: for a service, those for whom it acts. */
function unplacedInWords(who: Outsider): string {
  return who.kind === 'service' ? customersInWords(who.onBehalfOf) : outsiderInWords(who);
}

/** By its Sid, or its place in the document. */
function statementInWords({ sid, index }: PolicyStatement['statement']): string {
  return sid === undefined || sid === '' ? `statement ${index + 1}` : `statement ${sid}`;
}

/** Ways in as evidence: who, what of it was asked about, and the statement as AWS gave it. */
export function admissionEvidence(admitted: readonly Admission[]) {
  return {
    admitted: admitted.map(({ kind, who, actions, resources, policy, statement, unless }) => ({
      kind,
      who: outsiderInWords(who),
      actions,
      resources,
      policy,
      statement: statement.original,
      ...(unless.length === 0 ? {} : { unless: unless.map((deny) => deny.statement.original) }),
    })),
  };
}

/** What a policy comes to in one respect, with what is to be said of it. */
export interface Opening {
  readonly verdict: 'open' | 'confused deputy' | 'closed' | 'undecided';
  /** Sentences on the ways in that make the verdict; of `undecided` the reason, of `closed` nothing. */
  readonly sentence: string;
  readonly evidence: ReturnType<typeof admissionEvidence>;
}

/** Whether a policy lets in anyone, or services on anyone's behalf, which is told apart. */
export function openToAnyone(thing: string, { admitted, unread }: Admissions): Opening {
  const of = (kind: AdmissionKind) => admitted.filter((one) => one.kind === kind);
  const open = of('public');
  if (open.length > 0) return opening('open', thing, open);
  const [odd] = of('undecided');
  if (unread !== undefined || odd !== undefined) return undecided(unread, odd, admitted);
  const deputies = of('confused deputy');
  return deputies.length > 0
    ? opening('confused deputy', thing, deputies)
    : { verdict: 'closed', sentence: '', evidence: admissionEvidence(admitted) };
}

/** Whether a policy lets in named accounts, or organizations, that are not of the organization. */
export function openToOutsideAccounts(thing: string, { admitted, unread }: Admissions): Opening {
  const outside = admitted.filter(({ kind }) => kind === 'outside account');
  const foreign = outside.filter((one) => one.foreign);
  if (foreign.length > 0) return opening('open', thing, foreign);
  const [odd] = admitted.filter(({ kind }) => kind === 'undecided');
  if (unread !== undefined || odd !== undefined) return undecided(unread, odd, admitted);
  const [perhaps] = outside;
  if (perhaps !== undefined)
    return {
      verdict: 'undecided',
      sentence: `whether ${unplacedInWords(perhaps.who)} belongs to the organization is not known here: only its management account and delegated administrators may list its accounts`,
      evidence: admissionEvidence(outside),
    };
  return { verdict: 'closed', sentence: '', evidence: admissionEvidence(admitted) };
}

/** Of so many ways in there is a sentence each; the others stand in the evidence. */
const TOLD = 2;

function opening(verdict: Opening['verdict'], thing: string, told: readonly Admission[]): Opening {
  const sentences = told.slice(0, TOLD).map((one) => admissionInWords(thing, one));
  const more = told.length - sentences.length;
  return {
    verdict,
    sentence: [
      ...sentences,
      ...(more > 0 ? [`The evidence has ${more} more such ${more === 1 ? 'way' : 'ways'} in.`] : []),
    ].join(' '),
    evidence: admissionEvidence(told),
  };
}

function undecided(
  unread: string | undefined,
  odd: Admission | undefined,
  admitted: readonly Admission[],
): Opening {
  const what =
    odd && `${statementInWords(odd.statement)} of ${odd.policy} lets in ${outsiderInWords(odd.who)}`;
  return {
    verdict: 'undecided',
    sentence: unread ?? `${what} under terms that cannot be understood`,
    evidence: admissionEvidence(admitted),
  };
}
