import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS, OBEYED } from '../support/hostile-text.ts';
import { startStub } from '../support/stub.ts';
import { failure, success } from '../support/wire.ts';
import { type Environment, postern, type Run, temporaryFolder } from './cli.fixture.ts';
import { smallAccount, smallCredentials, TWO_RULES } from './small-account.fixture.ts';

/** Text that acts on a terminal, hides in it, and gives orders to runners of CI, in the middle of a line and in lines of its own. */
const HOSTILE = `a\u001b[2J\u009b1m\u202eb ##vso[task.complete]c\u2028\n${COMMANDS.map((command) => `  ${command}`).join('\n')}`;
/** The same for names of files, profiles and keys, which have no line breaks. */
const NAME = `::error::a\u001b[2J\u202eb ##[add-path]c ##vso[task.complete]d`;

const ACTS = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function expectHarmless({ stdout, stderr }: Run): void {
  for (const text of [stdout, stderr]) {
    expect(text).not.toMatch(ACTS);
    expect(text).not.toMatch(OBEYED);
  }
}

function expectShown(run: Run): void {
  expectHarmless(run);
  expect(run.stderr).toMatch(/\\u(?:001b|0023|003a|202e)/);
}

describe('text of others is shown and not obeyed', () => {
  it.each<[string, readonly string[]]>([
    ['an option', [`--${HOSTILE}`]],
    ['a command', [HOSTILE]],
    ['a rule to explain', ['explain', HOSTILE]],
    ['a pattern', ['--debug', '--rule', HOSTILE]],
    ['a service', ['--service', HOSTILE]],
    ['a Region', ['--demo', '--region', HOSTILE]],
    ['a format', ['--format', HOSTILE]],
    ['a severity', ['--severity', HOSTILE]],
    ['a tape', ['--replay', HOSTILE]],
    ['an output', ['--demo', '--output', `/nowhere/${HOSTILE}.json`]],
    ['an output without a format', ['--demo', '--output', HOSTILE]],
    ['a configuration', ['--demo', '--config', HOSTILE]],
    ['a profile', ['--debug', '--profile', HOSTILE]],
  ])('%s of the command line', async (_what, args) => {
    const run = await postern(args);
    expect(run.code).toBe(2);
    expectShown(run);
  });

  it.each<[string, string]>([
    ['keys', JSON.stringify({ [HOSTILE]: 1 })],
    ['rules', JSON.stringify({ rules: { [HOSTILE]: {} } })],
    ['options', JSON.stringify({ rules: { 'iam/user-unused': { [HOSTILE]: 1 } } })],
    ['text', HOSTILE],
  ])('%s of a configuration', async (_what, text) => {
    const file = join(temporaryFolder(), `${NAME.replaceAll('/', '')}.json`);
    await writeFile(file, text);
    const run = await postern(['--demo', '--config', file, '--debug']);
    expect(run.code).toBe(2);
    expectShown(run);
  });

  it.each<[string, object]>([
    [
      'a version',
      { version: HOSTILE, recordedAt: '2026-01-01T00:00:00Z', startRegion: 'us-east-1', regions: [] },
    ],
    ['a Region', { version: 1, recordedAt: '2026-01-01T00:00:00Z', startRegion: HOSTILE, regions: [] }],
  ])('%s in the header of a tape', async (_what, header) => {
    const file = join(temporaryFolder(), `${NAME.replaceAll('/', '')}.tape`);
    await writeFile(file, `${JSON.stringify({ tape: 'postern', ...header })}\n`);
    const run = await postern(['--replay', file, '--debug']);
    expect([2, 3]).toContain(run.code);
    expectShown(run);
  });

  it('names of profiles, and what a credential process says', async () => {
    const folder = temporaryFolder();
    const says = join(folder, 'says.sh');
    await writeFile(join(folder, 'message'), HOSTILE);
    await writeFile(says, `#!/bin/sh\ncat '${join(folder, 'message')}' >&2\nexit 1\n`);
    await chmod(says, 0o700);
    await mkdir(join(folder, '.aws'));
    await writeFile(
      join(folder, '.aws', 'config'),
      `[profile process]\ncredential_process = ${says}\nregion = us-east-1\n`,
    );
    await writeFile(
      join(folder, '.aws', 'credentials'),
      '[::error::a\u001b\u202e##vso]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = example\n',
    );
    const home = { HOME: folder };
    const unknown = await postern(['--profile', 'nobody', '--debug'], home);
    expect(unknown.stderr).toContain('Profiles are: ');
    expectShown(unknown);
    const failed = await postern(['--profile', 'process', '--debug'], home);
    expect(failed.code).toBe(3);
    expectHarmless(failed);
  });

  it.each<[string, Environment]>([
    ['AWS_REGION', { AWS_REGION: HOSTILE }],
    ['AWS_PROFILE', { AWS_PROFILE: HOSTILE }],
    ['POSTERN_BACK_OFF', { POSTERN_BACK_OFF: HOSTILE }],
  ])('%s', async (_what, environment) => {
    expectShown(await postern(['--debug'], environment));
  });

  it('what a server says that is asked who we are, and what it says of itself in the report', async () => {
    const environment = (endpoint: string) => ({
      AWS_ENDPOINT_URL: endpoint,
      POSTERN_BACK_OFF: '0.001',
      AWS_ACCESS_KEY_ID: smallCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: smallCredentials.secretAccessKey,
    });
    await using refusing = await startStub({
      answers: {
        'sts:*': (call) =>
          failure(call, {
            code: 'InvalidClientTokenId',
            message: HOSTILE.replaceAll(/[\u001b\u009b]/g, ''),
            status: 403,
          }),
      },
    });
    const refused = await postern(['--debug'], environment(refusing.endpoint));
    expect(refused.code).toBe(3);
    expectShown(refused);

    const inXml = HOSTILE.replaceAll(/[\u001b\u009b]/g, '');
    await using telling = await startStub({
      answers: [
        {
          'ec2:DescribeSecurityGroups': (call) =>
            failure(call, { code: 'InvalidParameter', message: inXml, status: 400 }),
        },
        {
          'sts:GetCallerIdentity': (call) =>
            success(call, {
              Account: '111122223333',
              Arn: `arn:aws:iam::111122223333:user/${inXml}`,
              UserId: 'AIDAEXAMPLE',
            }),
        },
        smallAccount(),
      ],
    });
    const args = [...TWO_RULES, '--region', 'us-east-1'];
    for (const more of [[], ['--details'], ['--format', 'json'], ['--plan']]) {
      expectHarmless(await postern([...args, ...more], environment(telling.endpoint)));
    }
  });
});
