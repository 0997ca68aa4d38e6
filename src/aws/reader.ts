import type { Operation } from './actions.ts';
import { distinct, type TakenCall } from './declaration.ts';
import { homeRegion } from './partitions.ts';
import { ReadError } from './read-error.ts';
import type { Place, Session } from './session.ts';

/**
 * A memoised, read-only question to AWS. Called with a place it answers, however often it is asked it asks AWS once.
 * It rejects with a ReadError; with anything else only when whoever wrote the reader has to mend it.
 */
export interface Reader<T> extends Needs {
  (place: Place): Promise<T>;
}

/** What a reader needs and where its answer is kept. */
export interface Needs {
  /** What it may send, by service and operation, sorted. */
  readonly operations: readonly Operation[];
  /** IAM actions that allow them, sorted. */
  readonly actions: readonly string[];
  /** Those of them that it can do without: it then answers with an error as a value. */
  readonly optionalActions: readonly string[];
  /** Whether it answers once an account, since nothing it reads belongs to one Region, or once a Region. */
  readonly remembered: 'account' | 'region';
  /** The calls that an answer takes, where AWS answers them all. Without the list of Regions, which a session holds. */
  readonly calls: readonly TakenCall[];
}

/** An answer, or the reason why there is none. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ReadError };

/** The answers a set of readers gives, by the same names. */
export type Readings<R extends Readers> = {
  readonly [Name in keyof R]: R[Name] extends Reader<infer T> ? T : never;
};

export type Readers = Readonly<Record<string, Reader<unknown>>>;

/** One of many questions of the same kind: what was asked about, and what AWS said. */
export interface ItemAnswer<Item, T> {
  readonly item: Item;
  readonly answer: Answer<T>;
}

/** What several readers need together. An action is optional when none of them insists on it. */
export function together(readers: readonly Needs[]): Needs {
  const insisted = readers.flatMap(({ actions, optionalActions }) =>
    actions.filter((action) => !optionalActions.includes(action)),
  );
  const actions = readers.flatMap((reader) => reader.actions);
  return {
    operations: readers.flatMap(({ operations }) => operations),
    actions,
    optionalActions: actions.filter((action) => !insisted.includes(action)),
    remembered: readers.every(({ remembered }) => remembered === 'account') ? 'account' : 'region',
    calls: readers.flatMap(({ calls }) => calls),
  };
}

export async function settle<T>(reading: Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await reading };
  } catch (error) {
    if (error instanceof ReadError) return { ok: false, error };
    throw error;
  }
}

/** What is read once an account is read from the home Region of the service, whichever Region asked first. */
export function memoised<T>(needs: Needs, service: string, read: (place: Place) => Promise<T>): Reader<T> {
  const readings = new WeakMap<Session, Map<string, Promise<T>>>();
  const { remembered } = needs;
  const answer = ({ session, region: asking }: Place) => {
    const region = remembered === 'account' ? homeRegion(session.partition, service) : asking;
    return kept(readings, session, region, () => read({ session, region }));
  };
  const operations = new Map(needs.operations.map((one) => [`${one.service} ${one.operation}`, one]));
  return Object.assign(answer, {
    operations: [...operations].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, operation]) => operation),
    actions: [...new Set(needs.actions)].sort(),
    optionalActions: [...new Set(needs.optionalActions)].sort(),
    remembered,
    calls: distinct(needs.calls),
  });
}

/** What is kept of a session goes with the session: nothing outlives its account. */
export function kept<T>(
  memory: WeakMap<Session, Map<string, Promise<T>>>,
  session: Session,
  region: string,
  make: () => Promise<T>,
): Promise<T> {
  const byRegion = memory.get(session) ?? new Map<string, Promise<T>>();
  memory.set(session, byRegion);
  const existing = byRegion.get(region);
  if (existing !== undefined) return existing;
  const made = make();
  byRegion.set(region, made);
  return made;
}
