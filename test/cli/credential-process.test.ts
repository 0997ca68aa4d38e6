import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCredentialProcess } from '../../src/cli/credential-process.ts';

describe('a credential process', () => {
  it('tells what it writes', async () => {
    expect(await runCredentialProcess('echo hello; echo noise >&2')).toBe('hello\n');
  });

  it('gets no answer to a question', async () => {
    expect(await runCredentialProcess('read answer; echo "[$answer]"')).toBe('[]\n');
  });

  it.each([
    ['exit 7', 'the credential_process ended with exit code 7'],
    ['echo no token >&2; exit 1', 'the credential_process ended with exit code 1: no token'],
    [
      String.raw`printf '\033[2Jno\r\n\ttoken.\n' >&2; exit 1`,
      'the credential_process ended with exit code 1: [2Jno token',
    ],
    [
      `echo '${'x'.repeat(300)}' >&2; exit 1`,
      `the credential_process ended with exit code 1: ${'x'.repeat(199)}…`,
    ],
  ])('that fails is told in its own words, on one line: %s', async (command, sentence) => {
    await expect(runCredentialProcess(command)).rejects.toThrow(new Error(sentence));
  });

  it('that hangs is ended', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'postern-'));
    const pid = join(folder, 'pid');
    try {
      const hangs = runCredentialProcess(`echo $$ >${pid}; echo asking >&2; exec sleep 60`, 500);
      await expect(hangs).rejects.toThrow(
        new Error('the credential_process was still running after 0.5 seconds, and was ended: asking'),
      );
      const hung = Number(await readFile(pid, 'utf8'));
      expect(hung).toBeGreaterThan(1);
      expect(() => process.kill(hung, 0)).toThrow('ESRCH');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
