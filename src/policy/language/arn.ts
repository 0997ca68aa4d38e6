import { fromTokens, type Pattern, resolve, type VariableValue, wildcard } from './pattern.ts';
import { covers, matches } from './pattern-sets.ts';
import { COLON, isAnyString, type Token, takes } from './token.ts';
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
 * Whether the resource is one of those that this value of a Resource or NotResource element names. Unknown where a
 * variable has no known value, and where only a `*` inside a segment that reaches across a colon would match, of which
 * AWS's documentation says too little.
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
  return matchesWithinSegments(resolved, resource) ? true : 'unknown';
}

/**
 * Whether the text still matches when a `*` that is not the last character of its segment stays inside the segment.
 * AWS says only of a last `*` that it may reach across colons.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function matchesWithinSegments(pattern: Pattern, text: Pattern): boolean {
  let reachable = new Set([0]);
  const skipStars = (places: Iterable<number>) => {
    const all = new Set(places);
    for (const place of all) if (isAnyString(pattern.tokens[place])) all.add(place + 1);
    return all;
  };
  reachable = skipStars(reachable);
  for (const symbol of text.tokens) {
    const next: number[] = [];
    for (const place of reachable) {
      const token = pattern.tokens[place];
      const following = pattern.tokens[place + 1];
      if (token === undefined) continue;
      if (isAnyString(token)) {
        if (symbol !== COLON || following === undefined || following === COLON) next.push(place);
      } else if (takes(token, symbol)) next.push(place + 1);
    }
    reachable = skipStars(next);
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
  if (pattern.literal !== undefined) return false;
  const known = everyResource.get(pattern);
  if (known !== undefined) return known;
  const answer = ALL_ARNS.some((arns) => covers(pattern, arns));
  everyResource.set(pattern, answer);
  return answer;
}

/** Every ARN, of whatever partition. */
export const ANY_ARN = wildcard('arn:*:*:*:*:*');
