import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { MOTO_PROGRAM } from './moto-program.ts';

/** moto's own account, which every access key it does not know belongs to. */
export const motoAccountId = '123456789012';

export interface Moto extends AsyncDisposable {
  /** For AWS_ENDPOINT_URL, such as `http://127.0.0.1:40123`. */
  readonly endpoint: string;
  /** Credentials of {@link motoAccountId}. Unknown to moto's IAM, so useless while IAM is enforced. */
  readonly credentials: AwsCredentialIdentity;
  /**
   * Credentials of a role in another account. moto tells accounts apart by access keys that it handed out,
   * and forgets them on `reset`.
   */
  credentialsFor(accountId: string, roleName?: string): Promise<AwsCredentialIdentity>;
  /**
   * From now on (or no longer) moto checks signatures and the policies of the caller. It looks at identity
   * policies only, and its messages name neither resource nor policy type; `denied` in stub.ts has AWS's own.
   */
  enforceIam(on: boolean): Promise<void>;
  /** Forgets everything but the AWS managed policies, and no longer enforces IAM. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const candidates = (): readonly string[] => {
  const chosen = process.env.POSTERN_TEST_PYTHON;
  const own = fileURLToPath(new URL('../../.moto/bin/python', import.meta.url));
  return [...(chosen ? [chosen] : []), ...(existsSync(own) ? [own] : []), 'python3'];
};

const hasMoto = (python: string) =>
  spawnSync(
    python,
    ['-c', 'import sys, importlib.util as u; sys.exit(not all(map(u.find_spec, ("moto", "flask"))))'],
    {
      stdio: 'ignore',
    },
  ).status === 0;

let found: { python: string | undefined } | undefined;
/** The first of `POSTERN_TEST_PYTHON`, the repository's `.moto` and `python3` that has moto. */
export function pythonWithMoto(): string | undefined {
  found ??= { python: candidates().find(hasMoto) };
  return found.python;
}

/**
 * Whether tests against moto can run here, for `describe.skipIf(!motoAvailable())`.
 * Says loudly when they cannot.
 * @throws in CI, where a missing moto is a failure.
 */
export function motoAvailable(): boolean {
  if (pythonWithMoto()) return true;
  const missing = `moto is not installed (tried ${candidates().join(', ')}): pip install 'moto[server]'`;
  if (process.env.CI) throw new Error(missing);
  console.warn(`\n*** SKIPPED: tests against moto. ${missing}\n`);
  return false;
}

/**
 * The AWS managed policies that moto has. All 1600 of them, which it copies for every account and every partition,
 * would cost seconds at each turn.
 */
const awsManagedPolicies = [
  'AWSCloudShellFullAccess',
  'AWSCompromisedKeyQuarantine',
  'AWSCompromisedKeyQuarantineV2',
  'AWSCompromisedKeyQuarantineV3',
  'AWSSupportAccess',
  'AdministratorAccess',
  'AmazonS3ReadOnlyAccess',
  'IAMFullAccess',
  'PowerUserAccess',
  'ReadOnlyAccess',
  'SecurityAudit',
  'ViewOnlyAccess',
];

/**
 * Starts a moto server with a few AWS managed policies on a free port, and waits until it answers. What it makes up
 * follows from what it is asked: the same questions get the same ids, whatever was asked before.
 * @param clock The moment at which its clock stands still. Absent: the time is the time.
 * @throws when no Python has moto, or the server does not start within a minute.
 */
export async function startMoto({ clock }: { clock?: Date } = {}): Promise<Moto> {
  const python = pythonWithMoto();
  if (!python) throw new Error("moto is not installed: pip install 'moto[server]'");
  const settings = JSON.stringify({ policies: awsManagedPolicies, clock: clock?.toISOString() });
  const child = spawn(python, ['-c', MOTO_PROGRAM, settings], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: {
      ...process.env,
      // The order of Python's sets.
      PYTHONHASHSEED: '0',
      MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
      MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
      PYTHONUNBUFFERED: '1',
    },
  });
  const endpoint = await listening(child);
  const post = async (path: string, body = '') => {
    const response = await fetch(`${endpoint}/moto-api/${path}`, { method: 'POST', body });
    if (!response.ok) throw new Error(`moto answered ${response.status} to ${path}`);
  };
  const enforceIam = (on: boolean) => post('reset-auth', on ? '0' : 'inf');
  const stop = () => ended(child);
  return {
    endpoint,
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    credentialsFor: (accountId, roleName = 'OrganizationAccountAccessRole') =>
      assumeRole(endpoint, `arn:aws:iam::${accountId}:role/${roleName}`),
    enforceIam,
    reset: async () => {
      await post('reset');
      await enforceIam(false);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function listening(child: ChildProcess): Promise<string> {
  let resolve: (endpoint: string) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<string>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  let said = '';
  const listen = (text: string) => {
    said += text;
    const endpoint = said.match(/Running on (http:\/\/\S+)/)?.[1];
    if (endpoint) resolve(endpoint);
  };
  const fail = (why: string, cause?: Error) =>
    reject(new Error(`moto did not start: ${why}\n${said}`, { cause }));
  const ended = (code: number | null) => fail(`it ended with ${code}`);
  const patience = setTimeout(() => fail('no answer within a minute'), 60_000);
  child.on('error', (error) => fail(error.message, error)).on('exit', ended);
  child.stderr?.setEncoding('utf8').on('data', listen);
  return promise
    .catch((error: unknown) => {
      child.kill('SIGKILL');
      throw error;
    })
    .finally(() => {
      clearTimeout(patience);
      child.off('exit', ended);
      // What it logs from here on is read and dropped: an unread pipe would fill and block it.
      child.stderr?.off('data', listen).resume();
    });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

async function assumeRole(endpoint: string, roleArn: string): Promise<AwsCredentialIdentity> {
  const sts = new STSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'test' }),
  );
  sts.destroy();
  if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey)
    throw new Error(`moto gave no credentials for ${roleArn}`);
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
  } = Credentials;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}
