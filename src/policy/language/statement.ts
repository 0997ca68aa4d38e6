import { type Condition, condition } from './condition.ts';
import { interned } from './interned.ts';
import { type ActionMatcher, actionMatcher, type ResourceMatcher, resourceMatcher } from './matcher.ts';
import { compile } from './pattern.ts';
import { plainJson } from './policy-json.ts';
import { type PrincipalEntry, type PrincipalMatcher, principalEntry } from './principal.ts';

/** One statement, compiled. */
export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** Patterns in lower case. */
  readonly action: ActionMatcher;
  /** Without a Resource element (role trust policies): the resource that carries the policy. */
  readonly resource: ResourceMatcher;
  /** Undefined in identity policies. */
  readonly principal: PrincipalMatcher | undefined;
  readonly conditions: readonly Condition[];
  /** Its place in the document, from 0. */
  readonly index: number;
  /** The JSON as AWS gave it, for evidence. It is read when it is asked for: `{ ...statement }` leaves it behind. */
  readonly original: JsonObject;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Valid JSON that AWS would not take for a policy. The message is the reason. */
export class NotAPolicy extends Error {
  override readonly name = 'NotAPolicy';
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const ELEMENTS = new Set([
  'sid',
  'effect',
  'action',
  'notaction',
  'resource',
  'notresource',
  'principal',
  'notprincipal',
  'condition',
]);

/**
 * @param variables whether the policy's version has policy variables
 * @param given the document as an API gave it
 * @throws NotAPolicy
 */
export function parseStatement(json: unknown, index: number, variables: boolean, given: string): Statement {
  const place = `statement ${index + 1}`;
  if (!isObject(json)) throw new NotAPolicy(`${place} is not an object`);
  const elements = elementsOf(json, ELEMENTS, place);
  return new WrittenStatement(
    {
      sid: optionalText(elements.get('sid'), `the Sid of ${place}`),
      effect: parseEffect(elements.get('effect'), place),
      action: parseAction(elements, place),
      resource: parseResource(elements, place, variables),
      principal: parsePrincipal(elements, place),
      conditions: parseConditions(elements.get('condition'), place, variables),
      index,
    },
    given,
  );
}

/**
 * Its JSON is read from the document when it is evidence: that of every statement would take as much room as all that
 * was compiled of them, and the document is kept anyway, with whose it is.
 */
class WrittenStatement implements Statement {
  readonly sid: Statement['sid'];
  readonly effect: Statement['effect'];
  readonly action: Statement['action'];
  readonly resource: Statement['resource'];
  readonly principal: Statement['principal'];
  readonly conditions: Statement['conditions'];
  readonly index: number;
  readonly #given: string;

  constructor(compiled: Omit<Statement, 'original'>, given: string) {
    this.sid = compiled.sid;
    this.effect = compiled.effect;
    this.action = compiled.action;
    this.resource = compiled.resource;
    this.principal = compiled.principal;
    this.conditions = compiled.conditions;
    this.index = compiled.index;
    this.#given = given;
  }

  get original(): JsonObject {
    const json = plainJson(this.#given);
    const [, body] =
      'value' in json && isObject(json.value)
        ? (Object.entries(json.value).findLast(([name]) => name.toLowerCase() === 'statement') ?? [])
        : [];
    const original = list(body)[this.index];
    if (!isObject(original)) throw new Error('the document has changed since it was parsed');
    return original;
  }
}

/**
 * Element names in lower case. AWS documents one spelling; a document in another one that AWS stored nevertheless
 * can only mean the same.
 */
export function elementsOf(
  json: JsonObject,
  known: ReadonlySet<string>,
  place: string,
): Map<string, unknown> {
  const elements = new Map<string, unknown>();
  for (const [name, value] of Object.entries(json)) {
    if (!known.has(name.toLowerCase())) throw new NotAPolicy(`${place} has an unknown element ${name}`);
    elements.set(name.toLowerCase(), value);
  }
  return elements;
}

export function optionalText(value: unknown, place: string): string | undefined {
  if (value !== undefined && typeof value !== 'string') throw new NotAPolicy(`${place} is not a string`);
  return value;
}

/** "The Effect value is case sensitive." https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html */
function parseEffect(value: unknown, place: string): 'Allow' | 'Deny' {
  if (value === 'Allow' || value === 'Deny') return value;
  throw new NotAPolicy(
    value === undefined ? `${place} has no Effect` : `the Effect of ${place} is neither Allow nor Deny`,
  );
}

function parseAction(elements: ReadonlyMap<string, unknown>, place: string): ActionMatcher {
  const element = oneOf(elements, 'Action', 'NotAction', place);
  if (!element) throw new NotAPolicy(`${place} has neither Action nor NotAction`);
  const names = texts(element.value, `the ${element.name} of ${place}`).map((text) => text.toLowerCase());
  return matchers(JSON.stringify([element.name, names]), () =>
    actionMatcher(
      element.name === 'NotAction',
      names.map((text) => compile(text, { wildcards: true, variables: false })),
    ),
  );
}

/** Action elements that were compiled. */
const matchers = interned<ActionMatcher>(1000);

function parseResource(
  elements: ReadonlyMap<string, unknown>,
  place: string,
  variables: boolean,
): ResourceMatcher {
  const element = oneOf(elements, 'Resource', 'NotResource', place);
  if (!element) return resourceMatcher(true, []);
  const patterns = texts(element.value, `the ${element.name} of ${place}`).map((text) =>
    compile(text, { wildcards: true, variables }),
  );
  return resourceMatcher(element.name === 'NotResource', patterns);
}

function parsePrincipal(elements: ReadonlyMap<string, unknown>, place: string): PrincipalMatcher | undefined {
  const element = oneOf(elements, 'Principal', 'NotPrincipal', place);
  if (!element) return undefined;
  const negated = element.name === 'NotPrincipal';
  if (element.value === '*') return { negated, entries: [{ kind: 'anyone' }] };
  if (!isObject(element.value))
    throw new NotAPolicy(`the ${element.name} of ${place} is neither "*" nor an object`);
  const entries: PrincipalEntry[] = [];
  for (const [type, value] of Object.entries(element.value)) {
    for (const text of texts(value, `the ${element.name} of ${place}`)) {
      const entry = principalEntry(type.toLowerCase(), text);
      if (!entry) throw new NotAPolicy(`the ${element.name} of ${place} has an unknown type ${type}`);
      entries.push(entry);
    }
  }
  return { negated, entries };
}

function parseConditions(value: unknown, place: string, variables: boolean): Condition[] {
  if (value === undefined) return [];
  if (!isObject(value)) throw new NotAPolicy(`the Condition of ${place} is not an object`);
  return Object.entries(value).flatMap(([operator, keys]) => {
    if (!isObject(keys)) throw new NotAPolicy(`the condition ${operator} of ${place} is not an object`);
    return Object.entries(keys).map(([key, values]) =>
      condition(operator, key, conditionValues(values, `the condition ${operator} of ${place}`), variables),
    );
  });
}

/** "Quotation marks are optional for numeric and Boolean values." https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
function conditionValues(value: unknown, place: string): string[] {
  return list(value).map((one) => {
    if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') return String(one);
    throw new NotAPolicy(`${place} has a value that is no string, number or Boolean`);
  });
}

/** The one of two opposite elements that is there. */
function oneOf(elements: ReadonlyMap<string, unknown>, name: string, opposite: string, place: string) {
  const [here, there] = [elements.has(name.toLowerCase()), elements.has(opposite.toLowerCase())];
  if (here && there) throw new NotAPolicy(`${place} has both ${name} and ${opposite}`);
  if (!here && !there) return undefined;
  const present = here ? name : opposite;
  return { name: present, value: elements.get(present.toLowerCase()) };
}

function texts(value: unknown, place: string): string[] {
  return list(value).map((one) => {
    if (typeof one === 'string') return one;
    throw new NotAPolicy(`${place} is neither a string nor a list of strings`);
  });
}

/** AWS takes one value for a list of one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
