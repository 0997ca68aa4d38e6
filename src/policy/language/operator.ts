import { holds, parseRange } from './address.ts';
import { componentsOf } from './arn.ts';
import { compile, literal, type Pattern, resolve, type VariableValue } from './pattern.ts';
import { matches } from './pattern-sets.ts';
import { every, type Truth } from './truth.ts';

/** Whether one value of the request agrees with the value that the policy names. */
export type Test = (value: string, variable: VariableValue) => Truth;

type Family = 'string' | 'numeric' | 'date' | 'bool' | 'binary' | 'address' | 'arn' | 'null';

/**
 * A condition operator without set qualifier and IfExists.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export interface Operator {
  readonly family: Family;
  readonly negated: boolean;
  /** Wildcards in its values are wildcards. */
  readonly wildcards: boolean;
  readonly test: (operand: string, variables: boolean) => Test;
}

function pair(family: Family, wildcards: boolean, test: Operator['test']): [Operator, Operator] {
  return [
    { family, negated: false, wildcards, test },
    { family, negated: true, wildcards, test },
  ];
}

const [stringEquals, stringNotEquals] = pair('string', false, (operand, variables) =>
  textTest(compile(operand, { wildcards: false, variables })),
);
const [stringEqualsIgnoreCase, stringNotEqualsIgnoreCase] = pair('string', false, (operand, variables) => {
  const test = textTest(compile(operand.toLowerCase(), { wildcards: false, variables }));
  return (value, variable) => test(value.toLowerCase(), (key) => variable(key)?.toLowerCase());
});
const [stringLike, stringNotLike] = pair('string', true, (operand, variables) =>
  textTest(compile(operand, { wildcards: true, variables })),
);
const [arnLike, arnNotLike] = pair('arn', true, (operand, variables) =>
  arnTest(compile(operand, { wildcards: true, variables })),
);
const [ipAddress, notIpAddress] = pair('address', false, (operand) => {
  const range = parseRange(operand);
  return (value) => {
    const address = parseRange(value);
    return range && address ? holds(range, address) : 'unknown';
  };
});
const [numericEquals, numericNotEquals] = pair(
  'numeric',
  false,
  numberTest((a, b) => a === b),
);
const [dateEquals, dateNotEquals] = pair(
  'date',
  false,
  dateTest((a, b) => a === b),
);

function ordered(family: 'numeric' | 'date', compare: (value: number, operand: number) => boolean): Operator {
  return {
    family,
    negated: false,
    wildcards: false,
    test: (family === 'numeric' ? numberTest : dateTest)(compare),
  };
}

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['stringequals', stringEquals],
  ['stringnotequals', stringNotEquals],
  ['stringequalsignorecase', stringEqualsIgnoreCase],
  ['stringnotequalsignorecase', stringNotEqualsIgnoreCase],
  ['stringlike', stringLike],
  ['stringnotlike', stringNotLike],
  ['arnequals', arnLike],
  ['arnlike', arnLike],
  ['arnnotequals', arnNotLike],
  ['arnnotlike', arnNotLike],
  ['ipaddress', ipAddress],
  ['notipaddress', notIpAddress],
  ['numericequals', numericEquals],
  ['numericnotequals', numericNotEquals],
  ['numericlessthan', ordered('numeric', (a, b) => a < b)],
  ['numericlessthanequals', ordered('numeric', (a, b) => a <= b)],
  ['numericgreaterthan', ordered('numeric', (a, b) => a > b)],
  ['numericgreaterthanequals', ordered('numeric', (a, b) => a >= b)],
  ['dateequals', dateEquals],
  ['datenotequals', dateNotEquals],
  ['datelessthan', ordered('date', (a, b) => a < b)],
  ['datelessthanequals', ordered('date', (a, b) => a <= b)],
  ['dategreaterthan', ordered('date', (a, b) => a > b)],
  ['dategreaterthanequals', ordered('date', (a, b) => a >= b)],
  ['bool', { family: 'bool', negated: false, wildcards: false, test: boolTest }],
  [
    'binaryequals',
    { family: 'binary', negated: false, wildcards: false, test: (operand) => (value) => value === operand },
  ],
  ['null', { family: 'null', negated: false, wildcards: false, test: boolTest }],
]);

/** @param name in lower case */
export function operatorNamed(name: string): Operator | undefined {
  return OPERATORS.get(name);
}

function textTest(pattern: Pattern): Test {
  return (value, variable) => {
    const resolved = resolve(pattern, variable);
    return resolved ? matches(resolved, literal(value)) : 'unknown';
  };
}

/**
 * "Each of the six colon-delimited components of the ARN is checked separately." What a pattern with fewer
 * components means is not documented, so it is unknown where it would match as text.
 */
function arnTest(pattern: Pattern): Test {
  const wanted = componentsOf(pattern);
  return (value, variable) => {
    const given = componentsOf(literal(value));
    if (given.length < 6) return false;
    if (wanted.length < 6) return textTest(pattern)(value, variable) === false ? false : 'unknown';
    return every(wanted.entries(), ([index, part]) => {
      const resolved = resolve(part, variable);
      const component = given[index];
      return resolved && component ? matches(resolved, component) : 'unknown';
    });
  };
}

function boolTest(operand: string, variables: boolean): Test {
  const test = textTest(compile(operand.toLowerCase(), { wildcards: false, variables }));
  return (value, variable) => test(value.toLowerCase(), variable);
}

function numberTest(compare: (value: number, operand: number) => boolean): Operator['test'] {
  return (operand) => comparison(parseNumber(operand), parseNumber, compare);
}

function dateTest(compare: (value: number, operand: number) => boolean): Operator['test'] {
  return (operand) => comparison(parseDate(operand), parseDate, compare);
}

function comparison(
  operand: number | undefined,
  parse: (text: string) => number | undefined,
  compare: (value: number, operand: number) => boolean,
): Test {
  return (text) => {
    const value = parse(text);
    return value === undefined || operand === undefined ? 'unknown' : compare(value, operand);
  };
}

function parseNumber(text: string): number | undefined {
  return /^\s*[+-]?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

/** Milliseconds since 1970 of a W3C date (UTC unless it says otherwise) or of epoch seconds. */
function parseDate(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d{5,}(\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000;
  if (!/^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/.test(trimmed))
    return undefined;
  const zoned = trimmed.includes('T') && !/(Z|[+-]\d\d:\d\d)$/.test(trimmed) ? `${trimmed}Z` : trimmed;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : time;
}
