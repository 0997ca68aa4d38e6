import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { rules as allRules } from '../../rules/index.ts';
import type { Session } from '../../src/aws/session.ts';
import { scanAccount } from '../../src/engine/scan-account.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import { sessionWith } from '../support/session.ts';
import { type Answers, type Stub, startStub } from '../support/stub.ts';
import { ACCOUNT, answersOf, ESCALATES, MEMBER, NOW, type World } from './account.fixture.ts';

export * from './account.fixture.ts';

/** What a rule said of a resource. */
export interface Judged {
  readonly rule: string;
  /** `user/ann`, `policy/deploy`, `account`, `member`; undefined where the whole scope is meant. */
  readonly resource: string | undefined;
  readonly status: 'pass' | 'fail' | 'unknown' | 'notApplicable';
  /** Of a failed verdict. */
  readonly severity: number | undefined;
  readonly description: string | undefined;
  readonly evidence: unknown;
  /** Of a verdict that is unknown or not applicable. */
  readonly reason: string | undefined;
}

const worlds = new Map<string, Answers>();
let stub: Stub;
/** Worlds are told apart by access key, so that all are read through the same connections. */
let stranger: Session;

/** To be called by every file of tests that judge worlds: the server that answers for them stands while they run. */
export function worldsOverHttp(): void {
  beforeAll(async () => {
    stub = await startStub({
      answers: {
        '*': (call, upstream) =>
          worlds.get(call.accessKeyId)?.[`${call.service}:${call.operation}`]?.(call, upstream),
      },
    });
    vi.stubEnv('AWS_ENDPOINT_URL', stub.endpoint);
    stranger = sessionWith({
      accountId: ACCOUNT,
      regions: { scanned: ['us-east-1'] },
      now: NOW,
      patience: { connectWithin: 20_000, answerWithin: 20_000 },
    });
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await stub.stop();
    expect([...stranger.transport.misdeclared]).toEqual([]);
  });
}

/** Scans the world with these rules, over HTTP and with all that lies between, and gives every verdict. */
export async function verdictsOf(world: World, rules: readonly string[]): Promise<readonly Judged[]> {
  const accessKeyId = `AKIAWORLD${String(worlds.size).padStart(11, '0')}`;
  worlds.set(accessKeyId, answersOf(world));
  const session = {
    ...stranger,
    credentials: async () => ({ accessKeyId, secretAccessKey: 'secret' }),
  };
  const chosen = rules.map((id) => {
    const rule = allRules[id];
    if (rule === undefined) throw new Error(`there is no rule ${id}`);
    return { id, rule, options: defaultOptions(rule) };
  });
  const said: Judged[] = [];
  for await (const outcomes of scanAccount(session, chosen)) {
    for (const {
      chosen: { id, rule },
      verdicts,
      failure,
    } of outcomes) {
      said.push(
        ...verdicts.map(
          (verdict): Judged => ({
            rule: id,
            resource: verdict.resource && nameOf(verdict.resource.id),
            status: verdict.status,
            severity: verdict.status === 'fail' ? (verdict.severity?.score ?? rule.severity) : undefined,
            description: verdict.status === 'fail' ? verdict.description : undefined,
            evidence: 'evidence' in verdict ? verdict.evidence : undefined,
            reason: 'reason' in verdict ? verdict.reason : undefined,
          }),
        ),
      );
      if (failure) {
        const { status, reason } = failure;
        said.push({
          rule: id,
          resource: undefined,
          status,
          reason,
          severity: undefined,
          description: undefined,
          evidence: undefined,
        });
      }
    }
  }
  return said;
}

function nameOf(id: string): string {
  if (id === `arn:aws:iam::${MEMBER}:root` || id === MEMBER) return 'member';
  if (id === `arn:aws:iam::${ACCOUNT}:root` || id === ACCOUNT) return 'account';
  return id.startsWith('arn:') ? id.split(':').slice(5).join(':') : id;
}

/** What a rule said of a resource in short: `fail 8.2`, `pass`, `unknown: why`, or `nothing`. The worst part speaks. */
export function inShort(verdicts: readonly Judged[], rule: string, resource: string): string {
  const about = verdicts.filter(
    (verdict) => verdict.rule === rule && (verdict.resource === resource || verdict.resource === undefined),
  );
  const severities = about.flatMap(({ severity }) => severity ?? []);
  if (severities.length > 0) return `fail ${Math.max(...severities).toFixed(1)}`;
  const [open] = about.filter(({ status }) => status === 'unknown');
  if (open) return `unknown: ${open.reason}`;
  return about.some(({ status }) => status === 'pass') ? 'pass' : 'nothing';
}

/** By `<rule> <resource>`, such as `iam/principal-can-escalate user/ann`, what the rule has to say in short. */
export type Expected = Readonly<Record<string, string | RegExp>>;

async function hold(world: World, expected: Expected): Promise<void> {
  const asked = Object.keys(expected).map((key) => {
    const [rule = '', resource = ''] = key.split(' ');
    return { key, rule, resource };
  });
  const verdicts = await verdictsOf(world, [...new Set(asked.map(({ rule }) => rule))]);
  const said = Object.fromEntries(
    asked.map(({ key, rule, resource }) => [key, inShort(verdicts, rule, resource)]),
  );
  expect(said).toEqual(patterns(expected));
}

/** What `toEqual` compares with: a regular expression stands for the texts that it matches. */
export const patterns = (expected: Expected): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : expect.stringMatching(value),
    ]),
  );

/** A test: rules judge this world as expected. */
export const judges = (title: string, world: World, expected: Expected): void =>
  it(title, () => hold(world, expected));

/** That a user or role can make itself administrator, by severity: 8.2 is certain, 6.0 hangs on something. */
export const escalates = (name: string, score: '8.2' | '6.0' | '3.0' = '8.2'): Expected => ({
  [`${ESCALATES} ${name}`]: `fail ${score}`,
});

export const contained = (name: string): Expected => ({ [`${ESCALATES} ${name}`]: 'pass' });

/** Not told as certain: held back, or hanging on something. */
export const notCertain = (name: string): Expected => ({ [`${ESCALATES} ${name}`]: /^(pass|fail 6\.0)$/ });
