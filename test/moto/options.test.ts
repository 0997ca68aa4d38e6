import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import guarddutyDisabled from '../../rules/guardduty/disabled.ts';
import { rules } from '../../rules/index.ts';
import { version } from '../../src/aws/version.ts';
import { actionsOfRule } from '../../src/engine/chosen-rule.ts';
import type { Report } from '../../src/finding/report.ts';
import { visibleJson } from '../../src/report/content/escape.ts';
import { denied } from '../support/faults.ts';
import { motoAvailable, pythonWithMoto } from '../support/moto.ts';
import type { Answers } from '../support/stub.ts';
import {
  cleanEnvironment,
  commandLine,
  postern,
  reportOf,
  startPostern,
  temporaryFolder,
} from './cli.fixture.ts';
import { stage } from './scene.fixture.ts';
import { type SmallAccount, smallAccount, smallCredentials, TWO_RULES } from './small-account.fixture.ts';

const FORMATS = ['table', 'json'] as const;

/** A part of the sample account, which is quicker than all of it. */
const ONE_SERVICE = ['--demo', '--service', 'guardduty'];

const folder = temporaryFolder();

/** Scans the small account once, so that many runs can replay it. */
async function tapeOf(name: string, account: SmallAccount, fault: Answers = {}): Promise<readonly string[]> {
  const tape = join(folder, `${name}.tape`);
  await using scene = await stage(
    { credentials: smallCredentials, answers: smallAccount(account) },
    { before: [fault] },
  );
  const { code, stderr } = await scene.postern(
    ...TWO_RULES,
    '--region',
    'us-east-1',
    '--record',
    tape,
    '--fail-on',
    'never',
  );
  expect(code, stderr).toBe(0);
  return ['--replay', tape, ...TWO_RULES];
}

describe('the exit code', () => {
  let replays: Readonly<Record<'medium' | 'both' | 'denied' | 'clear', readonly string[]>>;
  beforeAll(async () => {
    replays = {
      medium: await tapeOf('medium', { passwordLength: 6 }),
      both: await tapeOf('both', { passwordLength: 6, sshFrom: '0.0.0.0/0' }),
      denied: await tapeOf('denied', {}, { 'iam:GetAccountPasswordPolicy': denied() }),
      clear: await tapeOf('clear', {}),
    };
  });

  it.each<[keyof typeof replays, Readonly<Record<string, number>>]>([
    ['medium', { critical: 0, high: 0, medium: 1, low: 1, informational: 1, never: 0 }],
    ['denied', { high: 0, medium: 3, never: 0 }],
    ['both', { critical: 0, high: 1 }],
    ['clear', { informational: 0 }],
  ])('of a scan that ends %s depends on --fail-on, and not on the format', async (name, codes) => {
    const runs = Object.keys(codes).flatMap((label) =>
      FORMATS.map(async (format) => {
        const { code, stdout, stderr } = await postern([
          ...replays[name],
          '--fail-on',
          label,
          '--format',
          format,
        ]);
        expect(stdout).not.toBe('');
        expect(stderr).toMatch(/^(Passing|Failing|Incomplete) \(exit code \d\): [^\n]+\.\n$/);
        return { label, format, code };
      }),
    );
    expect(await Promise.all(runs)).toEqual(
      Object.entries(codes).flatMap(([label, code]) => FORMATS.map((format) => ({ label, format, code }))),
    );
  });

  it('forgives with --allow-incomplete what could not be looked at, and nothing else', async () => {
    const codes = (['denied', 'medium'] as const).map(
      async (name) => (await postern([...replays[name], '--fail-on', 'Medium', '--allow-incomplete'])).code,
    );
    expect(await Promise.all(codes)).toEqual([0, 1]);
  });

  it('is the same whatever --severity shows', async () => {
    const shown = async (...args: readonly string[]) => {
      const { code, stdout } = await postern([...replays.both, '--format', 'json', ...args]);
      const { findings, summary }: Report = reportOf(stdout);
      return {
        code,
        labels: findings.map(({ severity }) => severity.label),
        leftOut: summary.findings.leftOut,
      };
    };
    expect(await shown('--fail-on', 'medium')).toEqual({
      code: 1,
      labels: ['HIGH', 'MEDIUM'],
      leftOut: undefined,
    });
    expect(await shown('--fail-on', 'medium', '--severity', 'high')).toEqual({
      code: 1,
      labels: ['HIGH'],
      leftOut: { below: 'HIGH', count: 1 },
    });
    expect(await shown('--fail-on', 'medium', '--severity', 'critical')).toEqual({
      code: 1,
      labels: [],
      leftOut: { below: 'CRITICAL', count: 2 },
    });
    expect((await shown('--fail-on', 'critical', '--severity', 'low')).code).toBe(0);
  });

  it('is that of the verdict when the reader of a pipe goes away', async () => {
    const running = startPostern(['--demo', '--format', 'json', '--include-passed']);
    running.stopReadingAtFirst();
    const { code, stdout, stderr } = await running.done;
    expect(stdout.startsWith('{')).toBe(true);
    expect(() => reportOf(stdout)).toThrow();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Failing \(exit code 1\): [^\n]+\n$/);
  });
});

describe('output', () => {
  it('goes to every file that is named, whole, and to standard output', async () => {
    const files = temporaryFolder();
    const [json, text] = [join(files, 'a.json'), join(files, 'b.TXT')];
    const run = await postern([...ONE_SERVICE, '--details', '--output', json, '--output', text]);
    const report = reportOf(await readFile(json, 'utf8'));
    expect(run.code).toBe(1);
    expect(report.findings.length).toBeGreaterThan(0);
    const written = await readFile(json, 'utf8');
    expect(written).toBe(`${visibleJson(JSON.stringify(JSON.parse(written), undefined, 2))}\n`);
    const table = await readFile(text, 'utf8');
    for (const { ruleId } of report.findings) {
      expect(table).toContain(ruleId);
      expect(run.stdout).toContain(ruleId);
    }
    expect((await readdir(files)).sort()).toEqual(['a.json', 'b.TXT']);
  });

  it('tells everything in the table only when asked for', async () => {
    const tables = [[], ['--details']].map(async (details) => {
      const text = join(temporaryFolder(), 'report.txt');
      const { stdout } = await postern(['--demo', ...details, '--output', text]);
      return [stdout, await readFile(text, 'utf8')].map((table) => table.trimEnd().split('\n').length);
    });
    const [[screen = 0, sheet = 0] = [], details = []] = await Promise.all(tables);
    expect(screen).toBeLessThanOrEqual(88);
    expect(sheet).toBeLessThanOrEqual(68);
    for (const lines of details) expect(lines).toBeGreaterThan(500);
  });

  it('lists passed verdicts only when asked for', async () => {
    const passedOf = async (...args: readonly string[]) =>
      reportOf((await postern([...ONE_SERVICE, '--format', 'json', ...args])).stdout);
    const [without, withPassed] = [await passedOf(), await passedOf('--include-passed')];
    expect(without.passed).toBeUndefined();
    expect(withPassed.passed?.length).toBe(withPassed.summary.verdicts.passed);
    expect({ ...withPassed, scan: without.scan, passed: undefined }).toEqual(without);
  });

  it.each([
    ['--rule', ''],
    ['--region', ' , '],
    ['--service', ''],
    ['--profile', ''],
    ['--output', ' '],
    ['--baseline', ''],
    ['--config', ''],
    ['--rules', ''],
    ['--sarif-location', ''],
    ['--notify', ''],
  ])('is not of everything, nor of something else, when %s names nothing', async (flag, value) => {
    const { code, stdout, stderr } = await postern(['--demo', flag, value]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('It names nothing.');
  });
});

describe.skipIf(!motoAvailable())('on a terminal', () => {
  const ESCAPE = '\u001b[';
  /** Standard output and standard error as a terminal got them. */
  const onTerminal = (environment: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    new Promise<string>((resolve, reject) => {
      const python = [
        '-c',
        'import pty, sys; pty.spawn(sys.argv[1:])',
        ...commandLine([...ONE_SERVICE, ...args]),
      ];
      const child = spawn(pythonWithMoto() ?? '', python, {
        env: { ...cleanEnvironment, TERM: 'xterm', ...environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let seen = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        seen += text;
      });
      child.on('error', reject).on('close', () => resolve(seen));
    });
  // The line of progress takes itself away again.
  const withoutProgress = (seen: string) => seen.replaceAll(/\r\u001b\[2K[^\r\n]*(?=\r)|\r\u001b\[2K/g, '');

  it('there are colours and progress', async () => {
    const seen = await onTerminal({});
    expect(seen).toContain('Asking AWS who you are');
    expect(withoutProgress(seen)).toContain(ESCAPE);
  });

  it('there are no colours where NO_COLOR asks for none', async () => {
    expect(withoutProgress(await onTerminal({ NO_COLOR: '1' }))).not.toContain(ESCAPE);
  });

  it('the worst comes last, and then the gate', async () => {
    const seen = withoutProgress(await onTerminal({ NO_COLOR: '1' }, '--details'));
    const landmarks = seen.match(/^(MEDIUM|HIGH) {2}\d|^\d+ findings:|^Failing \(exit code 1\)/gm) ?? [];
    expect(landmarks.map((landmark) => landmark.replaceAll(/\d+/g, 'n'))).toEqual([
      'MEDIUM  n',
      'HIGH  n',
      'n findings:',
      'Failing (exit code n)',
    ]);
  });

  it('there are neither on a dumb one', async () => {
    const seen = await onTerminal({ TERM: 'dumb' });
    expect(seen).not.toContain(ESCAPE);
    expect(seen).not.toContain('Asking AWS');
  });
});

describe('the other commands', () => {
  it('rules lists every rule', async () => {
    const { code, stdout } = await postern(['rules', '--json']);
    expect(code).toBe(0);
    const listed: unknown = JSON.parse(stdout);
    expect(listed).toMatchObject(
      Object.entries(rules).map(([id, rule]) => ({
        id,
        title: rule.title,
        permissions: actionsOfRule(rule),
      })),
    );
  });

  it('explain tells of a rule what it means and what it needs', async () => {
    const { code, stdout, stderr } = await postern(['explain', 'guardduty/disabled']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const action of ['guardduty/disabled', ...actionsOfRule(guarddutyDisabled)])
      expect(stdout).toContain(action);
  });

  it('permissions names what the chosen rules read, and nothing else', async () => {
    const { code, stdout } = await postern(['permissions', '--rule', 'guardduty/disabled']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      // The alias of the account is of every scan.
      Statement: [
        { Effect: 'Allow', Action: [...actionsOfRule(guarddutyDisabled), 'iam:ListAccountAliases'] },
      ],
    });
  });

  it.each(['--version', '-V'])('%s prints the version alone', async (flag) => {
    expect(await postern([flag])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('--help prints help, which is no error', async () => {
    const { code, stdout, stderr } = await postern(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Exit codes:');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each(['scan', 'rules', 'permissions', 'trend'])(
    '%s --help names no default that is nothing',
    async (command) => {
      const { stdout } = await postern([command, '--help']);
      expect(stdout).not.toMatch(/default:\s+(\[\]|false)/);
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    },
  );
});
