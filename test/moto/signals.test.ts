import { spawn } from 'node:child_process';
import { access, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { unknownVerdicts } from '../../src/finding/unknowns.ts';
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
import { expectSoundReport } from './report-checks.fixture.ts';
import { type Scene, stage } from './scene.fixture.ts';
import { smallAccount, smallCredentials } from './small-account.fixture.ts';

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

const never: Answers[string] = () => new Promise(() => {});
const SHORT = 'iam/password-policy-too-short';
const ROOT = 'iam/root-without-mfa';
const OPEN = 'ec2/admin-port-open-to-internet';

const stageSmall = (...before: Answers[]): Promise<Scene> =>
  stage({ credentials: smallCredentials, answers: smallAccount({ passwordLength: 6 }) }, { before });

const operationsOf = ({ stub }: Scene) => stub.requests.map(({ operation }) => operation);

/** Until the command line has sent all of these, and has had time to hear of the answers. */
async function untilAsked(scene: Scene, ...operations: readonly string[]): Promise<void> {
  await expect
    .poll(() => operationsOf(scene), { timeout: 20_000 })
    .toEqual(expect.arrayContaining([...operations]));
  await pause(500);
}

describe.each(SIGNALS)('%s', (signal, code) => {
  it('leaves report, files and tape, with the verdicts of a scope that was half done', async () => {
    await using scene = await stageSmall({
      'iam:GetAccountSummary': never,
      'ec2:DescribeSecurityGroups': never,
    });
    const folder = temporaryFolder();
    const [json, text, tape] = [join(folder, 'a.json'), join(folder, 'a.txt'), join(folder, 'a.tape')];
    const rules = ['--rule', [SHORT, ROOT, OPEN].join()];
    const files = ['--output', json, '--output', text, '--record', tape];
    const regions = ['--region', 'eu-west-1,us-east-1'];
    const running = startPostern(
      [...rules, ...regions, ...files, '--format', 'json', '--include-passed'],
      scene.environment,
    );
    await untilAsked(scene, 'GetAccountPasswordPolicy', 'GetAccountSummary', 'DescribeSecurityGroups');
    running.interrupt(signal);
    const run = await running.done;
    expect({ code: run.code, stderr: run.stderr }).toEqual({
      code,
      stderr: `Interrupted (exit code ${code}): the gate did not judge.\n`,
    });
    const report = reportOf(run.stdout);
    expectSoundReport(report);
    expect(report.scan).toMatchObject({ status: 'INTERRUPTED', scopes: 1 });
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual([SHORT]);
    const reason = 'the scan was interrupted before this was judged';
    expect(
      unknownVerdicts(report.unknowns).map(({ ruleId, region, kind, reason }) => [
        ruleId,
        region,
        kind,
        reason,
      ]),
    ).toEqual([
      [ROOT, 'us-east-1', 'interrupted', reason],
      [OPEN, 'eu-west-1', 'interrupted', reason],
      [OPEN, 'us-east-1', 'interrupted', reason],
    ]);
    expect((await readdir(folder)).sort()).toEqual(['a.json', 'a.tape', 'a.txt']);
    expect(await readFile(json, 'utf8')).toBe(run.stdout);
    expect(await readFile(text, 'utf8')).toContain(`Interrupted: ${reason}`);
    const replayed = await postern(['--replay', tape, '--rule', SHORT, '--format', 'json']);
    expect(reportOf(replayed.stdout).findings.map(({ ruleId }) => ruleId)).toEqual([SHORT]);
  });

  it('while credentials are taken leaves an empty report', async () => {
    const folder = temporaryFolder();
    const config = join(folder, 'config');
    const asked = join(folder, 'asked');
    await writeFile(config, `[profile slow]\ncredential_process = sh -c "touch ${asked}; sleep 5"\n`);
    const running = startPostern(['--profile', 'slow', '--format', 'json'], { AWS_CONFIG_FILE: config });
    await expect
      .poll(
        () =>
          access(asked).then(
            () => true,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(true);
    running.interrupt(signal);
    const interrupted = performance.now();
    const run = await Promise.race([running.done, pause(4_000)]);
    expect(run?.code).toBe(code);
    expect(reportOf(run?.stdout ?? '').scan).toMatchObject({ status: 'INTERRUPTED', accounts: [] });
    expect(performance.now() - interrupted).toBeLessThan(4_000);
  });

  it('ends a plan that waits', async () => {
    await using scene = await stageSmall({ 'sts:GetCallerIdentity': never });
    const running = startPostern(['--plan'], scene.environment);
    await untilAsked(scene, 'GetCallerIdentity');
    running.interrupt(signal);
    expect(await running.done).toEqual({ code, stdout: '', stderr: '' });
  });
});

describe('a signal', () => {
  it('while outputs are written lets them be written, and another one ends at once', async () => {
    const folder = temporaryFolder();
    const start = async (name: string) => {
      const file = join(folder, name);
      const running = startPostern(['--demo', '--format', 'json', '--output', file]);
      running.pauseReading();
      // All that is left to do then is to write what nobody reads.
      await expect
        .poll(
          () =>
            stat(file).then(
              () => true,
              () => false,
            ),
          { timeout: 20_000 },
        )
        .toBe(true);
      running.interrupt('SIGHUP');
      await pause(300);
      return { running, file };
    };
    const patient = await start('patient.json');
    patient.running.readAgain();
    const run = await patient.running.done;
    expect({ code: run.code, stderr: run.stderr }).toEqual({
      code: 129,
      stderr: 'Interrupted (exit code 129): the scan was done by then, but the gate did not judge.\n',
    });
    expect(reportOf(run.stdout).scan.status).toBe('COMPLETE');
    expect(await readFile(patient.file, 'utf8')).toBe(run.stdout);

    const hasty = await start('hasty.json');
    hasty.running.interrupt('SIGTERM');
    await pause(100);
    hasty.running.readAgain();
    const { code: ended, stdout, stderr } = await hasty.running.done;
    expect({ ended, stderr }).toEqual({ ended: 143, stderr: '' });
    expect(stdout.length).toBeLessThan(run.stdout.length);
    expect(await readFile(hasty.file, 'utf8')).toContain('"COMPLETE"');
  });
});

/** Runs a command on a terminal that is taken away when a line comes on standard input, and ends as a shell would. */
const HANG_UP = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
sys.stdin.readline()
os.close(terminal)
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
sys.exit(code if code >= 0 else 128 - code)
`;

describe.skipIf(!motoAvailable())('a terminal that is closed', () => {
  it('ends a scan with exit code 129, and the files are written', async () => {
    await using scene = await stageSmall({ 'iam:GetAccountSummary': never });
    const file = join(temporaryFolder(), 'a.json');
    const command = commandLine(['--rule', [SHORT, ROOT].join(), '--output', file]);
    const child = spawn(pythonWithMoto() ?? '', ['-c', HANG_UP, ...command], {
      env: { ...cleanEnvironment, ...scene.environment, TERM: 'xterm' },
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const ended = new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
    await untilAsked(scene, 'GetAccountPasswordPolicy', 'GetAccountSummary');
    child.stdin.end('\n');
    expect(await ended).toBe(129);
    const report = reportOf(await readFile(file, 'utf8'));
    expect(report.scan.status).toBe('INTERRUPTED');
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual([SHORT]);
  });
});
