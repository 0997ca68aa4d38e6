import { spawnSync } from 'node:child_process';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  ListUsersCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Moto, motoAvailable, pythonWithMoto, startMoto } from './moto.ts';
import { startStub } from './stub.ts';

describe.skipIf(!motoAvailable())('moto', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  beforeEach(() => moto.reset());
  afterAll(() => moto?.stop());

  const settings = (credentials = moto.credentials, endpoint = moto.endpoint) => ({
    endpoint,
    credentials,
    region: 'us-east-1',
    maxAttempts: 1,
  });

  it('forgets on reset', async () => {
    const iam = new IAMClient(settings());
    await iam.send(new CreateUserCommand({ UserName: 'ann' }));
    await moto.reset();
    expect((await iam.send(new ListUsersCommand({}))).Users).toEqual([]);
  });

  it('gives credentials of other accounts', async () => {
    const sts = new STSClient(settings(await moto.credentialsFor('999988887777', 'auditor')));
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('999988887777');
  });

  it('enforces IAM, behind a stub too, until told otherwise', async () => {
    const admin = new IAMClient(settings());
    await admin.send(new CreateUserCommand({ UserName: 'ann' }));
    await admin.send(
      new PutUserPolicyCommand({
        UserName: 'ann',
        PolicyName: 'users',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' }],
        }),
      }),
    );
    const { AccessKey } = await admin.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
    await using stub = await startStub({ upstream: moto.endpoint });
    const ann = new IAMClient(
      settings(
        { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' },
        stub.endpoint,
      ),
    );
    await moto.enforceIam(true);
    expect((await ann.send(new ListUsersCommand({}))).Users).toHaveLength(1);
    await expect(ann.send(new CreateUserCommand({ UserName: 'bob' }))).rejects.toThrow('iam:CreateUser');
    await moto.enforceIam(false);
    await ann.send(new CreateUserCommand({ UserName: 'bob' }));
  });

  it('leaves with the process that started it, even when that is killed', async () => {
    // Node 20 reads no TypeScript: the process runs a bundle.
    const { outputFiles } = await build({
      stdin: {
        contents: `import { startMoto } from './moto.ts';
          const { endpoint } = await startMoto();
          process.stdout.write(endpoint, () => process.kill(process.pid, 'SIGKILL'));`,
        resolveDir: import.meta.dirname,
      },
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      packages: 'external',
    });
    const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module'], {
      input: outputFiles[0]?.text ?? '',
      env: { ...process.env, POSTERN_TEST_PYTHON: pythonWithMoto() },
      encoding: 'utf8',
    });
    expect([signal, stdout]).toEqual(['SIGKILL', expect.stringMatching(/^http:/)]);
    await vi.waitFor(() => expect(fetch(stdout)).rejects.toThrow(), { timeout: 5000 });
  });
});
