import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stub, startStub } from '../support/stub.ts';
import { type Environment, postern, reportOf, temporaryFolder } from './cli.fixture.ts';
import { smallAccount, TWO_RULES } from './small-account.fixture.ts';

/** What the container and the instance would answer: the credentials of another account. */
const OTHER = {
  Code: 'Success',
  AccessKeyId: 'OTHER',
  SecretAccessKey: 'example',
  Token: 'example',
  Expiration: '2099-01-01T00:00:00Z',
};

const CONFIG = `
[profile process]
credential_process = sh -c "echo the vault is sealed >&2; exit 1"
[profile loop]
role_arn = arn:aws:iam::111122223333:role/a
source_profile = pool
[profile pool]
role_arn = arn:aws:iam::111122223333:role/b
source_profile = loop
[profile sourceless]
role_arn = arn:aws:iam::111122223333:role/a
source_profile = gone
[profile secretless]
aws_access_key_id = AKIAEXAMPLE
[profile token]
role_arn = arn:aws:iam::111122223333:role/a
web_identity_token_file = /nonexistent/token
[profile sso]
sso_session = org
sso_account_id = 111122223333
sso_role_name = audit
[sso-session org]
sso_start_url = https://x.example
sso_region = us-east-1
[profile console]
login_session = arn:aws:iam::111122223333:user/ann
[profile keys]
aws_access_key_id = PROFILE
aws_secret_access_key = example
[profile settings]
region = us-east-1
output = json
[profile ftp]
endpoint_url = ftp://x
[profile parts]
services = parts
[services parts]
iam =
  endpoint_url = ftp://x
`;

const home = temporaryFolder();
const asked: string[] = [];
const machine = createServer((request, response) => {
  asked.push(request.url ?? '');
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
  if (request.url === '/latest/api/token') response.end('token');
  else if (request.url?.endsWith('/security-credentials/')) response.end('role');
  else response.setHeader('content-type', 'application/json').end(JSON.stringify(OTHER));
});
let aws: Stub;
let container: Environment;
let instance: Environment;

beforeAll(async () => {
  await mkdir(join(home, '.aws'));
  await writeFile(join(home, '.aws', 'config'), CONFIG);
  aws = await startStub({ answers: smallAccount() });
  await new Promise<void>((resolve) => machine.listen(0, '127.0.0.1', resolve));
  const address = machine.address();
  const url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
  const common = { HOME: home, AWS_ENDPOINT_URL: aws.endpoint, POSTERN_BACK_OFF: '0.001' };
  container = { ...common, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container` };
  instance = { ...common, AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: url };
});

afterAll(async () => {
  machine.closeAllConnections();
  await new Promise((resolve) => machine.close(resolve));
  await aws.stop();
});

async function scan(args: readonly string[], environment: Environment) {
  asked.length = 0;
  aws.forget();
  return postern(
    [...args, ...TWO_RULES, '--region', 'us-east-1', '--format', 'json', '--fail-on', 'never'],
    environment,
  );
}

const keysUsed = () => [...new Set(aws.requests.map(({ accessKeyId }) => accessKeyId))];

describe('a profile that is named and gives no credentials stops the scan', () => {
  it.each([
    [
      'process',
      /profile "process" \(credential_process\) cannot be used: .*exit code 1: the vault is sealed\./,
    ],
    ['loop', /source_profile settings lead in a circle: loop, pool, loop\./],
    ['sourceless', /The profile "sourceless" sets source_profile to "gone", which does not exist\./],
    ['secretless', /The profile "secretless" sets aws_access_key_id, but not aws_secret_access_key\./],
    ['token', /profile "token" \(web_identity_token_file\) cannot be used: ENOENT/],
    ['sso', /aws sso login --profile sso/],
    ['console', /aws login --profile console/],
  ])('%s', async (profile, sentence) => {
    // Once by option and once by variable, beside the container and beside the instance.
    const runs = await Promise.all([
      scan(['--profile', profile], container),
      scan([], { ...instance, AWS_PROFILE: profile }),
    ]);
    for (const { code, stdout, stderr } of runs) {
      expect(stderr).toMatch(sentence);
      expect(stderr).toMatch(/^postern: [^\n]+\n$/);
      expect([code, stdout]).toEqual([3, '']);
      expect(asked).toEqual([]);
      expect(aws.requests).toEqual([]);
    }
  });
});

describe('a profile that holds nothing but settings', () => {
  it('leaves the credentials to the container', async () => {
    const { code, stdout } = await scan(['--profile', 'settings'], container);
    expect(code).toBe(0);
    expect(reportOf(stdout).scan.accounts).toHaveLength(1);
    expect(asked).toEqual(['/container']);
    expect(keysUsed()).toEqual(['OTHER']);
  });

  it('leaves them to the instance', async () => {
    expect((await scan([], { ...instance, AWS_PROFILE: 'settings' })).code).toBe(0);
    expect(asked).toContain('/latest/meta-data/iam/security-credentials/role');
    expect(keysUsed()).toEqual(['OTHER']);
  });
});

describe('keys in the environment', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'ENVIRONMENT', AWS_SECRET_ACCESS_KEY: 'example' };

  it.each<[string, readonly string[], Environment, string]>([
    ['go before AWS_PROFILE', [], { ...keys, AWS_PROFILE: 'keys' }, 'ENVIRONMENT'],
    ['go before AWS_PROFILE that gives none', [], { ...keys, AWS_PROFILE: 'process' }, 'ENVIRONMENT'],
    ['stand back behind --profile', ['--profile', 'keys'], keys, 'PROFILE'],
    ['and AWS_PROFILE do', ['--profile', 'keys'], { ...keys, AWS_PROFILE: 'process' }, 'PROFILE'],
    ['stand back behind --profile that holds settings', ['--profile', 'settings'], keys, 'OTHER'],
  ])('%s', async (_what, args, environment, used) => {
    expect((await scan(args, { ...container, ...environment })).code).toBe(0);
    expect(keysUsed()).toEqual([used]);
  });
});

describe('a setting that cannot be is told before anything is asked', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'ENVIRONMENT', AWS_SECRET_ACCESS_KEY: 'example' };

  it.each<[Environment, string]>([
    [{ AWS_ENDPOINT_URL: 'nope' }, 'AWS_ENDPOINT_URL is "nope", which is no endpoint'],
    [{ AWS_ENDPOINT_URL_IAM: 'file:///x' }, 'AWS_ENDPOINT_URL_IAM is "file:///x", which is no endpoint'],
    [{ AWS_PROFILE: 'ftp' }, 'endpoint_url of profile "ftp" is "ftp://x", which is no endpoint'],
    [{ AWS_PROFILE: 'parts' }, 'endpoint_url of iam in [services parts] is "ftp://x", which is no endpoint'],
    [{ AWS_REGION: 'eu west 1' }, '"eu west 1" cannot be a Region. Set AWS_REGION'],
    [
      { HTTPS_PROXY: `socks5://ann:${'hunter'}2@x.example` },
      'HTTPS_PROXY is "socks5://…@x.example", which is no',
    ],
    [{ AWS_CA_BUNDLE: '/nonexistent' }, 'AWS_CA_BUNDLE is "/nonexistent", which cannot be read.'],
    [{ AWS_USE_FIPS_ENDPOINT: 'yes' }, 'AWS_USE_FIPS_ENDPOINT is "yes". It must be true or false.'],
  ])('%o', async (environment, sentence) => {
    const { POSTERN_BACK_OFF: _, ...patient } = container;
    const run = await scan([], { ...patient, ...keys, ...environment });
    expect(run.stderr).toContain(`postern: ${sentence}`);
    expect(run.stderr).not.toContain('hunter2');
    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(aws.requests).toEqual([]);
  });
});
