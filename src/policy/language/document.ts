import { duplicateKey } from './duplicate-key.ts';
import { type Json, plainJson } from './policy-json.ts';
import {
  elementsOf,
  isObject,
  list,
  NotAPolicy,
  optionalText,
  parseStatement,
  type Statement,
} from './statement.ts';

/** A policy, parsed and compiled once. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  readonly version: '2008-10-17' | '2012-10-17';
  readonly id: string | undefined;
  readonly statements: readonly Statement[];
  /** The statements that can match an action of this service prefix (lower case), and those that can match any. */
  readonly ofService: ReadonlyMap<string, readonly Statement[]>;
  readonly ofAnyService: readonly Statement[];
}

/** A document that could not be read makes its resource unknown, with this reason; it says nothing of other policies. */
export type ParsedPolicy =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly damage: 'not JSON' | 'not a policy'; readonly reason: string };

/** @param text the document as an API gives it: plain JSON, or JSON in URL encoding (RFC 3986) */
export function parsePolicy(text: string): ParsedPolicy {
  const plain = plainJson(text);
  if ('reason' in plain) return { ok: false, damage: 'not JSON', reason: plain.reason };
  try {
    return { ok: true, document: parseDocument(plain, text) };
  } catch (error) {
    if (!(error instanceof NotAPolicy)) throw error;
    return { ok: false, damage: 'not a policy', reason: `not a policy: ${error.message}` };
  }
}

const ELEMENTS = new Set(['version', 'id', 'statement']);

/** @param given the document as an API gave it */
function parseDocument({ text, value: json }: Json, given: string): PolicyDocument {
  const twice = duplicateKey(text);
  if (twice !== undefined) throw new NotAPolicy(`the key ${twice} appears twice in one element`);
  if (!isObject(json)) throw new NotAPolicy('the document is not an object');
  const elements = elementsOf(json, ELEMENTS, 'the document');
  const version = parseVersion(elements.get('version'));
  if (!elements.has('statement')) throw new NotAPolicy('the document has no Statement');
  const statements = list(elements.get('statement')).map((statement, index) =>
    parseStatement(statement, index, version === '2012-10-17', given),
  );
  return { version, id: optionalText(elements.get('id'), 'the Id'), statements, ...indexed(statements) };
}

/** "If you do not include a Version element, the value defaults to 2008-10-17." https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
function parseVersion(value: unknown): PolicyDocument['version'] {
  if (value === undefined) return '2008-10-17';
  if (value === '2008-10-17' || value === '2012-10-17') return value;
  throw new NotAPolicy('the Version is neither 2008-10-17 nor 2012-10-17');
}

function indexed(statements: readonly Statement[]): Pick<PolicyDocument, 'ofService' | 'ofAnyService'> {
  const services = new Map(statements.map((statement) => [statement, servicesOf(statement)]));
  const ofAnyService = statements.filter((statement) => services.get(statement) === undefined);
  const ofService = new Map<string, Statement[]>();
  for (const service of new Set([...services.values()].flatMap((names) => [...(names ?? [])]))) {
    const those = statements.filter((statement) => services.get(statement)?.has(service) ?? true);
    // A copy has no room to grow, and a large account has 50,000 of them.
    ofService.set(service, those.slice());
  }
  return { ofService, ofAnyService };
}

/** The service prefixes of a statement's actions; undefined when it may match any service. */
function servicesOf({ action }: Statement): ReadonlySet<string> | undefined {
  return action.negated || action.ofAnyService.length > 0 ? undefined : new Set(action.ofService.keys());
}

/** @param service the prefix of an action, in lower case */
export function statementsFor(document: PolicyDocument, service: string): readonly Statement[] {
  return document.ofService.get(service) ?? document.ofAnyService;
}
