import { componentsOf } from './arn.ts';
import { fromTokens, literal, type Pattern } from './pattern.ts';
import { covers, intersection, MOST_PATTERNS, matches, representative } from './pattern-sets.ts';
import { ANY, COLON, isAnyString, STAR } from './token.ts';

/** A set of ARNs that could exist: a pattern for each of the six components, the first five without a colon. */
export interface ArnSet {
  readonly components: readonly Pattern[];
  /** As a policy writes it. */
  readonly text: string;
}

const SCHEME = literal('arn');
const ANYTHING = fromTokens([STAR]);

/**
 * The ARNs that a value of a Resource element names, component by component. A `*` that ends its segment stands for
 * whole components where the value has too few, or has no account where one belongs: `arn:aws:lambda:*:function:dev` is
 * `arn:aws:lambda:*:*:function:dev`. Elsewhere a value is read as it stands: that such a `*` reaches beyond its colon
 * there too leads to resources of two names, such as `function:dev-*:function:test-*`, which no service has.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function arnsOf(pattern: Pattern): readonly ArnSet[] {
  const known = sets.get(pattern);
  if (known) return known;
  const ways = readings(componentsOf(pattern)).flatMap(([scheme, ...rest]) =>
    scheme && matches(scheme, SCHEME) !== false ? [setOf([SCHEME, ...rest])] : [],
  );
  const found = [...new Map(ways.map((set) => [set.text, set])).values()];
  sets.set(pattern, found);
  return found;
}

const sets = new WeakMap<Pattern, readonly ArnSet[]>();

/** The readings as six components in which the fewest stand for what a `*` takes in beyond its segment. */
function readings(components: readonly Pattern[]): readonly (readonly Pattern[])[] {
  let ways = [components];
  for (let more = 0; more <= 5; more++) {
    const whole = ways.filter(couldExist);
    if (whole.length > 0) return whole;
    const longer = ways.flatMap(withOneMore);
    ways = [...new Map(longer.map((way) => [textOf(way), way])).values()];
  }
  return [];
}

function couldExist(components: readonly Pattern[]): boolean {
  const [, , , , account] = components;
  return components.length === 6 && account !== undefined && couldBeAccount(account);
}

/** With one component more, in each place where a `*` that ends its segment may stand for it. */
function withOneMore(components: readonly Pattern[]): (readonly Pattern[])[] {
  return components
    .slice(0, 5)
    .flatMap(({ tokens }, index) =>
      isAnyString(tokens.at(-1))
        ? [sixOf([...components.slice(0, index + 1), ANYTHING, ...components.slice(index + 1)])]
        : [],
    );
}

/** The colons after the fifth belong to the last component. */
function sixOf(components: readonly Pattern[]): readonly Pattern[] {
  if (components.length <= 6) return components;
  const [first, ...rest] = components.slice(5).map(({ tokens }) => tokens);
  return [
    ...components.slice(0, 5),
    fromTokens([...(first ?? []), ...rest.flatMap((tokens) => [COLON, ...tokens])]),
  ];
}

/** Names that stand in place of an account: of AWS's own policies and resources, and of an origin access identity. */
const OWNERS = ['', 'aws', 'amazon', 'cloudfront'].map(literal);

/** An account's id has 12 digits. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function couldBeAccount(component: Pattern): boolean {
  const fixed = component.tokens.filter((token) => !isAnyString(token));
  const digits = fixed.every(
    (token) => token === ANY || (typeof token === 'number' && token >= 48 && token < 58),
  );
  const enough = fixed.length < component.tokens.length ? fixed.length <= 12 : fixed.length === 12;
  return (digits && enough) || OWNERS.some((owner) => matches(component, owner) !== false);
}

function setOf(components: readonly Pattern[]): ArnSet {
  return { components, text: textOf(components) };
}

function textOf(components: readonly Pattern[]): string {
  return components.map(({ text }) => text).join(':');
}

/** The ARNs that belong to both sets; `whole` is false where these are not all. */
export function commonArns(
  a: ArnSet,
  b: ArnSet,
): { readonly arns: readonly ArnSet[]; readonly whole: boolean } {
  if (holdsArns(a, b)) return { arns: [b], whole: true };
  if (holdsArns(b, a)) return { arns: [a], whole: true };
  let found: (readonly Pattern[])[] = [[]];
  let whole = true;
  for (const [index, component] of a.components.entries()) {
    const other = b.components[index];
    const common = other ? intersection(component, other) : { patterns: [], whole: true };
    whole &&= common.whole;
    found = found.flatMap((beginning) => common.patterns.map((pattern) => [...beginning, pattern]));
    if (found.length > MOST_PATTERNS) {
      whole = false;
      found = found.slice(0, MOST_PATTERNS);
    }
  }
  return { arns: found.map(setOf), whole };
}

/** Whether every ARN of `inner` is one of `outer`. */
function holdsArns(outer: ArnSet, inner: ArnSet): boolean {
  return outer.components.every((component, index) => {
    const other = inner.components[index];
    return other !== undefined && covers(component, other);
  });
}

/** One ARN of the set that stands for nearly all of them. */
export function representativeArn({ components }: ArnSet): string {
  return components.map(representative).join(':');
}
