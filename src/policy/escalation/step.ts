import type { Actor } from './actor.ts';
import { type Certainty, compareCertainty, weakest } from './certainty.ts';
import type { Permission } from './permission.ts';

/** One step of a way to more permissions. */
export interface Step {
  /** Id of the path, as in paths.ts, or one of own.ts. */
  readonly path: string;
  /** ARN of the user or role that takes the step. */
  readonly from: string;
  /** ARN of the user, role, group or policy that it is about. */
  readonly on: string;
  readonly permissions: readonly Permission[];
  /** What must be so besides, in words: "a Lambda function runs with arn…". */
  readonly given: readonly string[];
  readonly certainty: Certainty;
  /** What it brings, in words that follow "it": "gets the permissions of role/deploy". */
  readonly gain: string;
  /** A policy names the role, to be assumed or passed, or the role the actor: somebody granted this on purpose. */
  readonly byName: boolean;
}

/** A way to administrator access. */
export interface Chain {
  readonly steps: readonly Step[];
  readonly certainty: Certainty;
  /** It assumes or passes roles up to an administrator, and each time a policy or a trust policy names the other side. */
  readonly granted: boolean;
  /** What must be so at its end, in words. */
  readonly given: readonly string[];
  /** Why an unread end is. */
  readonly reason: string | undefined;
}

export function step(
  path: string,
  from: Actor,
  on: string,
  permissions: readonly Permission[],
  gain: string,
  more: {
    readonly given?: readonly string[];
    readonly certainty?: Certainty;
    readonly byName?: boolean;
  } = {},
): Step {
  const { given = [], byName = false } = more;
  const certainty = weakest([
    ...permissions.map((permission) => permission.certainty),
    given.length > 0 ? 'conditional' : 'certain',
    more.certainty ?? 'certain',
  ]);
  return { path, from: from.arn, on, permissions, given, certainty, gain, byName };
}

/** The name of a user, role, group or policy without partition and account: "role/deploy". */
export function shortName(arn: string): string {
  return arn.split(':').slice(5).join(':');
}

/** All of them, or undefined when one is missing. */
export function everyOne<T>(items: Iterable<T | undefined>): T[] | undefined {
  const all: T[] = [];
  for (const item of items) {
    if (item === undefined) return undefined;
    all.push(item);
  }
  return all;
}

/** @param given what must be so at its end, in words */
export function chainOf(steps: readonly Step[], given: readonly string[] = []): Chain {
  return {
    steps,
    certainty: weakest([
      ...steps.map(({ certainty }) => certainty),
      given.length > 0 ? 'conditional' : 'certain',
    ]),
    granted: steps.length === 0,
    given,
    reason: undefined,
  };
}

/** The steps to somebody, and the chain from there. */
export function joined(steps: readonly Step[], rest: Chain): Chain {
  const certainty = weakest([...steps.map((step) => step.certainty), rest.certainty]);
  const granted = rest.granted && steps.every(({ byName }) => byName);
  return { ...rest, steps: [...steps, ...rest.steps], certainty, granted };
}

/** What makes one chain better than another, the weightiest first. */
interface Rank {
  readonly certainty: Certainty;
  readonly granted: boolean;
  readonly length: number;
}

export function rankOf({ certainty, granted, steps }: Chain): Rank {
  return { certainty, granted, length: steps.length };
}

/** Who was granted administrator access by name needs no way around: of two as certain, that is told. */
export function compareRanks(a: Rank, b: Rank): number {
  return (
    compareCertainty(a.certainty, b.certainty) || Number(b.granted) - Number(a.granted) || a.length - b.length
  );
}

export function compareChains(a: Chain, b: Chain): number {
  return compareRanks(rankOf(a), rankOf(b));
}

/** The better of two chains. */
export function better(a: Chain | undefined, b: Chain): Chain {
  return a !== undefined && compareChains(a, b) <= 0 ? a : b;
}
