import { createHash } from 'node:crypto';
import dns from 'node:dns';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type CredentialOptions,
  CredentialsError,
  configuredRegion,
  credentialChain,
  requireCredentials,
  UnknownProfileError,
} from '../../src/accounts/credentials.ts';
import { failing } from '../support/faults.ts';
import { stubbedAws } from '../support/session.ts';
import type { Answerer } from '../support/stub.ts';
import { success, textParam } from '../support/wire.ts';

let home: string;
const noise = vi.fn();

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'postern-'));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', home);
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'credentials'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  for (const level of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation(noise);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(home, { recursive: true });
  expect(noise).not.toHaveBeenCalled();
});

const configure = (text: string) => writeFile(join(home, 'config'), text);
const keep = (text: string) => writeFile(join(home, 'credentials'), text);

async function credentials(options: Partial<CredentialOptions> = {}) {
  const provider = await credentialChain({
    profile: undefined,
    environment: process.env,
    region: 'eu-west-1',
    mfaCode: undefined,
    runProcess: () => Promise.reject(new Error('there is no process')),
    ...options,
  });
  return provider();
}

/** What the person at the terminal is told. */
async function refusal(options: Partial<CredentialOptions> = {}): Promise<string> {
  const error = await credentials(options).catch((reason: unknown) => reason);
  if (!(error instanceof CredentialsError)) throw new Error('no refusal', { cause: error });
  return error.message;
}

const PROCESS_ANSWER = JSON.stringify({ Version: 1, AccessKeyId: 'PROCESS', SecretAccessKey: 'x' });

function environmentKeys() {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'FROMENV');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
}

const assumed: Answerer = (call) =>
  success(call, {
    Credentials: {
      AccessKeyId: `ASSUMED-${textParam(call, 'RoleArn')?.split('/')[1]}`,
      SecretAccessKey: 'secret',
      SessionToken: 'token',
      Expiration: new Date('2099-01-01'),
    },
    AssumedRoleUser: { Arn: 'arn:aws:sts::111122223333:assumed-role/audit/x', AssumedRoleId: 'x' },
  });

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-authentication.html */
describe('credentials are taken', () => {
  beforeEach(() =>
    keep(
      '[default]\naws_access_key_id=DEFAULT\naws_secret_access_key=x\n[work]\naws_access_key_id=WORK\naws_secret_access_key=x\n',
    ),
  );

  it('from the default profile', async () =>
    expect(await credentials()).toMatchObject({ accessKeyId: 'DEFAULT' }));

  it.each(['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'])('from %s', async (variable) => {
    vi.stubEnv(variable, 'work');
    expect(await credentials()).toMatchObject({ accessKeyId: 'WORK' });
  });

  it('from the environment before AWS_PROFILE', async () => {
    vi.stubEnv('AWS_PROFILE', 'work');
    environmentKeys();
    expect(await credentials()).toMatchObject({ accessKeyId: 'FROMENV' });
  });

  it('from the profile that was named before the environment, and quietly', async () => {
    environmentKeys();
    expect(await credentials({ profile: 'work' })).toMatchObject({ accessKeyId: 'WORK' });
  });

  it('from a process', async () => {
    await configure('[profile tool]\ncredential_process = tool\n');
    const runProcess = async () => PROCESS_ANSWER;
    expect(await credentials({ profile: 'tool', runProcess })).toMatchObject({ accessKeyId: 'PROCESS' });
  });

  describe('with a web identity in the environment', () => {
    beforeEach(async () => {
      await writeFile(join(home, 'token'), 'jwt');
      vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', join(home, 'token'));
      vi.stubEnv('AWS_ROLE_ARN', 'arn:aws:iam::111122223333:role/pod');
    });

    it('from it', async () => {
      await using aws = await stubbedAws({ 'sts:*': assumed, '*': assumed });
      await keep('');
      expect(await credentials()).toMatchObject({ accessKeyId: 'ASSUMED-pod', sessionToken: 'token' });
      expect(aws.requests).toMatchObject([{ operation: 'AssumeRoleWithWebIdentity' }]);
    });

    it.each([undefined, 'work'])('from it before the keys of a profile: AWS_PROFILE is %s', async (name) => {
      await using _aws = await stubbedAws({ 'sts:*': assumed, '*': assumed });
      vi.stubEnv('AWS_PROFILE', name);
      expect(await credentials()).toMatchObject({ accessKeyId: 'ASSUMED-pod' });
    });

    it('from the role of a profile before it', async () => {
      await using aws = await stubbedAws({ 'sts:*': assumed, '*': assumed });
      await configure(
        '[profile role]\nrole_arn = arn:aws:iam::111122223333:role/audit\nsource_profile = work\n',
      );
      vi.stubEnv('AWS_PROFILE', 'role');
      expect(await credentials()).toMatchObject({ accessKeyId: 'ASSUMED-audit' });
      expect(aws.requests).toMatchObject([{ operation: 'AssumeRole', accessKeyId: 'WORK' }]);
    });

    it('from the profile that was named before it', async () =>
      expect(await credentials({ profile: 'work' })).toMatchObject({ accessKeyId: 'WORK' }));
  });
});

describe('a chain of roles', () => {
  beforeEach(async () => {
    await keep('[base]\naws_access_key_id=BASE\naws_secret_access_key=x\n');
    await configure(`
[profile middle]
role_arn = arn:aws:iam::111122223333:role/middle
source_profile = base
[profile end]
role_arn = arn:aws:iam::444455556666:role/end
source_profile = middle
external_id = outsider
[profile mfa]
role_arn = arn:aws:iam::111122223333:role/mfa
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/ann
`);
  });

  it('is walked to its end, in the Region of the scan', async () => {
    await using aws = await stubbedAws({ 'sts:AssumeRole': assumed });
    expect(await credentials({ profile: 'end' })).toMatchObject({ accessKeyId: 'ASSUMED-end' });
    expect(aws.requests).toMatchObject([
      { accessKeyId: 'BASE', region: 'eu-west-1' },
      { accessKeyId: 'ASSUMED-middle', region: 'eu-west-1', params: { ExternalId: 'outsider' } },
    ]);
  });

  it('asks for the code of the MFA device', async () => {
    await using aws = await stubbedAws({ 'sts:AssumeRole': assumed });
    const mfaCode = vi.fn(async () => '123456');
    expect(await credentials({ profile: 'mfa', mfaCode })).toMatchObject({ accessKeyId: 'ASSUMED-mfa' });
    expect(mfaCode.mock.calls).toEqual([['arn:aws:iam::111122223333:mfa/ann']]);
    expect(aws.requests).toMatchObject([{ params: { TokenCode: '123456' } }]);
  });

  it('says when nobody can be asked for that code', async () => {
    expect(await refusal({ profile: 'mfa' })).toBe(
      'Profile mfa requires multi-factor authentication, and nobody can be asked for the code here. Run Postern in a terminal, or set AWS_SESSION_TOKEN and the keys that go with it.',
    );
  });

  it('says when a role may not be assumed', async () => {
    const why = 'User: arn:aws:iam::111122223333:user/ann is not authorized to perform: sts:AssumeRole';
    await using _aws = await stubbedAws({ 'sts:AssumeRole': failing('AccessDenied', why, 403) });
    expect(await refusal({ profile: 'end' })).toBe(
      `The AWS credentials of profile "end" (role_arn) cannot be used: ${why}.`,
    );
  });
});

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html */
describe('IAM Identity Center', () => {
  const login =
    'Nobody is signed in to AWS IAM Identity Center, or no longer. Run `aws sso login --profile sso` and try again.';

  const token = async (key: string, expiresAt: Date) => {
    const cache = join(home, '.aws', 'sso', 'cache');
    await mkdir(cache, { recursive: true });
    const content = {
      accessToken: 'token',
      expiresAt: expiresAt.toISOString(),
      startUrl: 'https://x.example',
      region: 'us-west-2',
    };
    await writeFile(
      join(cache, `${createHash('sha1').update(key).digest('hex')}.json`),
      JSON.stringify(content),
    );
  };

  const account = 'sso_account_id = 111122223333\nsso_role_name = audit\n';
  const session = `[profile sso]\nsso_session = org\n${account}[sso-session org]\nsso_start_url = https://x.example\nsso_region = us-west-2\n`;
  const legacy = `[profile sso]\nsso_start_url = https://x.example\nsso_region = us-west-2\n${account}`;

  it.each([
    ['never signed in', session, undefined],
    ['never signed in, older configuration', legacy, undefined],
    ['expired', session, 'org'],
    ['expired, older configuration', legacy, 'https://x.example'],
  ] as const)('%s: says how to sign in', async (_when, config, expired) => {
    await configure(config);
    if (expired !== undefined) await token(expired, new Date(0));
    expect(await refusal({ profile: 'sso' })).toBe(login);
  });

  it('the session was ended: says how to sign in', async () => {
    await configure(session);
    await token('org', new Date('2099-01-01'));
    await using _aws = await stubbedAws({
      '*': failing('UnauthorizedException', 'Session token not found or invalid', 401),
    });
    expect(await refusal({ profile: 'sso' })).toBe(login);
  });

  it('gives the credentials of a role', async () => {
    await configure(session);
    await token('org', new Date('2099-01-01'));
    const roleCredentials = {
      accessKeyId: 'SSO',
      secretAccessKey: 'x',
      sessionToken: 'y',
      expiration: 4_070_908_800_000,
    };
    await using _aws = await stubbedAws({
      '*': () => ({
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ roleCredentials }),
      }),
    });
    expect(await credentials({ profile: 'sso' })).toMatchObject({ accessKeyId: 'SSO', sessionToken: 'y' });
  });

  it('is asked in its own Region, whichever one is scanned', async () => {
    await configure(session);
    await token('org', new Date('2099-01-01'));
    const hosts = new Set<unknown>();
    vi.spyOn(dns, 'lookup').mockImplementation((...args: unknown[]) => {
      hosts.add(args[0]);
      const answer = args.at(-1);
      if (typeof answer === 'function') answer(new Error('no network'));
    });
    await refusal({ profile: 'sso', region: 'eu-west-1' });
    expect([...hosts]).toEqual(['portal.sso.us-west-2.amazonaws.com']);
  });
});

describe('no credentials', () => {
  it('are told with all ways to have some, and soon', async () => {
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', undefined);
    const started = performance.now();
    expect(await refusal()).toBe(
      'No AWS credentials found. Sign in with `aws sso login` or `aws configure`, name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    );
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('in a profile that holds nothing but settings are told with its name', async () => {
    await configure('[profile empty]\nregion = eu-west-1\noutput = json\n');
    expect(await refusal({ profile: 'empty' })).toBe(
      'The profile "empty" gives no credentials, and this machine has none of its own. Look at its settings, or set it up with `aws configure sso --profile empty`.',
    );
  });

  it('in a profile that sets them to nothing are told with the setting', async () => {
    await configure('[profile empty]\nregion = eu-west-1\ncredential_process =\n');
    expect(await refusal({ profile: 'empty' })).toBe(
      'The profile "empty" sets credential_process to nothing. Give it a value, or remove it.',
    );
  });

  it('of another provider are told too', async () => {
    await expect(requireCredentials(() => Promise.reject(new Error('vault is sealed.')))).rejects.toThrow(
      new CredentialsError('The AWS credentials cannot be used: vault is sealed.'),
    );
  });
});

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html */
describe('a credential process', () => {
  beforeEach(() => configure('[profile tool]\ncredential_process = tool --fast\n'));

  it.each<[string, () => Promise<string>, string]>([
    ['fails', () => Promise.reject(new Error('the vault is sealed')), 'the vault is sealed.'],
    ['answers no JSON', async () => 'hello', 'Profile tool credential_process returned invalid JSON.'],
    ['answers nothing', async () => 'null', 'what it leads to is damaged, or is something else.'],
  ])('that %s is told', async (_what, runProcess, why) => {
    expect(await refusal({ profile: 'tool', runProcess })).toBe(
      `The AWS credentials of profile "tool" (credential_process) cannot be used: ${why}`,
    );
  });

  it('is asked once by all clients', async () => {
    const runProcess = vi.fn(async () => PROCESS_ANSWER);
    const provider = await credentialChain({
      profile: 'tool',
      environment: process.env,
      region: 'eu-west-1',
      mfaCode: undefined,
      runProcess,
    });
    await Promise.all([provider(), provider()]);
    await provider();
    expect(runProcess.mock.calls).toEqual([['tool --fast']]);
  });
});

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html */
describe('a console login', () => {
  const session = 'arn:aws:iam::111122223333:user/ann';
  beforeEach(() => configure(`[profile console]\nlogin_session = ${session}\n`));

  const cached = async (content: unknown) => {
    const cache = join(home, '.aws', 'login', 'cache');
    await mkdir(cache, { recursive: true });
    const name = createHash('sha256').update(session).digest('hex');
    await writeFile(join(cache, `${name}.json`), JSON.stringify(content));
  };

  it('gives its credentials', async () => {
    await cached({
      accessToken: {
        accessKeyId: 'LOGIN',
        secretAccessKey: 'x',
        sessionToken: 'y',
        accountId: '111122223333',
        expiresAt: '2099-01-01T00:00:00Z',
      },
      clientId: 'x',
      refreshToken: 'x',
      dpopKey: 'x',
    });
    expect(await credentials({ profile: 'console' })).toMatchObject({
      accessKeyId: 'LOGIN',
      sessionToken: 'y',
    });
  });

  it('that nobody made is told with how to', async () => {
    expect(await refusal({ profile: 'console' })).toBe(
      'Nobody is signed in with `aws login`. Run `aws login --profile console` and try again.',
    );
  });

  it('that is damaged is told with how to make it anew', async () => {
    await cached({ accessToken: {} });
    expect(await refusal({ profile: 'console' })).toMatch(
      /^The AWS credentials of profile "console" \(login_session\) cannot be used: .*missing fields.* Run `aws login --profile console` and try again\.$/,
    );
  });
});

describe('a source that is set and gives nothing', () => {
  it.each<[string, Readonly<Record<string, string>>, string | RegExp]>([
    [
      'half of the keys',
      { AWS_ACCESS_KEY_ID: 'x' },
      'AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not. Set both, or unset both.',
    ],
    [
      'a token file without a role',
      { AWS_WEB_IDENTITY_TOKEN_FILE: '/nonexistent' },
      'AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not. Set both, or unset both.',
    ],
    [
      'a token file that is missing',
      { AWS_WEB_IDENTITY_TOKEN_FILE: '/nonexistent', AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/pod' },
      /^The AWS credentials of AWS_WEB_IDENTITY_TOKEN_FILE cannot be used: ENOENT.*'\/nonexistent'\.$/,
    ],
    [
      'a container address that is none',
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'nope' },
      'The AWS credentials of AWS_CONTAINER_CREDENTIALS_FULL_URI cannot be used: what it leads to is damaged, or is something else.',
    ],
  ])('is told, and nothing else is tried: %s', async (_what, environment, sentence) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const told = await refusal();
    if (typeof sentence === 'string') expect(told).toBe(sentence);
    else expect(told).toMatch(sentence);
  });

  it('is no reason to go on where the configuration cannot be read', async () => {
    await configure('[profile a]\nregion = eu-west-1\n[profile b\naws_access_key_id = x\n');
    expect(await refusal()).toMatch(
      /^Line 3 of \S+config is neither a \[section\] nor a setting\. Mend it, or name another file with AWS_CONFIG_FILE\.$/,
    );
    vi.stubEnv('AWS_CONFIG_FILE', home);
    expect(await refusal()).toMatch(/^The file \S+ cannot be read \(EISDIR\)\./);
  });
});

describe('an unknown profile', () => {
  it('is told with the known ones', async () => {
    await configure(
      '[default]\nregion=x\n[profile b]\nregion=x\n[profile a]\nregion=x\n[sso-session s]\nsso_region=x\n[services t]\ns3 =\n  endpoint_url = x\n',
    );
    await expect(credentials({ profile: 'c' })).rejects.toThrow(
      new UnknownProfileError('There is no profile "c". Profiles are: a, b, default.'),
    );
  });

  it.each(['none', 'constructor', 'toString'])('is told where there are no profiles: %s', async (profile) => {
    vi.stubEnv('AWS_PROFILE', profile);
    await expect(credentials()).rejects.toThrow(
      new UnknownProfileError(
        `There is no profile "${profile}": no AWS profile is configured. Make one with \`aws configure sso\`.`,
      ),
    );
  });
});

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html */
describe('the configured Region', () => {
  beforeEach(() =>
    configure('[default]\nregion = eu-west-1\n[profile work]\nregion = eu-west-2\n[profile none]\n'),
  );

  it.each<[Record<string, string>, string | undefined, string | undefined]>([
    [{}, undefined, 'eu-west-1'],
    [{}, 'work', 'eu-west-2'],
    [{ AWS_PROFILE: 'work' }, undefined, 'eu-west-2'],
    [{ AWS_PROFILE: 'none' }, 'work', 'eu-west-2'],
    [{}, 'none', undefined],
    [{ AWS_REGION: 'us-east-2', AWS_DEFAULT_REGION: 'us-west-2' }, 'work', 'us-east-2'],
    [{ AWS_DEFAULT_REGION: 'us-west-2' }, 'work', 'us-west-2'],
    [{ AWS_REGION: '' }, 'work', 'eu-west-2'],
  ])('%o and profile %s: %s', async (environment, profile, region) => {
    expect(await configuredRegion(profile, environment)).toBe(region);
  });
});
