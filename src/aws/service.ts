import { actionOf, actionsOf, declareService } from './actions.ts';
import { classifyError } from './classify-error.ts';
import { type ClientConfig, clientConfig, type SdkClient } from './client.ts';
import {
  type Declaration,
  elsewhereIn,
  hasOperation,
  hasPages,
  inBoth,
  misdeclared,
  nameIn,
  sentOnlyIfAny,
  sentRepeatedly,
  type TakenCall,
  type Use,
} from './declaration.ts';
import { asking, checkReads, GuardError, lastSent, type Sender, sendingAs, told } from './guard.ts';
import { Limit } from './limit.ts';
import { offeredIn, type Partition } from './partitions.ts';
import { ReadError } from './read-error.ts';
import { type Answer, type ItemAnswer, kept, memoised, type Needs, type Reader, together } from './reader.ts';
import type { Place, Session } from './session.ts';

export interface Service<Sdk, Client> {
  /** The AWS CLI's name for it: `sso-admin`, `elbv2`, `logs`. */
  readonly id: string;
  /** 'global' for a service with one endpoint a partition: it is asked there, whatever the Region. */
  readonly region: 'global' | 'regional';
  /** The ids of the partitions that have it, where not all do: the names of its hosts resolve in the others too. */
  readonly partitions?: readonly string[];
  /** What its IAM actions begin with, where that is not its id: `elasticfilesystem` for `efs`. */
  readonly iamPrefix?: string;
  /**
   * Lists, maps and structures that AWS leaves out of an answer where there is nothing in them, by operation; `*` for any.
   * Any other that is missing makes the answer damaged.
   */
  readonly mayOmit?: { readonly [Name in OperationOf<Sdk>]?: readonly string[] };
  readonly load: () => Promise<Sdk>;
  readonly client: (sdk: Sdk, config: ClientConfig) => Client & SdkClient;
}

/** The operations for which an SDK has a command. */
type OperationOf<Sdk> = {
  [Name in keyof Sdk]: Name extends `${infer Operation}Command` ? Operation : never;
}[keyof Sdk];

/** What a reader reads with. */
interface Connection<Sdk, Client> {
  readonly sdk: Sdk;
  readonly client: Client;
  /**
   * A client of another Region, for what one list tells of and each Region answers about itself, as buckets. What it
   * sends is declared with `in`.
   */
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
  /**
   * Asks again and again, each so many milliseconds after the last answer, until something is there that AWS makes first.
   * It rejects when that takes too long. @param what as it follows "AWS was still making"
   */
  readonly until: (
    what: string,
    operation: OperationOf<Sdk>,
    every: number,
    isThere: () => Promise<boolean>,
  ) => Promise<void>;
}

/** Makes readers of one service. */
export interface ServiceReaders<Sdk, Client> {
  /**
   * @param operations all that `read` may send: every one a read, and none that hands out secrets or content. Those that
   *   an answer may do without, such as questions about each of several items, as `{ ifAny: 'GetUser' }`; those that
   *   `clientIn` sends as `{ ifAny: 'GetBucketPolicy', in: { regionsWith: 'buckets' } }`.
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
export function service<Sdk, Client>(spec: Service<Sdk, Client>): ServiceReaders<Sdk, Client> {
  declareService(spec.id, spec.iamPrefix);
  /** A client, and what it calls its service, by whatever id that was declared. */
  interface Connected {
    readonly sdk: Sdk;
    readonly client: Client;
    readonly serviceId: string;
  }
  const clients = new WeakMap<Session, Map<string, Promise<Connected>>>();

  async function connect(session: Session, region: string): Promise<Connected> {
    const sdk = await spec.load();
    const client = spec.client(sdk, await clientConfig(session, region));
    // A client that a user installed may be of any age.
    if (typeof client?.config?.protocol?.getShapeId !== 'function')
      throw new Error(`the SDK client of ${spec.id} is none, or too old for Postern: install a newer one`);
    client.middlewareStack.use(
      session.transport.plugin(
        { service: spec.id, accountId: session.accountId, region },
        { protocol: client.config.protocol.getShapeId(), omissions: { ...spec.mayOmit } },
      ),
    );
    return { sdk, client, serviceId: (client.config.serviceId ?? spec.id).replaceAll(' ', '').toLowerCase() };
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
        const calls = [...own.calls, ...uses.flatMap(callsOfUse)].map((taken) => ({
          ...asRemembered(own, spec.id, taken),
          partitions: inBoth(spec.partitions, taken.partitions),
        }));
        const needs = { ...together([own, ...used]), remembered, calls };
        return memoised(
          needs,
          spec.id,
          (place) =>
            sendingAs(sender, place.region, async (sent) => {
              const { session, region } = place;
              if (!offeredIn(spec.partitions, session.partition)) throw notOffered(needs, place);
              const asked = new Set<Reader<unknown>>();
              const attempt = attemptsOf(sender, needs, place);
              const answer = await attempt(async () => {
                const connectedTo = (where: string) =>
                  kept(clients, session, where, () => connect(session, where));
                const { serviceId, ...connected } = await connectedTo(region);
                checkReads({ service: serviceId, operations: declared });
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
                  attempt: (question) => asking(() => attempt(question)),
                  until: (what, operation, every, isThere) =>
                    session.transport.until(what, { service: spec.id, operation, region }, every, isThere),
                });
                for (const how of [...misdeclared(declared, sent, connected.sdk), ...unasked(uses, asked)])
                  session.transport.misdeclared.add(`${told(sender)} ${how}`);
                return value;
              });
              if (answer.ok) return answer.value;
              throw answer.error;
            }),
          (place) => used.map((reader) => ({ reader, place })),
        );
      },
    };
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
        const paginated = async () => {
          const sdk = await spec.load();
          if (!hasOperation(sdk, operation))
            throw new GuardError(`the SDK client of ${spec.id} has no operation ${operation}`);
          return hasPages(sdk, operation);
        };
        return {
          call: { service: spec.id, operation, repeats: sentRepeatedly(declaration), paginated },
          where: elsewhereIn(declaration) ?? 'the Region',
          partitions: spec.partitions,
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
}: Place): Pick<Connection<unknown, unknown>, 'accountId' | 'partition' | 'region' | 'now'> {
  const { accountId, partition, now } = session;
  return { accountId, partition, region, now };
}

type Attempt = Connection<unknown, unknown>['attempt'];

/**
 * Questions of one reader, whose errors name the operation that failed, or else the last, whose answer could not be made
 * sense of.
 */
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
      const operation = failed?.operation ?? lastSent() ?? operations.map(nameIn)[0];
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
          answer: await asking(() => attempt(() => question(item)), { aboutItem: true }),
        })),
      ),
    );
  };
}
