import { ANY_ARN, completed, isEveryResource, matchesArn } from './arn.ts';
import { literal, type Pattern, type VariableValue } from './pattern.ts';
import { covers, intersects } from './pattern-sets.ts';
import { not, some, type Truth } from './truth.ts';

/** An Action or Resource element, or its Not form: everything but the patterns. */
export interface Matcher {
  readonly negated: boolean;
  readonly patterns: readonly Pattern[];
}

/** An Action element with its patterns by service prefix: one statement may name thousands of actions. */
export interface ActionMatcher extends Matcher {
  readonly ofService: ReadonlyMap<string, readonly Pattern[]>;
  readonly ofAnyService: readonly Pattern[];
}

/** @param patterns in lower case */
export function actionMatcher(negated: boolean, patterns: readonly Pattern[]): ActionMatcher {
  const ofService = new Map<string, Pattern[]>();
  const ofAnyService: Pattern[] = [];
  for (const pattern of patterns) {
    const service = /^([^:*?]+):/.exec(pattern.text)?.[1];
    const known = service === undefined ? ofAnyService : ofService.get(service);
    if (known) known.push(pattern);
    else if (service !== undefined) ofService.set(service, [pattern]);
  }
  return { negated, patterns, ofService, ofAnyService };
}

/** @param action in lower case: action names compare without case */
export function matchesAction(matcher: ActionMatcher, action: Pattern): boolean {
  const names = (pattern: Pattern) => covers(pattern, action);
  const ofService = matcher.ofService.get(serviceOf(action.text));
  const named = (ofService?.some(names) ?? false) || matcher.ofAnyService.some(names);
  return named !== matcher.negated;
}

/** A Resource element with its patterns, and those that AWS completes its short ARNs to. */
export interface ResourceMatcher extends Matcher {
  /** Which of the patterns stand in no policy, but complete one. */
  readonly completions: ReadonlySet<Pattern>;
}

/** @param patterns as the policy has them */
export function resourceMatcher(negated: boolean, patterns: readonly Pattern[]): ResourceMatcher {
  const completions = patterns.map(completed).filter((pattern) => pattern !== undefined);
  if (completions.length === 0) return { negated, patterns, completions: NONE };
  return { negated, patterns: [...patterns, ...completions], completions: new Set(completions) };
}

const NONE: ReadonlySet<Pattern> = new Set();

/**
 * Whether the statement's resources include this one; unknown where one of its patterns leaves that open.
 * @param completing whether AWS completes short ARNs in this type of policy; where it does not say so, their
 * completion leaves it open
 */
export function matchesResource(
  matcher: ResourceMatcher,
  resource: Pattern,
  variable: VariableValue,
  completing: boolean,
): Truth {
  const { negated, patterns, completions } = matcher;
  const named = some(patterns, (pattern) => {
    const fits = matchesArn(pattern, resource, variable, negated);
    return fits === true && !completing && completions.has(pattern) ? 'unknown' : fits;
  });
  return matcher.negated ? not(named) : named;
}

/** Whether the element holds every resource. A Not form does when it excludes nothing that could be an ARN. */
export function holdsEveryResource(matcher: Matcher): boolean {
  if (!matcher.negated) return matcher.patterns.some(isEveryResource);
  return matcher.patterns.every((pattern) => !intersects(pattern, ANY_ARN));
}

/** The action as the patterns compare it. */
export function actionNamed(action: string): Pattern {
  return literal(action.toLowerCase());
}

export function serviceOf(action: string): string {
  return action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase();
}

/** Whether the element holds all that the pattern matches. */
export function holdsAll({ negated, patterns }: Matcher, all: Pattern): boolean {
  if (negated) return !patterns.some((pattern) => intersects(pattern, all));
  return patterns.some((pattern) => isEveryResource(pattern) || covers(pattern, all));
}
