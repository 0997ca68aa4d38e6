import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { motoAvailable, pythonWithMoto } from '../support/moto.ts';
import { startStub } from '../support/stub.ts';
import { success, textParam } from '../support/wire.ts';
import { cleanEnvironment, commandLine, temporaryFolder } from './cli.fixture.ts';
import { smallAccount, TWO_RULES } from './small-account.fixture.ts';

const DEVICE = 'arn:aws:iam::111122223333:mfa/ann';

/** Runs a command on a terminal, types the keys or sends the signal when it is asked for a code, and ends as the command does. */
const TYPIST = `
import os, pty, signal, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
seen, typed = b'', False
while True:
    try:
        some = os.read(terminal, 4096)
    except OSError:
        break
    if not some:
        break
    seen += some
    if b'Code of the MFA device' in seen and not typed:
        if sys.argv[1] == 'SIGTERM':
            os.kill(pid, signal.SIGTERM)
        else:
            os.write(terminal, sys.argv[1].encode())
        typed = True
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

/** Scans with a profile whose role asks for MFA; somebody at the terminal types the keys, or sends SIGTERM instead. */
async function scanTyping(keys: string) {
  const codes: (string | undefined)[] = [];
  await using stub = await startStub({
    answers: {
      ...smallAccount(),
      'sts:AssumeRole': (call) => {
        codes.push(textParam(call, 'TokenCode'));
        return success(call, {
          Credentials: {
            AccessKeyId: 'ASIAEXAMPLE',
            SecretAccessKey: 'example',
            SessionToken: 'example',
            Expiration: new Date(Date.now() + 3_600_000),
          },
        });
      },
    },
  });
  const folder = temporaryFolder();
  const config = join(folder, 'config');
  const credentials = join(folder, 'credentials');
  writeFileSync(credentials, '[base]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = example\n');
  writeFileSync(
    config,
    `[profile audit]\nrole_arn = arn:aws:iam::111122223333:role/audit\nsource_profile = base\nmfa_serial = ${DEVICE}\nregion = us-east-1\n`,
  );
  const command = commandLine([...TWO_RULES, '--region', 'us-east-1', '--profile', 'audit']);
  const run = await new Promise<{ code: number | null; seen: string }>((resolve, reject) => {
    const child = spawn(pythonWithMoto() ?? '', ['-c', TYPIST, keys, ...command], {
      env: {
        ...cleanEnvironment,
        TERM: 'xterm',
        AWS_CONFIG_FILE: config,
        AWS_SHARED_CREDENTIALS_FILE: credentials,
        AWS_ENDPOINT_URL: stub.endpoint,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let seen = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      seen += text;
    });
    child.on('error', reject).on('close', (code) => resolve({ code, seen }));
  });
  return { ...run, codes };
}

describe.skipIf(!motoAvailable())('a role that asks for MFA, on a terminal', () => {
  it('is assumed with the code that somebody types', async () => {
    const { code, seen, codes } = await scanTyping('123456\r');
    expect({ code, codes }).toEqual({ code: 0, codes: ['123456'] });
    expect(seen).toContain(`Code of the MFA device ${DEVICE}:`);
  });

  it('is not assumed when somebody presses Ctrl-C, which interrupts as anywhere', async () => {
    const { code, seen, codes } = await scanTyping('\u0003');
    expect({ code, codes }).toEqual({ code: 130, codes: [] });
    expect(seen).not.toContain('cannot be used');
  });

  it('is not assumed when somebody ends the process, which interrupts as anywhere', async () => {
    const { code, seen, codes } = await scanTyping('SIGTERM');
    expect({ code, codes }).toEqual({ code: 143, codes: [] });
    expect(seen).toContain('INTERRUPTED: this is part of the scan.');
    expect(seen).toMatch(/Interrupted.* \(exit code 143\)/);
  });
});
