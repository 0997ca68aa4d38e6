import { chmod, link, lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../support/stub.ts';
import { TAPES } from '../support/tapes.ts';
import { postern, posternInShell, type Run, reportOf, startPostern, temporaryFolder } from './cli.fixture.ts';
import { stage } from './scene.fixture.ts';
import { smallAccount, smallCredentials, TWO_RULES } from './small-account.fixture.ts';

const STACK = /^\s+at .+:\d+/m;
const DEMO = ['--demo', '--rule', 'iam/root-without-mfa'] as const;
const FAILING = 'Failing (exit code 1): 1 finding at or above HIGH.\n';
const INCOMPLETE =
  'Incomplete (exit code 3): what the scan found was not written everywhere. The gate: Failing: 1 finding at or above HIGH.\n';

/** Every command, and what it writes to standard output. */
const COMMANDS: readonly (readonly string[])[] = [
  ['rules'],
  ['rules', '--json'],
  ['explain', 'iam/root-without-mfa'],
  ['permissions'],
  ['diff', ...['2026-11-01', '2026-11-22'].map((day) => `test/support/readme/reports/${day}.json`)],
  ['trend', 'test/support/readme/reports'],
  ['--plan', '--demo', '--format', 'json'],
  ['--version'],
  ['--help'],
  ['rules', '--help'],
];

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe('standard output that cannot be written', () => {
  it.each(['table', 'json'])(
    'ends a scan with exit 3 and a sentence, and the files are there: %s',
    async (format) => {
      const folder = temporaryFolder();
      const args = [...DEMO, '--format', format, '--output', 'a.json'];
      const { code, stderr } = await posternInShell('"$@" >/dev/full', args, folder);
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: `postern: Standard output could not be written: the disk is full.\n${INCOMPLETE}`,
      });
      expect(reportOf(await readFile(join(folder, 'a.json'), 'utf8')).findings).toHaveLength(1);
    },
  );

  it('is seen where the disk takes a part of it, which Node does not tell', async () => {
    const folder = temporaryFolder();
    const args = ['--demo', '--format', 'json', '--output', 'b.json'];
    const { code, stderr } = await posternInShell('ulimit -f 4; "$@" >a.json', args, folder);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^postern: b\.json could not be written: it would be larger than files may be here\.\npostern: Standard output could not be written: it would be larger than files may be here\.\nIncomplete \(exit code 3\): /,
    );
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('ends every command with exit 3 and one sentence', { timeout: 60_000 }, async () => {
    const runs = COMMANDS.map(async (command) => [command, await posternInShell('"$@" >/dev/full', command)]);
    const told = {
      code: 3,
      stdout: '',
      stderr: 'postern: Standard output could not be written: the disk is full.\n',
    };
    expect(await Promise.all(runs)).toEqual(COMMANDS.map((command) => [command, told]));
  });

  it('but is closed is as one that is thrown away', async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await posternInShell('"$@" >&-', [...DEMO, '--output', 'a.json'], folder);
    expect({ code, stderr }).toEqual({ code: 1, stderr: FAILING });
    expect(await readdir(folder)).toEqual(['a.json']);
  });
});

describe('a pager that reads no further', () => {
  it('is no error: the files are written, and the gate keeps its word', async () => {
    const folder = temporaryFolder();
    const files = ['a.json', 'a.txt'].map((name) => join(folder, name));
    const running = startPostern([
      ...['--demo', '--format', 'json', '--include-passed'],
      ...files.flatMap((file) => ['--output', file]),
    ]);
    running.stopReadingAtFirst();
    const { code, stderr } = await running.done;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Failing \(exit code 1\): [^\n]+\n$/);
    expect(await readdir(folder)).toEqual(['a.json', 'a.txt']);
    reportOf(await readFile(join(folder, 'a.json'), 'utf8'));
  });

  it('ends no command', { timeout: 60_000 }, async () => {
    const runs = COMMANDS.map(async (command) => {
      const { stdout, stderr } = await posternInShell(
        'exec 3>&1; { "$@"; echo "code $?" >&3; } | true',
        command,
      );
      return [command, stdout, stderr.replace(/^(\d+ rules\.|This plan made) .*\n/, '')];
    });
    expect(await Promise.all(runs)).toEqual(COMMANDS.map((command) => [command, 'code 0\n', '']));
  });

  it('may read notes as well', async () => {
    const { stdout } = await posternInShell('exec 3>&1; { "$@" 2>&1; echo "code $?" >&3; } | true', DEMO);
    expect(stdout).toBe('code 1\n');
  });
});

describe('standard error that cannot be written', () => {
  it.each<[string, readonly string[], string | RegExp]>([
    ['a scan as a table, which tells below the table', DEMO, /\nFailing \(exit code 1\): [^\n]+\n$/],
    ['a usage error', ['--nope'], "postern: unknown option '--nope'\nSee `postern --help`.\n"],
    ['a usage error of a command', ['explain', 'nope'], /^postern: There is no rule "nope"/],
  ])('ends with exit 3, and the sentence goes to standard output: %s', async (_what, args, sentence) => {
    const { code, stdout } = await posternInShell('"$@" 2>/dev/full', args);
    expect(code).toBe(3);
    expect(stdout).toMatch(sentence);
    expect(stdout).not.toMatch(STACK);
  });

  it('ends with exit 3, and leaves JSON JSON', async () => {
    const scan = await posternInShell('"$@" 2>/dev/full', [...DEMO, '--format', 'json']);
    expect(scan.code).toBe(3);
    expect(reportOf(scan.stdout).findings).toHaveLength(1);
    const plan = await posternInShell('"$@" 2>/dev/full', ['--plan', '--demo', '--format', 'json']);
    expect(plan.code).toBe(3);
    JSON.parse(plan.stdout);
  });

  it('ends with exit 3 where there is no other place either', async () => {
    for (const args of [DEMO, ['--nope'], ['--version'], ['rules']]) {
      expect(await posternInShell('"$@" >/dev/full 2>/dev/full', args)).toEqual({
        code: 3,
        stdout: '',
        stderr: '',
      });
    }
  });
});

it('an error that nobody expected ends with exit 3 and one sentence, never as findings do', async () => {
  const late = join(temporaryFolder(), 'late.mjs');
  await writeFile(late, 'setTimeout(() => { throw new Error("out of the blue"); }, 500);');
  const never: Answers = { 'sts:GetCallerIdentity': () => new Promise(() => {}) };
  await using scene = await stage(
    { credentials: smallCredentials, answers: smallAccount() },
    { before: [never] },
  );
  const run = await postern([], { ...scene.environment, NODE_OPTIONS: `--import=${late}` });
  expect(run).toEqual({
    code: 3,
    stdout: '',
    stderr:
      'postern: Postern stopped with an error of its own: out of the blue. Run again with --debug and report what it prints.\n',
  });
});

describe('an output that cannot be written in the end', () => {
  it('drops neither the others nor the tape', async () => {
    const folder = temporaryFolder();
    const gone = join(folder, 'gone');
    await mkdir(gone);
    await symlink('/dev/full', join(folder, 'full.json'));
    const removes: Answers = {
      'sts:GetCallerIdentity': async () => {
        await rm(gone, { recursive: true, force: true });
        return undefined;
      },
    };
    await using scene = await stage(
      { credentials: smallCredentials, answers: smallAccount({ sshFrom: '0.0.0.0/0' }) },
      { before: [removes] },
    );
    const outputs = ['full.json', 'gone/a.json', 'a.json', 'a.txt'].map((name) => join(folder, name));
    const { code, stdout, stderr } = await scene.postern(
      ...[...TWO_RULES, '--region', 'us-east-1', '--format', 'json'],
      ...outputs.flatMap((file) => ['--output', file]),
      ...['--record', join(folder, 'a.tape')],
    );
    expect({ code, stderr: stderr.replaceAll(folder, '') }).toEqual({
      code: 3,
      stderr: [
        'postern: /full.json could not be written: the disk is full.\n',
        'postern: /gone/a.json could not be written: its folder does not exist.\n',
        INCOMPLETE,
      ].join(''),
    });
    expect((await readdir(folder)).sort()).toEqual(['a.json', 'a.tape', 'a.txt', 'full.json']);
    expect(await readFile(join(folder, 'a.json'), 'utf8')).toBe(stdout);
    const replayed = await postern(['--replay', join(folder, 'a.tape'), ...TWO_RULES, '--format', 'json']);
    expect(reportOf(replayed.stdout).findings).toEqual(reportOf(stdout).findings);
  });

  it('is told with stacks when asked for', async () => {
    const { code, stderr } = await posternInShell('"$@" >/dev/full', [...DEMO, '--debug']);
    expect(code).toBe(3);
    expect(stderr).toMatch(STACK);
  });
});

describe('before anything is asked', async () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  await mkdir(at('reports'));
  await writeFile(at('there.json'), 'old');
  await link(at('there.json'), at('hard.json'));
  await symlink('there.json', at('soft.json'));
  await symlink('reports', at('linked'));
  await writeFile(at('read-only.json'), 'old', { mode: 0o444 });
  await writeFile(at('read-only.tape'), 'old', { mode: 0o444 });
  await writeFile(at('config.json'), '{}');
  await writeFile(at('replayed.json'), await readFile(TAPES['sample account']));

  const twice = 'cannot be written: it is another output as well. Name another file.';
  const outputs = (...names: readonly string[]) => names.flatMap((name) => ['--output', name]);
  it.each<[string, readonly string[], string, string?]>([
    ['one file twice', outputs('a.json', 'a.json'), `a.json ${twice}`],
    ['one file by two spellings', outputs('a.json', './a.json'), `./a.json ${twice}`],
    ['one by its whole path', outputs('a.json', at('a.json')), `${at('a.json')} ${twice}`],
    ['one through a folder', outputs('a.json', 'reports/../a.json'), `reports/../a.json ${twice}`],
    ['one through a linked folder', outputs('reports/a.json', 'linked/a.json'), `linked/a.json ${twice}`],
    ['one through a link', outputs('there.json', 'soft.json'), `soft.json ${twice}`],
    ['one by two names', outputs('there.json', 'hard.json'), `hard.json ${twice}`],
    ['the tape', [...outputs('a.json'), '--record', './a.json'], `./a.json ${twice}`],
    [
      'the tape that is replayed',
      ['--replay', 'replayed.json', ...outputs('./replayed.json')],
      './replayed.json cannot be written: it is the tape that is replayed. Name another file.',
    ],
    [
      'a recording over the tape that is replayed',
      ['--replay', 'replayed.json', '--record', 'replayed.json'],
      "option '--record <tape>' cannot be used with option '--replay <tape>'",
    ],
    [
      'the configuration',
      ['--config', 'config.json', ...outputs('config.json')],
      'config.json cannot be written: it is the configuration. Name another file.',
    ],
    [
      'what the next scan would take for its configuration',
      outputs('postern.config.json'),
      'postern.config.json cannot be written: it is the configuration. Name another file.',
    ],
    [
      'where standard output goes',
      outputs('there.json'),
      'there.json cannot be written: it is where standard output goes. Name another file.',
      '"$@" >>there.json',
    ],
    ['a read-only file', outputs('read-only.json'), 'read-only.json cannot be written: it is read-only.'],
    [
      'a read-only tape',
      ['--record', 'read-only.tape'],
      'read-only.tape cannot be written: it is read-only.',
    ],
  ])('is a usage error: %s', async (_what, args, sentence, around = '"$@"') => {
    const run: Run = await posternInShell(around, args, folder);
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/^postern: [^\n]+\n(See `postern --help`\.\n)?$/);
    expect(run.stderr).toContain(sentence);
    expect(await readFile(at('there.json'), 'utf8')).toBe('old');
    expect(await readFile(at('read-only.json'), 'utf8')).toBe('old');
  });

  it('not where a device is named twice', async () => {
    await symlink('/dev/null', at('null.json'));
    const { code } = await posternInShell('"$@"', [...DEMO, ...outputs('null.json', 'null.json')], folder);
    expect(code).toBe(1);
  });
});

describe('a file that is written', () => {
  it.each(['000', '022', '077', '277'])('is new for its owner alone, under umask %s too', async (umask) => {
    const folder = temporaryFolder();
    await using scene = await stage({ credentials: smallCredentials, answers: smallAccount() });
    const args = [...TWO_RULES, '--region', 'us-east-1', '--output', 'a.json', '--output', 'a.txt'];
    const { code } = await posternInShell(
      `umask ${umask}; "$@"`,
      [...args, '--record', 'a.tape'],
      folder,
      scene.environment,
    );
    expect(code).toBe(0);
    expect(
      await Promise.all(['a.json', 'a.txt', 'a.tape'].map((name) => modeOf(join(folder, name)))),
    ).toEqual(['600', '600', '600']);
  });

  it('keeps its mode where it was there, and a link is a link still', async () => {
    const folder = temporaryFolder();
    const at = (name: string) => join(folder, name);
    for (const [name, mode] of [
      ['a.json', 0o644],
      ['a.txt', 0o660],
    ] as const) {
      await writeFile(at(name), 'old');
      await chmod(at(name), mode);
    }
    await symlink('a.json', at('b.json'));
    await symlink('c', at('new.json'));
    const files = ['b.json', 'a.txt', 'new.json'].flatMap((name) => ['--output', name]);
    const { code } = await posternInShell('"$@" >&2', [...DEMO, ...files], folder);
    expect(code).toBe(1);
    expect([await modeOf(at('a.json')), await modeOf(at('a.txt')), await modeOf(at('c'))]).toEqual([
      '644',
      '660',
      '600',
    ]);
    for (const name of ['b.json', 'new.json']) expect((await lstat(at(name))).isSymbolicLink()).toBe(true);
    reportOf(await readFile(at('a.json'), 'utf8'));
  });
});
