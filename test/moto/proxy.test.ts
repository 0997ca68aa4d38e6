import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../support/certificate.ts';
import { startProxy } from '../support/proxy.ts';
import { type Answers, type Stub, startStub } from '../support/stub.ts';
import { success } from '../support/wire.ts';
import { type Environment, postern, temporaryFolder } from './cli.fixture.ts';
import { smallAccount, TWO_RULES } from './small-account.fixture.ts';

const certificate = selfSigned(
  'localhost',
  '*.amazonaws.com',
  '*.us-east-1.amazonaws.com',
  '*.eu-west-1.amazonaws.com',
  '*.us-east-1.api.aws',
  '*.global.api.aws',
  '*.sso.us-west-2.amazonaws.com',
);

const credentials = {
  AccessKeyId: 'ASSUMED',
  SecretAccessKey: 'example',
  SessionToken: 'example',
  Expiration: new Date('2099-01-01T00:00:00Z'),
};
const assumed: Answers = {
  'sts:AssumeRole': (call) =>
    success(call, {
      Credentials: credentials,
      AssumedRoleUser: { Arn: 'arn:aws:sts::111122223333:assumed-role/audit/x', AssumedRoleId: 'x' },
    }),
};

/** https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html */
const portal: Answers = {
  // Its calls are not signed, so the stub knows no service.
  ':*': () => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      roleCredentials: {
        accessKeyId: 'PORTAL',
        secretAccessKey: 'example',
        sessionToken: 'example',
        expiration: 4_070_908_800_000,
      },
    }),
  }),
};

const home = temporaryFolder();
const bundle = join(home, 'bundle.pem');
const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };
let aws: Stub;

beforeAll(async () => {
  await mkdir(join(home, '.aws'));
  await writeFile(bundle, certificate.certificate);
  await writeFile(
    join(home, '.aws', 'config'),
    `[profile trusting]
ca_bundle = ${bundle}
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = example
[profile role]
role_arn = arn:aws:iam::111122223333:role/audit
source_profile = trusting
region = eu-west-1
[profile sso]
sso_session = org
sso_account_id = 111122223333
sso_role_name = audit
[sso-session org]
sso_start_url = https://x.example
sso_region = us-west-2
`,
  );
  const cache = join(home, '.aws', 'sso', 'cache');
  await mkdir(cache, { recursive: true });
  await writeFile(
    join(cache, `${createHash('sha1').update('org').digest('hex')}.json`),
    JSON.stringify({ accessToken: 'example', expiresAt: '2099-01-01T00:00:00Z' }),
  );
  aws = await startStub({ answers: [smallAccount(), assumed, portal] });
});
afterAll(() => aws.stop());

const scan = (environment: Environment, ...args: readonly string[]) =>
  postern([...TWO_RULES, '--region', 'us-east-1', '--fail-on', 'never', '--format', 'json', ...args], {
    HOME: home,
    ...environment,
  });

const proxyToAws = (refuse?: number) =>
  startProxy({ upstream: aws.endpoint, certificate, ...(refuse === undefined ? {} : { refuse }) });

const HOSTS = ['ec2.us-east-1.amazonaws.com:443', 'iam.amazonaws.com:443', 'sts.us-east-1.amazonaws.com:443'];
const hosts = (asked: readonly string[]) => [...new Set(asked)].sort();

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html */
describe('through a proxy', () => {
  it.each<[string, Environment]>([
    ['AWS_CA_BUNDLE', { AWS_CA_BUNDLE: bundle }],
    ['NODE_EXTRA_CA_CERTS', { NODE_EXTRA_CA_CERTS: bundle }],
  ])('that opens TLS connections, trusted by %s, go all calls', async (_name, trust) => {
    await using proxy = await proxyToAws();
    const url = proxy.url.replace('//', '//ann:open%20sesame@');
    const run = await scan({ ...keys, ...trust, HTTPS_PROXY: url, DEBUG: '*' });
    expect(run).toMatchObject({ code: 0, stderr: expect.not.stringMatching(/sesame/) });
    expect(hosts(proxy.asked)).toEqual(HOSTS);
    expect([...proxy.authorizations]).toEqual([`Basic ${Buffer.from('ann:open sesame').toString('base64')}`]);
  });

  it('go the calls that get credentials, and the lower case goes first', async () => {
    await using proxy = await proxyToAws();
    const run = await scan(
      {
        https_proxy: proxy.url.slice('http://'.length),
        HTTPS_PROXY: 'http://127.0.0.1:1',
        AWS_CA_BUNDLE: bundle,
      },
      '--profile',
      'role',
    );
    expect(run).toMatchObject({ code: 0 });
    expect(proxy.asked[0]).toBe('sts.eu-west-1.amazonaws.com:443');
    expect(aws.requests[aws.requests.length - 1]).toMatchObject({ accessKeyId: 'ASSUMED' });
  });

  it('go the calls to IAM Identity Center', async () => {
    await using proxy = await proxyToAws();
    const run = await scan({ HTTPS_PROXY: proxy.url, AWS_CA_BUNDLE: bundle }, '--profile', 'sso');
    expect(run).toMatchObject({ code: 0 });
    expect(proxy.asked[0]).toBe('portal.sso.us-west-2.amazonaws.com:443');
  });

  it.each<[string, Environment, readonly string[]]>([
    [
      'FIPS',
      { AWS_USE_FIPS_ENDPOINT: 'true' },
      ['ec2-fips.us-east-1.amazonaws.com', 'iam-fips.amazonaws.com', 'sts-fips.us-east-1.amazonaws.com'],
    ],
    [
      'dual-stack',
      { AWS_USE_DUALSTACK_ENDPOINT: 'true' },
      ['ec2.us-east-1.api.aws', 'iam.global.api.aws', 'sts.us-east-1.api.aws'],
    ],
  ])('go the calls to %s hosts, with the certificates of the profile', async (_what, variant, names) => {
    await using proxy = await proxyToAws();
    const run = await scan({ HTTPS_PROXY: proxy.url, ...variant }, '--profile', 'trusting');
    expect(run).toMatchObject({ code: 0 });
    expect(hosts(proxy.asked)).toEqual(names.map((name) => `${name}:443`));
  });

  it('goes no plain call that NO_PROXY names, and any other', async () => {
    await using proxy = await proxyToAws();
    const environment = { ...keys, AWS_ENDPOINT_URL: aws.endpoint, HTTP_PROXY: proxy.url };
    expect(await scan({ ...environment, NO_PROXY: '127.0.0.1' })).toMatchObject({ code: 0 });
    expect(proxy.asked).toEqual([]);
    expect(await scan(environment)).toMatchObject({ code: 0 });
    expect(hosts(proxy.asked)).toEqual([`${aws.endpoint}/`]);
  });
});

describe('what stands in the way is told', () => {
  it('a proxy that lets nobody through', async () => {
    await using proxy = await proxyToAws(407);
    const { code, stderr } = await scan({ ...keys, HTTPS_PROXY: proxy.url });
    expect(code).toBe(3);
    expect(stderr).toContain(
      `failed in us-east-1: the proxy ${new URL(proxy.url).host} answered 407 Refused when it was asked for sts.us-east-1.amazonaws.com.`,
    );
  });

  it('a certificate that nobody trusts', async () => {
    await using proxy = await proxyToAws();
    const { code, stderr } = await scan({ ...keys, HTTPS_PROXY: proxy.url });
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /certificate.*name its certificate authority with AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS\./,
    );
  });
});
