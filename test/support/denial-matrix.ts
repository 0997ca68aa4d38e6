import { rules } from '../../rules/index.ts';
import { connect } from '../../src/accounts/connect.ts';
import { actionsOf } from '../../src/aws/actions.ts';
import type { Session } from '../../src/aws/session.ts';
import type { Tape, TapeAnswer, TapeCall } from '../../src/aws/tape.ts';
import { Transport } from '../../src/aws/transport.ts';
import { actionsOfRule, type ChosenRule } from '../../src/engine/chosen-rule.ts';
import type { Failure, Outcome } from '../../src/engine/outcome.ts';
import { scanAccount } from '../../src/engine/scan-account.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import type { ScopeKind } from '../../src/rule/rule.ts';
import { deniedAnswer } from './denied-answer.ts';

/**
 * What became of a rule when one of its actions was denied.
 * - unknown: it says so, naming the action
 * - judged without it: the action is optional to it, and every verdict is what it was
 * - not asked: the recorded account gives no reason to make the call
 * - anything else is a fault, told in words
 */
export interface Cell {
  readonly ruleId: string;
  readonly action: string;
  readonly result: 'unknown' | 'judged without it' | 'not asked' | 'wrong';
  readonly faults: readonly string[];
}

/** Denies every action of every rule, one at a time, on one recorded account. */
export async function denialMatrix(tape: Tape): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const [id, rule] of Object.entries(rules)) {
    const chosen: ChosenRule = { id, rule, options: defaultOptions(rule) };
    const before = await judge(chosen, tape);
    for (const action of actionsOfRule(rule)) {
      const after = await judge(chosen, await denying(tape, action));
      cells.push({ ruleId: id, action, ...compare(chosen, action, before, after) });
    }
  }
  return cells;
}

interface Judged {
  readonly outcomes: readonly Outcome[];
  /** IAM actions of the calls that were made. */
  readonly asked: ReadonlySet<string>;
}

/** Replays one rule over all Regions of the tape. */
async function judge(chosen: ChosenRule, tape: Tape): Promise<Judged> {
  const session = await replaySession(tape);
  const outcomes: Outcome[] = [];
  for await (const some of scanAccount(session, [chosen])) outcomes.push(...some);
  return { outcomes, asked: new Set(session.transport.sent.flatMap(actionsOf)) };
}

function replaySession(tape: Tape): Promise<Session> {
  return connect({
    credentials: async () => ({ accessKeyId: '', secretAccessKey: '' }),
    profile: undefined,
    region: tape.setting.startRegion,
    regions: [],
    now: new Date(tape.setting.recordedAt),
    transport: new Transport({
      source: { kind: 'replay', tape },
      concurrency: 100,
      signal: new AbortController().signal,
    }),
  });
}

/** The same tape, but that every call of the action is denied. */
async function denying(tape: Tape, action: string): Promise<Tape> {
  const denials = new Map<TapeCall, TapeAnswer>();
  for (const call of tape.calls()) {
    if (actionsOf(call).includes(action)) denials.set(call, await deniedAnswer(call, action));
  }
  return tape.with((call) => denials.get(call));
}

function compare(
  { rule }: ChosenRule,
  action: string,
  before: Judged,
  after: Judged,
): Omit<Cell, 'ruleId' | 'action'> {
  if (!after.asked.has(action)) return { result: 'not asked', faults: [] };
  const named = after.outcomes.some((outcome) => errorsOf(outcome).some((error) => error.action === action));
  const faults = faultsOf(rule.scope, before, after);
  if (faults.length > 0) return { result: 'wrong', faults };
  if (named) return { result: 'unknown', faults };
  const optional = Object.values(rule.reads).some((reader) => reader.optionalActions.includes(action));
  return optional
    ? { result: 'judged without it', faults }
    : { result: 'wrong', faults: [`no verdict is unknown for want of ${action}`] };
}

function errorsOf({ verdicts, failure }: Outcome) {
  const unknowns = [...verdicts, ...(failure === undefined ? [] : [failure])].filter(
    ({ status }) => status === 'unknown',
  );
  return unknowns.flatMap((unknown) => ('error' in unknown ? (unknown.error?.all ?? []) : []));
}

/** Verdicts that passed, failed or vanished because a call was denied. */
function faultsOf(kind: ScopeKind, before: Judged, after: Judged): string[] {
  const was = statusesOf(before);
  const is = statusesOf(after);
  const unknownScopes = new Set(
    after.outcomes
      .filter((outcome) => outcome.failure?.status === 'unknown' || hidesRegions(outcome))
      .map(scopeOf),
  );
  const nowhereToLook = after.outcomes.some(({ failure }) => hidesScopes(kind, failure));
  const changed = [...is].flatMap(([key, status]) =>
    status === 'unknown' || was.get(key) === status
      ? []
      : [`${key} was ${was.get(key) ?? 'not judged'} and is ${status}`],
  );
  const vanished = [...was].flatMap(([key, status]) =>
    is.has(key) || unknownScopes.has(scopeOfKey(key)) || nowhereToLook
      ? []
      : [`${key} was ${status} and has vanished`],
  );
  return [...changed, ...vanished];
}

/** Without the list of Regions, or the position in the organization, one unknown stands for all scopes of a rule. */
function hidesScopes(kind: ScopeKind, failure: Failure | undefined): boolean {
  if (failure?.status !== 'unknown') return false;
  return kind === 'organization' || (kind === 'region' && failure.error?.action === 'ec2:DescribeRegions');
}

/** A rule on the whole account says of the account, Region by Region, where it could not look. */
function hidesRegions({ verdicts }: Outcome): boolean {
  return verdicts.some(
    (verdict) =>
      verdict.status === 'unknown' && verdict.resource.type === 'AwsAccount' && verdict.part !== undefined,
  );
}

function statusesOf({ outcomes }: Judged): Map<string, string> {
  return new Map(
    outcomes.flatMap((outcome) => [
      ...outcome.verdicts.map((verdict) => {
        const resource = 'resource' in verdict && verdict.resource !== undefined ? verdict.resource.id : '';
        const part = 'part' in verdict ? (verdict.part ?? '') : '';
        return [`${scopeOf(outcome)}|${resource} ${part}`, verdict.status] as const;
      }),
      ...(outcome.failure === undefined ? [] : [[`${scopeOf(outcome)}|`, outcome.failure.status] as const]),
    ]),
  );
}

function scopeOf({ accountId, region }: Outcome): string {
  return `${accountId} ${region}`;
}

function scopeOfKey(key: string): string {
  return key.split('|')[0] ?? '';
}
