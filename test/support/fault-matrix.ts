import { rules } from '../../rules/index.ts';
import { actionOf, actionsOf, type Operation } from '../../src/aws/actions.ts';
import { Tape, type TapeAnswer, type TapeCall } from '../../src/aws/tape.ts';
import { type ChosenRule, operationsOfRule } from '../../src/engine/chosen-rule.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import { deniedAnswer } from './denied-answer.ts';
import { broken, failing, throttled } from './faults.ts';
import { errorsOf, faultsOf, type Judged, judge, ofRule } from './judged-from-tape.ts';
import type { Answerer } from './stub.ts';
import { callOf, success } from './wire.ts';

/** What comes in place of an answer; an Error where the connection breaks. */
type Fault = (call: TapeCall, answer: TapeAnswer) => Promise<TapeAnswer | Error> | TapeAnswer | Error;

const HTML = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>';

const plain = (body: string, type: string, status = 200): TapeAnswer => ({
  status,
  headers: { 'content-type': type },
  body,
});

/** In the content type of the true answer, so that the body alone is wrong. */
const instead =
  (body: string, status = 200): Fault =>
  (_call, { headers }) => ({ status, headers, body });

const asService =
  (answerer: Answerer): Fault =>
  async ({ service, operation, region }) => {
    const answer = await answerer(callOf(service, operation, region), () =>
      Promise.reject(new Error('nothing is forwarded')),
    );
    if (answer === undefined || answer === 'drop') throw new Error('a fault is an answer');
    const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
    return {
      status: answer.status ?? 200,
      headers: Object.fromEntries(headers),
      body: answer.body.toString(),
    };
  };

/** Where no reader asks for further pages, it is no fault. */
const PAGE_AGAIN = 'repeated page token';

export const FAULTS: Readonly<Record<string, Fault>> = {
  denied: (call) => deniedAnswer(call, actionOf(call)),
  'throttled for ever': asService(throttled()),
  'HTTP 500': asService(broken()),
  'dropped connection': () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
  'HTML page': () => plain(HTML, 'text/html'),
  'HTML page with 403': () => plain(HTML, 'text/html', 403),
  'HTML page with 503': () => plain(HTML, 'text/html', 503),
  'HTML called as awaited': instead(HTML),
  'empty body': instead(''),
  'HTTP 204': instead('', 204),
  'foreign XML': instead('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>'),
  '{}': instead('{}'),
  '[]': instead('[]'),
  null: instead('null'),
  [PAGE_AGAIN]: (_call, answer) => ({ ...answer, body: withToken(answer.body) }),
  OptInRequired: asService(failing('OptInRequired', 'You are not subscribed to this service.', 403)),
  SubscriptionRequiredException: asService(
    failing('SubscriptionRequiredException', 'The AWS Access Key Id needs a subscription.', 400),
  ),
  'wrong content type': (_call, answer) => ({ ...answer, headers: { 'content-type': 'text/plain' } }),
  'truncated body': (_call, answer) => ({ ...answer, body: answer.body.slice(0, answer.body.length / 2) }),
  'absent list': asService((call) => success(call, {})),
};

/** Services that answer GetAdministratorAccount and its like without content: nothing came, and that is an answer. */
const NOTHING_IS_AN_ANSWER = new Set(['guardduty GetAdministratorAccount', 's3 HeadBucket']);
const NOTHING = new Set(['empty body', 'HTTP 204', '{}', 'absent list']);

/**
 * Where AWS sends no list when there is nothing, as `src/aws/absent-members.ts` knows: whoever sends that in place of an
 * answer says what AWS says of an account without any, and nobody can tell.
 */
const SAYS_THERE_IS_NOTHING: Readonly<Record<string, readonly string[]>> = {
  // A bucket without them: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
  's3 GetBucketLogging': ['absent list'],
  's3 GetBucketVersioning': ['absent list'],
  // A HEAD has no body that could break off.
  's3 HeadBucket': ['truncated body'],
  'sqs ListQueues': ['{}', 'absent list'],
};

/** Which of the calls of an operation are hit: Regions, pages or items. */
const SEEDS: Readonly<Record<string, (index: number, of: number) => boolean>> = {
  every: () => true,
  first: (index) => index === 0,
  last: (index, of) => index === of - 1,
  half: (index) => index % 2 === 1,
};

/**
 * What became of a scan when calls of one operation got no answer.
 * - unknown: whatever was judged otherwise before is unknown, for a reason that names the action
 * - as before: every verdict is what it was; no rule insists on the operation, or the answer was one after all
 * - not asked: no rule makes these calls
 */
export interface FaultCell {
  readonly fault: string;
  readonly operation: string;
  readonly seed: string;
  readonly result: 'unknown' | 'as before' | 'not asked' | 'wrong';
  readonly faults: readonly string[];
}

/**
 * Hits every operation of a recorded account with every fault, one at a time, and compares what the rules that read it
 * say with what they said before.
 * @param wanted which of the cells, by their number
 */
export async function faultMatrix(tape: Tape, wanted: (cell: number) => boolean): Promise<FaultCell[]> {
  const chosen = Object.entries(rules).map(
    ([id, rule]): ChosenRule => ({ id, rule, options: defaultOptions(rule) }),
  );
  const before = await judge(chosen, tape);
  const calls = tape.calls();
  const operations = new Map(calls.map((call) => [nameOf(call), call]));
  const cells: FaultCell[] = [];
  let number = 0;
  for (const [operation, call] of operations) {
    const its = calls.filter((other) => nameOf(other) === operation);
    const readers = chosen.filter(({ rule }) => readsIt(rule, call));
    for (const [fault, answer] of Object.entries(FAULTS)) {
      if (SAYS_THERE_IS_NOTHING[operation]?.includes(fault)) continue;
      for (const [seed, isHit] of Object.entries(SEEDS)) {
        // One call alone is hit by every seed alike.
        if (its.length === 1 && seed !== 'every') continue;
        number += 1;
        if (!wanted(number)) continue;
        const hit = its.filter((_call, index) => isHit(index, its.length));
        const cell = { fault, operation, seed };
        cells.push({ ...cell, ...(await judged(readers, tape, before, { call, hit, fault, answer })) });
      }
    }
  }
  return cells;
}

interface Attack {
  readonly call: TapeCall;
  readonly hit: readonly TapeCall[];
  readonly fault: string;
  readonly answer: Fault;
}

async function judged(
  readers: readonly ChosenRule[],
  tape: Tape,
  before: Judged,
  { call, hit, fault, answer }: Attack,
): Promise<Pick<FaultCell, 'result' | 'faults'>> {
  if (readers.length === 0) return { result: 'not asked', faults: [] };
  const damaged = new FaultyTape(tape, hit, answer, fault === PAGE_AGAIN ? listOf : keyOf);
  await damaged.prepare();
  let after: Judged;
  try {
    after = await judge(readers, damaged);
  } catch (error) {
    // Without knowing who we are there is no report.
    const message = error instanceof Error ? error.message : String(error);
    return call.service === 'sts'
      ? { result: 'unknown', faults: [] }
      : { result: 'wrong', faults: [`the scan ended: ${message}`] };
  }
  const faults = readers.flatMap(({ id, rule }) =>
    faultsOf(rule.scope, ofRule(before, id), ofRule(after, id)).map((told) => `${id}: ${told}`),
  );
  if (faults.length > 0) return { result: 'wrong', faults };
  const action = actionOf(call);
  const named = after.outcomes.some((outcome) => errorsOf(outcome).some((error) => error.action === action));
  if (named) return { result: 'unknown', faults };
  const insists = readers.some(({ rule }) => insistsOn(rule, action));
  const mayPass =
    fault === 'wrong content type' ||
    damaged.served === 0 ||
    (fault === PAGE_AGAIN && !damaged.followed) ||
    (NOTHING_IS_AN_ANSWER.has(nameOf(call)) && NOTHING.has(fault));
  return insists && !mayPass
    ? { result: 'wrong', faults: [`no verdict is unknown for want of ${action}`] }
    : { result: 'as before', faults };
}

/** Every rule needs to know who we are; one stands for all. */
function readsIt(rule: ChosenRule['rule'], { service, operation }: Operation): boolean {
  if (service === 'sts') return rule === Object.values(rules)[0];
  return operationsOfRule(rule).some((one) => one.service === service && one.operation === operation);
}

function insistsOn(rule: ChosenRule['rule'], action: string): boolean {
  return Object.values(rule.reads).some(
    (reader) =>
      reader.operations.flatMap(actionsOf).includes(action) && !reader.optionalActions.includes(action),
  );
}

function nameOf({ service, operation }: Operation): string {
  return `${service} ${operation}`;
}

/** What names the next page, in every protocol. */
function withToken(body: string): string {
  const again = 'again';
  if (body.startsWith('{')) {
    const answer: unknown = JSON.parse(body);
    return JSON.stringify({ ...Object(answer), nextToken: again, NextToken: again });
  }
  return body
    .replace(/<IsTruncated>false<\/IsTruncated>|<isTruncated>false<\/isTruncated>/, '')
    .replace(/(<(\w+)Result>|<requestId>)/, (start) =>
      start === '<requestId>'
        ? `<nextToken>${again}</nextToken>${start}`
        : `${start}<IsTruncated>true</IsTruncated><isTruncated>true</isTruncated><Marker>${again}</Marker>`,
    );
}

/** A tape on which some calls have no answer, on whatever page. */
class FaultyTape extends Tape {
  readonly #tape: Tape;
  readonly #hit: readonly TapeCall[];
  readonly #fault: Fault;
  readonly #answers = new Map<string, TapeAnswer | Error>();
  readonly #key: (call: TapeCall) => string;
  /** Faults that were played. */
  served = 0;
  /** Whether the page was asked for that a fault named. */
  followed = false;

  constructor(tape: Tape, hit: readonly TapeCall[], fault: Fault, key: (call: TapeCall) => string) {
    super(tape.setting);
    this.#tape = tape;
    this.#hit = hit;
    this.#fault = fault;
    this.#key = key;
  }

  async prepare(): Promise<void> {
    const recorded = this.#tape.player();
    for (const call of this.#hit) {
      const answer = recorded(call);
      if (answer !== undefined) this.#answers.set(this.#key(call), await this.#fault(call, answer));
    }
  }

  override player(): (call: TapeCall) => TapeAnswer | undefined {
    const recorded = this.#tape.player();
    return (call) => {
      const fault = this.#answers.get(this.#key(call));
      if (fault === undefined) return recorded(call);
      this.followed ||= JSON.stringify(call.input).includes('"again"');
      this.served += 1;
      if (fault instanceof Error) throw fault;
      return fault;
    };
  }
}

function keyOf({ accountId, service, region, operation, input }: TapeCall): string {
  const parameters = Object.entries(Object(input)).filter(([, value]) => value !== undefined);
  return JSON.stringify([accountId, service, region, operation, parameters.sort()]);
}

/** The call without the page that it asks for. */
function listOf(call: TapeCall): string {
  const input = Object.entries(Object(call.input)).filter(([name]) => !/^(?:nextToken|Marker)$/i.test(name));
  return keyOf({ ...call, input: Object.fromEntries(input) });
}
