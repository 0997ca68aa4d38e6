import { expect } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { type Answers, type Stub, startStub } from '../support/stub.ts';
import { success } from '../support/wire.ts';
import type { World } from '../support/worlds/world.ts';
import { type Environment, postern, type Run, reportOf } from './cli.fixture.ts';

export interface SceneOptions {
  /** The server that answers what the world does not, such as moto. */
  readonly upstream?: string;
  /** Asked before the world, such as a fault. */
  readonly before?: readonly Answers[];
  readonly delayMs?: number;
  /** Waits between attempts as long as it would for AWS, in place of no time at all. */
  readonly patient?: boolean;
}

/** A world that the command line scans over the wire. */
export interface Scene extends AsyncDisposable {
  readonly stub: Stub;
  /** Leads the command line to the world and nowhere else. */
  readonly environment: Environment;
  postern(...args: readonly string[]): Promise<Run>;
  /** Scans with `--format json`. */
  report(...args: readonly string[]): Promise<Run & { readonly report: Report }>;
}

/** The last word where no server stands behind the world. */
const WITHOUT_ALIAS: Answers = {
  'iam:ListAccountAliases': (call) => success(call, { AccountAliases: [], IsTruncated: false }),
};

export async function stage(
  world: Pick<World, 'credentials' | 'answers'>,
  { before = [], patient = false, ...options }: SceneOptions = {},
): Promise<Scene> {
  const stub = await startStub({
    ...options,
    answers: [...before, world.answers, ...(options.upstream === undefined ? [WITHOUT_ALIAS] : [])],
  });
  const { accessKeyId, secretAccessKey, sessionToken } = world.credentials;
  const environment = {
    AWS_ENDPOINT_URL: stub.endpoint,
    ...(patient ? {} : { POSTERN_BACK_OFF: '0.001' }),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
  };
  return {
    stub,
    environment,
    postern: (...args) => postern(args, environment),
    report: async (...args) => {
      const run = await postern(['--format', 'json', ...args], environment);
      // A run that prints nothing says why on standard error.
      expect(run.stdout, run.stderr).not.toBe('');
      return { ...run, report: reportOf(run.stdout) };
    },
    [Symbol.asyncDispose]: stub.stop,
  };
}
