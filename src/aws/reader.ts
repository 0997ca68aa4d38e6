import { iamActionOf } from './actions.ts';
import { classifyError } from './classify-error.ts';
import { type ClientConfig, clientConfig, type SdkClient } from './client.ts';
import { homeRegion } from './partitions.ts';
import { ReadError } from './read-error.ts';
import type { Place, Session } from './session.ts';

/**
 * A memoised, read-only question to AWS. Called with a place it answers, once per account and Region however often
 * it is asked; it rejects with a ReadError and nothing else.
 */
export interface Reader<T> {
  (place: Place): Promise<T>;
  /** IAM actions it needs, sorted. */
  readonly actions: readonly string[];
  /** Those of them that it can do without: it then answers with an error as a value. */
  readonly optionalActions: readonly string[];
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

export interface Service<Sdk, Client, Input extends object, Output extends object> {
  readonly id: string;
  /** 'global' for a service with one endpoint a partition: it is asked there, whatever the Region. */
  readonly region: 'global' | 'regional';
  readonly load: () => Promise<Sdk>;
  readonly client: (sdk: Sdk, config: ClientConfig) => Client & SdkClient<Input, Output>;
}

/** What a reader reads with. */
export interface Connection<Sdk, Client> {
  readonly sdk: Sdk;
  readonly client: Client;
  readonly place: Place;
  /** Runs a part of a reading that may fail on its own, such as the question about one of many resources. */
  readonly attempt: <T>(part: () => Promise<T>) => Promise<Answer<T>>;
}

export interface ServiceReaders<Sdk, Client> {
  /** @param actions IAM actions of all calls that `read` may make. */
  reader<T>(actions: readonly string[], read: (connection: Connection<Sdk, Client>) => Promise<T>): Reader<T>;
}

/** Declares a service of AWS. Its SDK client is loaded when the first reading from it is taken. */
export function service<Sdk, Client, Input extends object, Output extends object>(
  spec: Service<Sdk, Client, Input, Output>,
): ServiceReaders<Sdk, Client> {
  const clients = new WeakMap<Session, Map<string, Promise<{ sdk: Sdk; client: Client }>>>();

  async function connect(session: Session, region: string): Promise<{ sdk: Sdk; client: Client }> {
    const sdk = await spec.load();
    const client = spec.client(sdk, await clientConfig(session, region));
    client.middlewareStack.use(
      session.transport.plugin({ service: spec.id, accountId: session.accountId, region }),
    );
    return { sdk, client };
  }

  return {
    reader: (actions, read) => {
      const actionOf = (operation: string | undefined) =>
        operation === undefined ? (actions[0] ?? spec.id) : iamActionOf({ service: spec.id, operation });
      const regionOf = ({ session, region }: Place) =>
        spec.region === 'global' ? homeRegion(session.partition, spec.id) : region;
      return memoised({ actions, optionalActions: [] }, regionOf, async (place) => {
        const region = regionOf(place);
        const classify = (error: unknown) =>
          classifyError(error, {
            action: actionOf(place.session.transport.operationThatFailed(error)) ?? actions[0] ?? spec.id,
            accountId: place.session.accountId,
            region,
          });
        try {
          const { sdk, client } = await kept(clients, place.session, region, () =>
            connect(place.session, region),
          );
          return await read({
            sdk,
            client,
            place,
            attempt: async (part) => {
              try {
                return { ok: true, value: await part() };
              } catch (error) {
                return { ok: false, error: classify(error) };
              }
            },
          });
        } catch (error) {
          throw classify(error);
        }
      });
    },
  };
}

/** A reader built from readers: its actions are theirs, and it is memoised as they are. */
export function derive<R extends Readers, T>(
  readers: R,
  compute: (readings: Readings<R>, place: Place) => T,
): Reader<T> {
  return memoised(
    needsOf(Object.values(readers)),
    ({ region }) => region,
    async (place) => {
      const readings = await readAll(readers, place);
      try {
        return compute(readings, place);
      } catch (error) {
        throw damaged(readers, place, error);
      }
    },
  );
}

/** What was read could not be made sense of. */
function damaged(readers: Readers, { session, region }: Place, error: unknown): ReadError {
  if (error instanceof ReadError) return error;
  const [action = ''] = needsOf(Object.values(readers)).actions;
  const why = error instanceof Error ? error.message : String(error);
  return new ReadError(
    `what AWS answered to ${action} in ${region} of account ${session.accountId} could not be understood: ${why}`,
    { kind: 'failed', action, accountId: session.accountId, region },
    { cause: error },
  );
}

/**
 * The answers of all enabled Regions, for a rule that judges a whole account: also of Regions that the user left out
 * of the scan, or "nowhere" could not be told from "not looked at". Regions without the service are left out.
 */
export function everyRegion<T>(
  reader: Reader<T>,
): Reader<readonly { readonly region: string; readonly answer: Answer<T> }[]> {
  return memoised(
    { actions: [...reader.actions, 'ec2:DescribeRegions'], optionalActions: reader.actions },
    () => '*',
    async ({ session }) => {
      const { enabled } = session.regions;
      if (enabled instanceof ReadError) throw enabled;
      const answers = await Promise.all(
        enabled.map(async (region) => ({ region, answer: await settle(reader({ session, region })) })),
      );
      return answers.filter(({ answer }) => answer.ok || answer.error.kind !== 'unavailable');
    },
  );
}

/** The answer or the error, for a rule that can still judge without it. */
export function optional<T>(reader: Reader<T>): Reader<Answer<T>> {
  return Object.assign((place: Place) => settle(reader(place)), {
    actions: reader.actions,
    optionalActions: reader.actions,
  });
}

/**
 * Asks all readers at once.
 * @throws ReadError with every failure, in the order in which the readers are named.
 */
export async function readAll<R extends Readers>(readers: R, place: Place): Promise<Readings<R>> {
  const answers = await Promise.all(
    Object.entries(readers).map(async ([name, reader]) => ({ name, answer: await settle(reader(place)) })),
  );
  const failure = ReadError.combine(answers.flatMap(({ answer }) => (answer.ok ? [] : [answer.error])));
  if (failure !== undefined) throw failure;
  const values = Object.fromEntries(
    answers.flatMap(({ name, answer }) => (answer.ok ? [[name, answer.value]] : [])),
  );
  if (!answersAll(readers, values)) throw new TypeError('a reader was not asked');
  return values;
}

/** Every reader's name has its value: each was put there by the reader of that name. */
function answersAll<R extends Readers>(readers: R, values: Record<string, unknown>): values is Readings<R> {
  return Object.keys(readers).every((name) => name in values);
}

/** What a set of readers needs together. An action is optional when none of them insists on it. */
function needsOf(readers: readonly Needs[]): Needs {
  const insisted = readers.flatMap(({ actions, optionalActions }) =>
    actions.filter((action) => !optionalActions.includes(action)),
  );
  const actions = readers.flatMap((reader) => reader.actions);
  return { actions, optionalActions: actions.filter((action) => !insisted.includes(action)) };
}

async function settle<T>(reading: Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await reading };
  } catch (error) {
    if (error instanceof ReadError) return { ok: false, error };
    throw error;
  }
}

type Needs = Pick<Reader<unknown>, 'actions' | 'optionalActions'>;

function memoised<T>(
  { actions, optionalActions }: Needs,
  regionOf: (place: Place) => string,
  read: (place: Place) => Promise<T>,
): Reader<T> {
  const readings = new WeakMap<Session, Map<string, Promise<T>>>();
  return Object.assign((place: Place) => kept(readings, place.session, regionOf(place), () => read(place)), {
    actions: [...new Set(actions)].sort(),
    optionalActions: [...new Set(optionalActions)].sort(),
  });
}

/** What is kept of a session goes with the session: nothing outlives its account. */
function kept<T>(
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
