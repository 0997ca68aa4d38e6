import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { startMoto } from '../support/moto.ts';
import { type Answers, startStub } from '../support/stub.ts';
import { type Answer, type Call, failure } from '../support/wire.ts';
import { seedLarge } from '../support/worlds/large.ts';
import { seedServices } from '../support/worlds/services/index.ts';
import { postern } from './postern.ts';

/** How many users the account has. */
export const USERS = 500;
/** How many entities GetAccountAuthorizationDetails tells of: users, groups, roles and the one policy they use. */
export const ENTITIES = USERS + 100 + 300 + 1;

const FOLDER = 'node_modules/.cache/postern-bench';
const SEED = 'test/support/worlds';

type Recording = Map<string, Answer>;

/**
 * What AWS answers in an account with 500 users, 100 groups, 300 roles and 50 security groups in each of 17 Regions.
 * moto takes a minute to be seeded and has a Python's pace, so its answers to one scan are kept, and given from memory.
 */
export class LargeAccount {
  #asksMore = false;

  private constructor(private readonly recording: Recording) {}

  /** From the cache, when it was recorded from the same seed and holds all that a scan asks today; else anew. */
  static async current(): Promise<LargeAccount> {
    const kept = await LargeAccount.#kept();
    if (kept === undefined) return LargeAccount.#record();
    await using stub = await startStub({ answers: kept.answers() });
    await scan(stub.endpoint);
    return kept.#asksMore ? LargeAccount.#record() : kept;
  }

  static async #kept(): Promise<LargeAccount | undefined> {
    try {
      const lines = (await readFile(await cacheFile(), 'utf8')).trimEnd().split('\n');
      return new LargeAccount(new Map(lines.map((line): [string, Answer] => JSON.parse(line))));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** From a seeded moto: what one scan with every rule asks. */
  static async #record(): Promise<LargeAccount> {
    const recording: Recording = new Map();
    await using moto = await startMoto();
    const now = new Date();
    const world = await seedLarge(moto, { now });
    const answers = { ...(await seedServices('wellKept', { ...world, moto, now })), ...world.answers };
    await using seeded = await startStub({ upstream: moto.endpoint, answers });
    await using recorder = await startStub({
      upstream: seeded.endpoint,
      answers: {
        '*': async (call, upstream) => {
          const answer = await upstream();
          recording.set(keyOf(call), { ...answer, body: String(answer.body) });
          return answer;
        },
      },
    });
    await scan(recorder.endpoint);
    const unanswered = [...recording].find(([, { status }]) => status !== undefined && status >= 500);
    // The SDK would ask for it again and again, and the calls be those of a broken AWS.
    if (unanswered !== undefined) throw new Error(`nothing answers ${unanswered[0]}`);
    await mkdir(FOLDER, { recursive: true });
    const unfinished = `${await cacheFile()}.unfinished`;
    await writeFile(unfinished, [...recording].map((line) => `${JSON.stringify(line)}\n`).join(''));
    await rename(unfinished, await cacheFile());
    return new LargeAccount(recording);
  }

  /** @param hold what each answer waits for */
  answers(hold: (call: Call) => Promise<void> = async () => {}): Answers {
    return {
      '*': async (call) => {
        await hold(call);
        const answer = this.recording.get(keyOf(call));
        if (answer !== undefined) return answer;
        this.#asksMore = true;
        return failure(call, { code: 'AccessDeniedException', message: 'It was not recorded', status: 403 });
      },
    };
  }
}

/** Asks all that a scan with every rule asks. */
const scan = (endpoint: string) => postern(['--fail-on', 'never'], endpoint);

function keyOf({ service, region, operation, params }: Call): string {
  return [service, region, operation, JSON.stringify(params)].join(' ');
}

/** Named after what the account is seeded with, so that another seed is recorded anew. */
async function cacheFile(): Promise<string> {
  const hash = createHash('sha256');
  const files = (await readdir(SEED, { recursive: true })).filter((name) => name.endsWith('.ts'));
  for (const file of files.sort()) hash.update(await readFile(`${SEED}/${file}`));
  return `${FOLDER}/large-account-${hash.digest('hex').slice(0, 16)}.jsonl`;
}
