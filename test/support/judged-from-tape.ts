import { connect } from '../../src/accounts/connect.ts';
import { actionsOf } from '../../src/aws/actions.ts';
import type { Session } from '../../src/aws/session.ts';
import type { Tape } from '../../src/aws/tape.ts';
import { Transport } from '../../src/aws/transport.ts';
import type { ChosenRule } from '../../src/engine/chosen-rule.ts';
import type { Failure, Outcome } from '../../src/engine/outcome.ts';
import { scanAccount } from '../../src/engine/scan-account.ts';
import type { ScopeKind } from '../../src/rule/rule.ts';
import type { Verdict } from '../../src/rule/verdict.ts';

/** What was judged, and with which calls. */
export interface Judged {
  readonly outcomes: readonly Outcome[];
  /** IAM actions of the calls that were made. */
  readonly asked: ReadonlySet<string>;
}

/**
 * Replays rules over all Regions of a tape.
 * @throws ReadError or CredentialsError where it does not say who we are
 */
export async function judge(chosen: readonly ChosenRule[], tape: Tape): Promise<Judged> {
  const session = await replaySession(tape);
  const outcomes: Outcome[] = [];
  for await (const some of scanAccount(session, chosen)) outcomes.push(...some);
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

/** What was judged by one of several rules. The calls are those of all. */
export function ofRule(judged: Judged, id: string): Judged {
  return { ...judged, outcomes: judged.outcomes.filter(({ chosen }) => chosen.id === id) };
}

/** The errors that unknown verdicts tell. */
export function errorsOf({ verdicts, failure }: Outcome) {
  const unknowns = [...verdicts, ...(failure === undefined ? [] : [failure])].filter(
    ({ status }) => status === 'unknown',
  );
  return unknowns.flatMap((unknown) => ('error' in unknown ? (unknown.error?.all ?? []) : []));
}

/** Verdicts of rules of one kind that passed, failed, vanished or weigh less because a call was not answered. */
export function faultsOf(kind: ScopeKind, before: Judged, after: Judged): string[] {
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
    is.has(key) ||
    wholesOf(key).some((whole) => is.get(whole) === 'unknown') ||
    unknownScopes.has(scopeOfKey(key)) ||
    nowhereToLook
      ? []
      : [`${key} was ${status} and has vanished`],
  );
  const weighed = severitiesOf(before);
  const milder = [...severitiesOf(after)].flatMap(([key, score]) => {
    const full = weighed.get(key);
    return full === undefined || score >= full ? [] : [`${key} was of severity ${full} and is of ${score}`];
  });
  return [...changed, ...vanished, ...milder];
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
      ...outcome.verdicts.map((verdict) => [keyOf(outcome, verdict), verdict.status] as const),
      ...(outcome.failure === undefined ? [] : [[`${scopeOf(outcome)}|`, outcome.failure.status] as const]),
    ]),
  );
}

function severitiesOf({ outcomes }: Judged): Map<string, number> {
  return new Map(
    outcomes.flatMap((outcome) =>
      outcome.verdicts.flatMap((verdict) =>
        verdict.status === 'fail'
          ? [[keyOf(outcome, verdict), verdict.severity?.score ?? outcome.chosen.rule.severity] as const]
          : [],
      ),
    ),
  );
}

function keyOf(outcome: Outcome, verdict: Verdict): string {
  const resource = 'resource' in verdict && verdict.resource !== undefined ? verdict.resource.id : '';
  const part = 'part' in verdict ? (verdict.part ?? '') : '';
  return `${scopeOf(outcome)}|${resource} ${part}`;
}

/**
 * The keys of the resource as a whole, and of all its parts of a kind (`alias` of `alias live`): where these could not be
 * read, nobody knows which there are.
 */
function wholesOf(key: string): readonly string[] {
  const [, resource = '', kind = ''] = /^(.*\|[^ ]* )([^ ]*)/.exec(key) ?? [];
  return [resource, `${resource}${kind}`];
}

function scopeOf({ accountId, region }: Outcome): string {
  return `${accountId} ${region}`;
}

function scopeOfKey(key: string): string {
  return key.split('|')[0] ?? '';
}
