import { KNOWN_ACTIONS } from './known-actions.ts';
import type { ActionMatcher } from './matcher.ts';
import { literal, type Pattern } from './pattern.ts';
import { covers } from './pattern-sets.ts';

/**
 * Whether some action that AWS documents is one of the pattern's: `iam:Create*` is about something, `iam:Frobnicate*`
 * and `nosuchservice:*` are about nothing. The catalogue is of the day on which it was made, so `unknownService` tells
 * which nothing it may be wrong about.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * @param pattern in lower case, as a compiled Action or NotAction element has it
 */
export function matchesKnownAction(pattern: Pattern): boolean {
  const known = answers.get(pattern.text);
  if (known !== undefined) return known;
  const service = spelledService(pattern);
  const actions = service === undefined ? allActions() : actionsOf(service);
  const answer = some(actions, (action) => covers(pattern, action));
  answers.set(pattern.text, answer);
  return answer;
}

/** Whether AWS documents an action such as `iam:CreateUser`; capitals do not matter. */
export function actionIsDocumented(action: string): boolean {
  return matchesKnownAction(literal(action.toLowerCase()));
}

/**
 * The service prefix that the pattern spells out and the catalogue does not have; undefined where it has it, or where
 * the prefix holds a wildcard.
 * @param pattern in lower case
 */
export function unknownService(pattern: Pattern): string | undefined {
  const service = spelledService(pattern);
  return service === undefined || lines().has(service) ? undefined : service;
}

/** Whether the element is about no action that AWS documents: `nosuchservice:*`, or NotAction with `*`. */
export function holdsNoKnownAction({ negated, patterns, ofAnyService, ofService }: ActionMatcher): boolean {
  if (!negated) return !patterns.some(matchesKnownAction);
  if (ofAnyService.length === 0) return false;
  return [...lines().keys()].every((service) => {
    const named = [...ofAnyService, ...(ofService.get(service) ?? [])];
    return actionsOf(service).every((action) => named.some((pattern) => covers(pattern, action)));
  });
}

const answers = new Map<string, boolean>();

/** What stands before the colon, where that is one service. */
function spelledService({ text }: Pattern): string | undefined {
  return /^([^:*?]+):/.exec(text)?.[1];
}

let catalogue: ReadonlyMap<string, string> | undefined;

/** The lines of the catalogue by service prefix. */
function lines(): ReadonlyMap<string, string> {
  catalogue ??= new Map(
    KNOWN_ACTIONS.trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line]),
  );
  return catalogue;
}

const decoded = new Map<string, readonly Pattern[]>();

/** The actions of a service, read from its line the first time that it is asked about. */
function actionsOf(service: string): readonly Pattern[] {
  const known = decoded.get(service);
  if (known) return known;
  const [, ...names] = lines().get(service)?.split(' ') ?? [];
  let before = '';
  const actions = names.map((coded) => {
    before = before.slice(0, Number.parseInt(coded.slice(0, 1), 36)) + coded.slice(1);
    return literal(`${service}:${before}`);
  });
  decoded.set(service, actions);
  return actions;
}

function* allActions(): Iterable<Pattern> {
  for (const service of lines().keys()) yield* actionsOf(service);
}

function some<T>(members: Iterable<T>, test: (member: T) => boolean): boolean {
  for (const member of members) if (test(member)) return true;
  return false;
}
