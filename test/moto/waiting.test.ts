import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { unknownVerdicts } from '../../src/finding/unknowns.ts';
import { throttled } from '../support/faults.ts';
import { motoAvailable, pythonWithMoto } from '../support/moto.ts';
import type { Answerer, Answers } from '../support/stub.ts';
import { success } from '../support/wire.ts';
import { cleanEnvironment, commandLine, type Environment, postern, reportOf } from './cli.fixture.ts';
import { stage } from './scene.fixture.ts';
import { smallAccount, smallCredentials, TWO_RULES } from './small-account.fixture.ts';

/** Longer than any test waits. */
const hanging: Answerer = async (call) => {
  await sleep(60_000, undefined, { ref: false });
  return success(call, {});
};

const POLICY = 'iam/password-policy-too-short';
const OPEN = 'ec2/admin-port-open-to-internet';

/** 60 seconds are 3, and 15 are 0.75. */
const SHORT: Environment = { POSTERN_PATIENCE: '0.05' };

const stageSmall = (before: Answers) =>
  stage({ credentials: smallCredentials, answers: smallAccount({}) }, { before: [before] });

async function scanOf(before: Answers, environment: Environment, ...args: readonly string[]) {
  await using scene = await stageSmall(before);
  const started = performance.now();
  const run = await postern([...TWO_RULES, '--region', 'eu-west-1,us-east-1', '--format', 'json', ...args], {
    ...scene.environment,
    ...environment,
  });
  const report = reportOf(run.stdout);
  return {
    ...run,
    seconds: (performance.now() - started) / 1_000,
    unknowns: unknownVerdicts(report.unknowns).map(({ ruleId, reason }) => ({ ruleId, reason })),
    passed: report.rules.filter(({ counts }) => counts.passed > 0).map(({ ruleId }) => ruleId),
  };
}

describe('without a terminal', () => {
  it('a call that hangs is told of every 15 seconds and given up after 60, and the rest is judged', async () => {
    const scan = await scanOf({ 'iam:GetAccountPasswordPolicy': hanging }, SHORT);
    expect(scan.stderr).toMatch(
      /^Still waiting: iam GetAccountPasswordPolicy in us-east-1, \d s(, attempt 2)?\. Scanning account 111122223333: 2 of 3 scopes done, \d+ calls\.$/m,
    );
    expect(scan.stderr.match(/^Still waiting/gm)?.length).toBeGreaterThan(1);
    expect(scan.unknowns).toEqual([
      {
        ruleId: POLICY,
        reason: expect.stringMatching(
          /^iam:GetAccountPasswordPolicy failed in us-east-1 of account 111122223333: AWS did not answer for 3 s, over [23] attempts$/,
        ),
      },
    ]);
    expect(scan.passed).toEqual([OPEN]);
    expect(scan.seconds).toBeLessThan(15);
  });

  it('a service that hangs everywhere keeps no other waiting, and is waited for once', async () => {
    const scan = await scanOf({ 'ec2:DescribeSecurityGroups': hanging }, SHORT, '--concurrency', '1');
    expect(scan.unknowns.map(({ ruleId }) => ruleId)).toEqual([OPEN, OPEN]);
    expect(scan.passed).toEqual([POLICY]);
    expect(scan.seconds).toBeLessThan(15);
  });

  it('throttling is given up after a time of it, said aloud', async () => {
    const scan = await scanOf({ 'iam:GetAccountPasswordPolicy': throttled() }, {});
    expect(scan.unknowns).toEqual([
      {
        ruleId: POLICY,
        reason: 'iam:GetAccountPasswordPolicy was throttled in us-east-1 of account 111122223333 for 0.12 s',
      },
    ]);
    expect(scan.stderr).not.toContain('Still');
    expect(scan.seconds).toBeLessThan(15);
  });
});

describe.skipIf(!motoAvailable())('on a terminal', () => {
  it('the line of progress tells of the wait, and is never wider', async () => {
    await using scene = await stageSmall({ 'iam:GetAccountPasswordPolicy': hanging });
    // In 120 columns; the wait is told of from three seconds on.
    const python = [
      '-c',
      'import pty, sys; pty.spawn(["sh", "-c", "stty cols 120; exec \\"$@\\"", "sh", *sys.argv[1:]])',
      ...commandLine([...TWO_RULES, '--region', 'us-east-1']),
    ];
    const environment = {
      ...cleanEnvironment,
      TERM: 'xterm',
      ...scene.environment,
      POSTERN_PATIENCE: '0.06',
    };
    const seen = await new Promise<string>((resolve, reject) => {
      const child = spawn(pythonWithMoto() ?? '', python, {
        env: environment,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      child.on('error', reject).on('close', () => resolve(text));
    });
    const lines = [...seen.matchAll(/\r\u001b\[2K([^\r\n]*)/g)].map(([, line = '']) => line);
    expect(lines).toContain('Asking AWS who you are');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^Scanning account 111122223333: 1 of 2 scopes done, \d+ calls; waiting for iam GetAccountPasswordPolicy in us-east-1…?/,
      ),
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120);
    expect(seen).not.toContain('Still waiting');
  });
});
