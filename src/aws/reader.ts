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
  /**
   * Announces one use of the answer, with all that it is made of. When every announced use is over, the answer is let
   * go, and what only it was made of as soon as it is there; asked once more it would ask AWS anew. Without an
   * announcement it is kept as long as the session.
   */
  readonly hold: (place: Place) => Release;
}

/** Ends one announced use; called again it does nothing. */
export type Release = () => void;

/** What an answer is made of. */
export interface Source {
  readonly reader: Reader<unknown>;
  readonly place: Place;
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

/** Announces one use of all these readers' answers. */
export function holdAll(readers: readonly Reader<unknown>[], place: Place): Release {
  const releases = readers.map((reader) => reader.hold(place));
  return () => {
    for (const release of releases.splice(0)) release();
  };
}

/** An answer, and who still wants it. */
interface Memory<T> {
  reading?: Promise<T>;
  /** Announced uses that are not over. */
  holds: number;
  /** Ends the use of what the answer is made of. */
  releaseSources: Release;
}

/** What is read once an account is read from the home Region of the service, whichever Region asked first. */
export function memoised<T>(
  needs: Needs,
  service: string,
  read: (place: Place) => Promise<T>,
  sourcesOf: (place: Place) => readonly Source[],
): Reader<T> {
  const memories = new WeakMap<Session, Map<string, Memory<T>>>();
  const { remembered } = needs;
  const home = ({ session, region }: Place): Place =>
    remembered === 'account'
      ? { session, region: homeRegion(session.partition, service) }
      : { session, region };
  const memoryOf = ({ session, region }: Place) =>
    kept(memories, session, region, (): Memory<T> => ({ holds: 0, releaseSources: () => {} }));
  const answer = (asking: Place) => {
    const place = home(asking);
    const memory = memoryOf(place);
    if (memory.reading === undefined) {
      memory.reading = read(place);
      const done = () => memory.releaseSources();
      memory.reading.then(done, done);
    }
    return memory.reading;
  };
  const hold = (asking: Place): Release => {
    const place = home(asking);
    const memory = memoryOf(place);
    if (memory.holds === 0 && memory.reading === undefined) {
      const releases = sourcesOf(place).map((source) => source.reader.hold(source.place));
      memory.releaseSources = () => {
        for (const release of releases.splice(0)) release();
      };
    }
    memory.holds += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      memory.holds -= 1;
      if (memory.holds > 0) return;
      memory.releaseSources();
      memories.get(place.session)?.delete(place.region);
    };
  };
  const operations = new Map(needs.operations.map((one) => [`${one.service} ${one.operation}`, one]));
  return Object.assign(answer, {
    hold,
    operations: [...operations].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, operation]) => operation),
    actions: [...new Set(needs.actions)].sort(),
    optionalActions: [...new Set(needs.optionalActions)].sort(),
    remembered,
    calls: distinct(needs.calls),
  });
}

/** What is kept of a session goes with the session: nothing outlives its account. */
export function kept<T>(
  memory: WeakMap<Session, Map<string, T>>,
  session: Session,
  region: string,
  make: () => T,
): T {
  const byRegion = memory.get(session) ?? new Map<string, T>();
  memory.set(session, byRegion);
  const existing = byRegion.get(region);
  if (existing !== undefined) return existing;
  const made = make();
  byRegion.set(region, made);
  return made;
}
