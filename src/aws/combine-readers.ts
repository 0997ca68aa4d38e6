import { actionsOf } from './actions.ts';
import type { TakenCall } from './declaration.ts';
import { ReadError } from './read-error.ts';
import {
  type Answer,
  memoised,
  type Needs,
  type Reader,
  type Readers,
  type Readings,
  type Source,
  settle,
  together,
} from './reader.ts';
import { type Place, REGION_LIST, type Session } from './session.ts';

/**
 * A reader built from readers: it needs what they need, and is computed once an account where all of them are read
 * once an account, else once a Region.
 */
export function derive<R extends Readers, T>(
  readers: R,
  compute: (readings: Readings<R>, place: Place) => T,
): Reader<T> {
  return memoised(
    together(Object.values(readers)),
    '',
    async (place) => {
      const readings = await readAll(readers, place);
      try {
        return compute(readings, place);
      } catch (error) {
        throw damaged(readers, place, error);
      }
    },
    (place) => Object.values(readers).map((reader) => ({ reader, place })),
  );
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
 * of the scan, or "nowhere" and "not looked at" would be the same. Regions without the service are left out.
 */
export function everyRegion<T>(reader: Reader<T>): Reader<readonly RegionAnswer<T>[]> {
  return memoised(
    acrossRegions(reader, 'every Region'),
    '',
    async ({ session }) => {
      const { enabled } = session.regions;
      if (enabled instanceof ReadError) throw enabled;
      return answersIn(session, enabled, reader);
    },
    ({ session }) => {
      const { enabled } = session.regions;
      return enabled instanceof ReadError ? [] : sourcesIn(session, enabled, reader);
    },
  );
}

/**
 * The answers of the Regions that are scanned, for a rule that judges once an account what each Region tells of. Where
 * AWS did not list all that were to be scanned, that error stands beside them. Regions without the service are left out.
 */
export function scannedRegions<T>(reader: Reader<T>): Reader<readonly RegionAnswer<T>[]> {
  const across = acrossRegions(reader, 'every scanned Region');
  return memoised(
    { ...across, optionalActions: across.actions },
    '',
    async ({ session }) => {
      const { scanned, unlisted } = session.regions;
      const answers = await answersIn(session, scanned, reader);
      return unlisted === undefined
        ? answers
        : [...answers, { region: unlisted.region, answer: { ok: false, error: unlisted } }];
    },
    ({ session }) => sourcesIn(session, session.regions.scanned, reader),
  );
}

function sourcesIn(session: Session, regions: readonly string[], reader: Reader<unknown>): Source[] {
  return regions.map((region) => ({ reader, place: { session, region } }));
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
  const { operations, actions, remembered, calls, hold } = reader;
  const needs: Needs = { operations, actions, optionalActions: actions, remembered, calls };
  return Object.assign((place: Place) => settle(reader(place)), { ...needs, hold });
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
