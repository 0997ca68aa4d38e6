import { fromTokens, type Pattern, resolve, type VariableValue, wildcard } from './pattern.ts';
import { covers, matches } from './pattern-sets.ts';
import { ANY, COLON, isAnyString, STAR, type Token, takes } from './token.ts';
import type { Truth } from './truth.ts';

/** The components of an ARN: what stands between its first five colons, and the rest. */
export function componentsOf(arn: Pattern): Pattern[] {
  const components: Token[][] = [[]];
  for (const token of arn.tokens) {
    if (token === COLON && components.length < 6) components.push([]);
    else components.at(-1)?.push(token);
  }
  return components.map((tokens) => fromTokens(tokens));
}

/**
 * The whole ARN that AWS makes of a short one: `arn:aws:sqs` is "equivalent to arn:aws:sqs:*:*:*". Undefined for a
 * whole one, and for one that matches as much as it stands, such as `arn:aws:iam::*`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function completed(arn: Pattern): Pattern | undefined {
  const missing = 5 - arn.colons;
  if (missing <= 0 || !/^arn:/.test(arn.text)) return undefined;
  const tokens = [...arn.tokens];
  for (let field = 0; field < missing; field++) tokens.push(COLON, STAR);
  const whole = fromTokens(tokens);
  return covers(arn, whole) ? undefined : whole;
}

/**
 * Whether the resource is one of those that this value of a Resource or NotResource element names.
 *
 * AWS: "You can use wildcard characters (* and ?) within the individual segments of an ARN (the parts separated by
 * colons) … If the * wildcard is the last character of a resource ARN segment, it can expand to match beyond the colon
 * boundaries." So at the five colons that every ARN has
 *
 * - a `*` that ends its segment may stand for one: `arn:aws:lambda:*:function:dev` names functions of every Region
 *   and account;
 * - another `*`, and `?`, never do: `eu-*3333` is no Region and account.
 *
 * Whether a colon within the last part, such as the one in `function:dev`, bounds a segment too, the page does not say.
 * The answer is unknown where only another `*` or a `?` that stands for such a colon would match, and where a variable
 * has no known value.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @param negated whether the value stands in NotResource
 */
export function matchesArn(
  pattern: Pattern,
  resource: Pattern,
  variable: VariableValue,
  negated: boolean,
): Truth {
  if (isEveryResource(pattern)) return true;
  const resolved = resolve(pattern, variable);
  // AWS: a variable without a value "might cause the entire statement to be invalid".
  if (!resolved) return negated ? 'unknown' : false;
  const fits = matches(resolved, resource);
  if (fits !== true || resolved.literal !== undefined || resolved.colons === resource.colons) return fits;
  if (matchesWithinSegments(resolved, resource, Number.POSITIVE_INFINITY)) return true;
  return matchesWithinSegments(resolved, resource, 5) ? 'unknown' : false;
}

/**
 * Whether the text still matches when `?`, and `*` that is not the last character of its segment, stand for none of
 * its first colons.
 * @param first how many colons these are
 */
function matchesWithinSegments(pattern: Pattern, text: Pattern, first: number): boolean {
  const skipStars = (places: Iterable<number>) => {
    const all = new Set(places);
    for (const place of all) if (isAnyString(pattern.tokens[place])) all.add(place + 1);
    return all;
  };
  let reachable = skipStars([0]);
  let colons = 0;
  for (const symbol of text.tokens) {
    const bound = symbol === COLON && colons < first;
    const next: number[] = [];
    for (const place of reachable) {
      const token = pattern.tokens[place];
      const following = pattern.tokens[place + 1];
      if (token === undefined) continue;
      if (isAnyString(token)) {
        if (!bound || following === undefined || following === COLON) next.push(place);
      } else if (takes(token, symbol) && !(bound && token === ANY)) next.push(place + 1);
    }
    reachable = skipStars(next);
    if (symbol === COLON) colons++;
  }
  return reachable.has(pattern.tokens.length);
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
const PARTITIONS = [
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
];
const ALL_ARNS = PARTITIONS.map((partition) => wildcard(`arn:${partition}:*:*:*:*`));
const everyResource = new WeakMap<Pattern, boolean>();

/** Whether the pattern holds every ARN of a partition: `*`, `arn:*`, `arn:aws:*`, `arn:aws:*:*:*:*`. */
export function isEveryResource(pattern: Pattern): boolean {
  // Nothing else stands in these ARNs: a pattern that asks for another character is told without reading it.
  if (pattern.literal !== undefined || !/^[a-z:*?-]*$/.test(pattern.text)) return false;
  const known = everyResource.get(pattern);
  if (known !== undefined) return known;
  const answer = ALL_ARNS.some((arns) => covers(pattern, arns));
  everyResource.set(pattern, answer);
  return answer;
}

/** Every ARN, of whatever partition. */
export const ANY_ARN = wildcard('arn:*:*:*:*:*');
