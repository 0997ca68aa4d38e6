import { actionOf, actionsOf, type Operation } from './actions.ts';
import { classifyError } from './classify-error.ts';
import { type ClientConfig, clientConfig, type SdkClient } from './client.ts';
import {
  type Declaration,
  distinct,
  hasPages,
  misdeclared,
  nameIn,
  sentOnlyIfAny,
  sentRepeatedly,
  type TakenCall,
  type Use,
} from './declaration.ts';
import { askingAboutItem, checkReads, GuardError, type Sender, sendingAs, told } from './guard.ts';
import { Limit } from './limit.ts';
import { homeRegion, type Partition } from './partitions.ts';
import { ReadError } from './read-error.ts';
import { type Place, REGION_LIST, type Session } from './session.ts';

/**
 * A memoised, read-only question to AWS. Called with a place it answers, however often it is asked it asks AWS once.
 * It rejects with a ReadError; with anything else only when whoever wrote the reader has to mend it.
 */
export interface Reader<T> extends Needs {
  (place: Place): Promise<T>;
}

/** What a reader needs and where its answer is kept. */
interface Needs {
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

export interface Service<Sdk, Client, Input extends object, Output extends object> {
  /** The AWS CLI's name for it: `sso-admin`, `elbv2`, `logs`. */
  readonly id: string;
  /** 'global' for a service with one endpoint a partition: it is asked there, whatever the Region. */
  readonly region: 'global' | 'regional';
  /** The ids of the partitions that have it, where not all do: the names of its hosts resolve in the others too. */
  readonly partitions?: readonly string[];
  readonly load: () => Promise<Sdk>;
  readonly client: (sdk: Sdk, config: ClientConfig) => Client & SdkClient<Input, Output>;
}

/** The operations for which an SDK has a command. */
type OperationOf<Sdk> = {
  [Name in keyof Sdk]: Name extends `${infer Operation}Command` ? Operation : never;
}[keyof Sdk];

/** What a reader reads with. */
interface Connection<Sdk, Client> {
  readonly sdk: Sdk;
  readonly client: Client;
  /** A client of another Region, for what one list tells of and each Region answers about itself, as buckets. */
  readonly clientIn: (region: string) => Promise<Client>;
  readonly accountId: string;
  readonly partition: Partition;
  /** The Region that is asked. */
  readonly region: string;
  /** The moment of the scan. */
  readonly now: Date;
  /** Another reading of the same place, from a reader that `using` names. */
  readonly ask: <T>(reader: Reader<T>) => Promise<T>;
  /**
   * One question for each item, side by side but no more than there may be calls in flight; the answers come in the
   * order of the items, and the failure of one is its answer.
   */
  readonly each: <Item, T>(
    items: Iterable<Item>,
    question: (item: Item) => Promise<T>,
  ) => Promise<readonly ItemAnswer<Item, T>[]>;
  /** One question whose failure may be an answer too. */
  readonly attempt: <T>(question: () => Promise<T>) => Promise<Answer<T>>;
  /** Waits some milliseconds, but not in a replay. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Makes readers of one service. */
export interface ServiceReaders<Sdk, Client> {
  /**
   * @param operations all that `read` may send: every one a read, and none that hands out secrets or content. Those that
   *   an answer may do without, such as questions about each of several items, as `{ ifAny: 'GetUser' }`.
   * @throws GuardError when one of them is not
   */
  reader<T>(
    operations: readonly Declaration<OperationOf<Sdk>>[],
    read: (connection: Connection<Sdk, Client>) => Promise<T>,
  ): Reader<T>;
  /** For readers that `ask` these, or some of them only `ifAny`: what they need, it needs too. */
  using(...readers: readonly Use<Reader<unknown>>[]): ServiceReaders<Sdk, Client>;
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

  function readersUsing(uses: readonly Use<Reader<unknown>>[]): ServiceReaders<Sdk, Client> {
    const used = uses.map(readerIn);
    return {
      using: (...readers) => readersUsing(readers),
      reader: (declared, read) => {
        const sender: Sender = { service: spec.id, operations: declared };
        checkReads(sender);
        const own = ownNeeds(sender);
        const { remembered } = own;
        const calls = [...own.calls, ...uses.flatMap(callsOfUse)].map((taken) =>
          asRemembered(own, spec.id, taken),
        );
        const needs = { ...together([own, ...used]), remembered, calls };
        return memoised(needs, spec.id, (place) =>
          sendingAs(sender, async (sent) => {
            const { session, region } = place;
            if (!offeredIn(session.partition)) throw notOffered(needs, place);
            const asked = new Set<Reader<unknown>>();
            const attempt = attemptsOf(sender, needs, place);
            const answer = await attempt(async () => {
              const connectedTo = (where: string) =>
                kept(clients, session, where, () => connect(session, where));
              const connected = await connectedTo(region);
              const value = await read({
                ...connected,
                clientIn: async (where) => (await connectedTo(where)).client,
                ...placeOf(place),
                ask: (reader) => {
                  if (!used.includes(reader))
                    throw new GuardError(`${told(sender)} asks a reader that its using(…) does not name`);
                  asked.add(reader);
                  return reader(place);
                },
                each: eachOf(attempt, session),
                attempt,
              });
              for (const how of [...misdeclared(declared, sent, connected.sdk), ...unasked(uses, asked)])
                session.transport.misdeclared.add(`${told(sender)} ${how}`);
              return value;
            });
            if (answer.ok) return answer.value;
            throw answer.error;
          }),
        );
      },
    };
  }

  function offeredIn({ id }: Partition): boolean {
    return spec.partitions?.includes(id) ?? true;
  }

  function notOffered({ actions }: Needs, { session, region }: Place): ReadError {
    const { partition, accountId } = session;
    return new ReadError(`${partition.name} has no ${spec.id}`, {
      kind: 'unavailable',
      action: actions[0] ?? spec.id,
      accountId,
      region,
    });
  }

  function ownNeeds({ operations: declarations }: Sender): Needs {
    const operations = declarations.map((one) => ({ service: spec.id, operation: nameIn(one) }));
    return {
      operations,
      actions: operations.flatMap(actionsOf),
      optionalActions: [],
      remembered: spec.region === 'global' ? 'account' : 'region',
      calls: declarations.map((declaration) => {
        const operation = nameIn(declaration);
        const paginated = async () => hasPages(await spec.load(), operation);
        return {
          call: { service: spec.id, operation, repeats: sentRepeatedly(declaration), paginated },
          where: 'the Region',
          certain: !sentOnlyIfAny(declaration),
        };
      }),
    };
  }

  return readersUsing([]);
}

function isIfAny<T extends object>(use: Use<T>): use is { readonly ifAny: T } {
  return 'ifAny' in use;
}

function readerIn(use: Use<Reader<unknown>>): Reader<unknown> {
  return isIfAny(use) ? use.ifAny : use;
}

function unasked(
  uses: readonly Use<Reader<unknown>>[],
  asked: ReadonlySet<Reader<unknown>>,
): readonly string[] {
  return uses.every((use) => isIfAny(use) || asked.has(use))
    ? []
    : ['answered without asking all that its using(…) names: name some as { ifAny: reader }'];
}

function callsOfUse(use: Use<Reader<unknown>>): readonly TakenCall[] {
  return isIfAny(use) ? use.ifAny.calls.map((taken) => ({ ...taken, certain: false })) : use.calls;
}

/** Whatever Region was asked about, a reader that answers once an account reads from the home Region of its service. */
function asRemembered({ remembered }: Needs, service: string, taken: TakenCall): TakenCall {
  return remembered === 'account' && taken.where === 'the Region'
    ? { ...taken, where: { homeOf: service } }
    : taken;
}

function placeOf({
  session,
  region,
}: Place): Pick<Connection<unknown, unknown>, 'accountId' | 'partition' | 'region' | 'now' | 'pause'> {
  const { accountId, partition, now, transport } = session;
  return { accountId, partition, region, now, pause: (milliseconds) => transport.pause(milliseconds) };
}

type Attempt = Connection<unknown, unknown>['attempt'];

/** Questions of one reader, whose errors name the operation that failed. */
function attemptsOf(
  { service, operations }: Sender,
  { actions }: Needs,
  { session, region }: Place,
): Attempt {
  const { accountId, transport } = session;
  return async (question) => {
    try {
      return { ok: true, value: await question() };
    } catch (error) {
      if (error instanceof GuardError) throw error;
      const failed = transport.callThatFailed(error);
      const operation = failed?.operation ?? operations.map(nameIn)[0];
      const action = operation === undefined ? actions[0] : actionOf({ service, operation });
      const facts = { action: action ?? service, accountId, region: failed?.region ?? region };
      return { ok: false, error: classifyError(error, facts) };
    }
  };
}

/** Every use has a limit of its own: one within another would wait for ever for a shared one. */
function eachOf(attempt: Attempt, { transport }: Session): Connection<unknown, unknown>['each'] {
  return (items, question) => {
    const limit = new Limit(transport.concurrency);
    return Promise.all(
      [...items].map((item) =>
        limit.run(async () => ({
          item,
          answer: await attempt(() => askingAboutItem(() => question(item))),
        })),
      ),
    );
  };
}

/**
 * A reader built from readers: it needs what they need, and is computed once an account where all of them are read
 * once an account, else once a Region.
 */
export function derive<R extends Readers, T>(
  readers: R,
  compute: (readings: Readings<R>, place: Place) => T,
): Reader<T> {
  return memoised(together(Object.values(readers)), '', async (place) => {
    const readings = await readAll(readers, place);
    try {
      return compute(readings, place);
    } catch (error) {
      throw damaged(readers, place, error);
    }
  });
}

/** What was read could not be made sense of. */
function damaged(readers: Readers, { session, region }: Place, error: unknown): ReadError {
  if (error instanceof ReadError) return error;
  const [action = ''] = together(Object.values(readers)).actions;
  const why = error instanceof Error ? error.message : String(error);
  return new ReadError(
    `what AWS answered to ${action} in ${region} of account ${session.accountId} could not be understood: ${why}`,
    { kind: 'failed', action, accountId: session.accountId, region },
    { cause: error },
  );
}

/** What a reader answered in one Region. */
export interface RegionAnswer<T> {
  readonly region: string;
  readonly answer: Answer<T>;
}

/**
 * The answers of all enabled Regions, for a rule that judges a whole account: also of Regions that the user left out
 * of the scan, or "nowhere" could not be told from "not looked at". Regions without the service are left out.
 */
export function everyRegion<T>(reader: Reader<T>): Reader<readonly RegionAnswer<T>[]> {
  return memoised(acrossRegions(reader, 'every Region'), '', async ({ session }) => {
    const { enabled } = session.regions;
    if (enabled instanceof ReadError) throw enabled;
    return answersIn(session, enabled, reader);
  });
}

/**
 * The answers of the Regions that are scanned, for a rule that judges once an account what each Region tells of. Where
 * AWS did not list all that were to be scanned, that error stands beside them. Regions without the service are left out.
 */
export function scannedRegions<T>(reader: Reader<T>): Reader<readonly RegionAnswer<T>[]> {
  return memoised(acrossRegions(reader, 'every scanned Region'), '', async ({ session }) => {
    const { scanned, unlisted } = session.regions;
    const answers = await answersIn(session, scanned, reader);
    return unlisted === undefined
      ? answers
      : [...answers, { region: unlisted.region, answer: { ok: false, error: unlisted } }];
  });
}

function acrossRegions(reader: Reader<unknown>, where: TakenCall['where']): Needs {
  return {
    operations: [...reader.operations, REGION_LIST],
    actions: [...reader.actions, ...actionsOf(REGION_LIST)],
    optionalActions: reader.actions,
    remembered: 'account',
    calls: reader.calls.map((taken) => (taken.where === 'the Region' ? { ...taken, where } : taken)),
  };
}

async function answersIn<T>(
  session: Session,
  regions: readonly string[],
  reader: Reader<T>,
): Promise<readonly RegionAnswer<T>[]> {
  const answers = await Promise.all(
    regions.map(async (region) => ({ region, answer: await settle(reader({ session, region })) })),
  );
  return answers.filter(({ answer }) => answer.ok || answer.error.kind !== 'unavailable');
}

/** The answer or the error, for a rule that can still judge without it. */
export function optional<T>(reader: Reader<T>): Reader<Answer<T>> {
  const { operations, actions, remembered, calls } = reader;
  const needs: Needs = { operations, actions, optionalActions: actions, remembered, calls };
  return Object.assign((place: Place) => settle(reader(place)), needs);
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

/** What several readers need together. An action is optional when none of them insists on it. */
function together(readers: readonly Needs[]): Needs {
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

async function settle<T>(reading: Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await reading };
  } catch (error) {
    if (error instanceof ReadError) return { ok: false, error };
    throw error;
  }
}

/** What is read once an account is read from the home Region of the service, whichever Region asked first. */
function memoised<T>(needs: Needs, service: string, read: (place: Place) => Promise<T>): Reader<T> {
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
