import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unknownVerdicts } from '../../src/finding/unknowns.ts';
import {
  broken,
  denied,
  dropped,
  failing,
  inRegions,
  regionDisabled,
  throttled,
  times,
} from '../support/faults.ts';
import { type Answers, startStub } from '../support/stub.ts';
import { TAPES } from '../support/tapes.ts';
import {
  type Environment,
  postern,
  type Run,
  reportOf,
  startPostern,
  temporaryFolder,
} from './cli.fixture.ts';
import { expectSoundReport, timeless } from './report-checks.fixture.ts';
import { type Scene, type SceneOptions, stage } from './scene.fixture.ts';
import { type SmallAccount, smallAccount, smallCredentials, TWO_RULES } from './small-account.fixture.ts';

const STACK = /^\s+at .+:\d+/m;
const TWO_REGIONS = ['--region', 'eu-west-1,us-east-1'];

/** One sentence for the user, which may end with a hint on a line of its own, and nothing else anywhere. */
function expectOneSentence({ stdout, stderr }: Run, sentence: string | RegExp): void {
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^postern: [^\n]+\n(\(Did you mean [^\n]+\)\n)?(See `postern --help`\.\n)?$/);
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(STACK);
}

const stageSmall = (
  account: SmallAccount,
  before: readonly Answers[] = [],
  options: Pick<SceneOptions, 'patient'> = {},
): Promise<Scene> =>
  stage({ credentials: smallCredentials, answers: smallAccount(account) }, { before, ...options });

describe('what the user got wrong', () => {
  it.each<[string, readonly string[], number, string | RegExp]>([
    ['no credentials', [], 3, /No AWS credentials found\. Sign in .* --profile/],
    ['an unknown profile', ['--profile', 'nobody'], 2, 'There is no profile "nobody"'],
    ['a rule pattern without a match', ['--rule', 'nope/*'], 2, /No rule matches "nope\/\*".*postern rules/],
    ['an exclusion without a match', ['--exclude-rule', 'nope'], 2, 'No rule matches "nope"'],
    ['patterns that leave nothing', ['--exclude-rule', '*/*'], 2, 'leave no rule to judge by'],
    ['an unknown service', ['--service', 'nope'], 2, /no rules for the service "nope"\. Services are: /],
    [
      'an unknown Region',
      ['--demo', '--region', 'eu-nowhere-1'],
      2,
      'No Region matches "eu-nowhere-1". Regions are: ',
    ],
    ['an unknown flag', ['--colour'], 2, "unknown option '--colour'"],
    ['a misspelt flag', ['--forma', 'json'], 2, '(Did you mean --format?)'],
    ['an unknown severity', ['--severity', 'urgent'], 2, 'Severities are: critical, high'],
    ['an unknown threshold', ['--fail-on', '5'], 2, 'Severities are: critical, high'],
    ['an unknown format', ['--format', 'yaml'], 2, 'Allowed choices are table, json'],
    ['no concurrency', ['--concurrency', '0'], 2, 'a whole number from 1 to 1000'],
    ['an unknown command', ['scam'], 2, 'scam'],
    ['an unknown rule', ['explain', 'root-without-mfa'], 2, 'Did you mean iam/root-without-mfa?'],
    ['two sources', ['--demo', '--replay', 'x.tape'], 2, 'cannot be used with'],
    ['a tape of a tape', ['--demo', '--record', 'x.tape'], 2, 'cannot be used with'],
  ])('%s is told in one sentence', async (_what, args, code, sentence) => {
    const run = await postern(args);
    expect(run.code).toBe(code);
    expectOneSentence(run, sentence);
  });

  it('of a profile is told with the profiles there are', async () => {
    const home = temporaryFolder();
    await mkdir(join(home, '.aws'));
    await writeFile(join(home, '.aws', 'config'), '[profile audit]\nregion = us-east-1\n');
    for (const [args, environment] of [
      [['--profile', 'adit'], {}],
      [[], { AWS_PROFILE: 'adit' }],
    ] satisfies [string[], Environment][]) {
      const run = await postern(args, { HOME: home, ...environment });
      expect(run.code).toBe(2);
      expectOneSentence(run, 'There is no profile "adit". Profiles are: audit.');
    }
  });

  describe('of a tape', async () => {
    const folder = temporaryFolder();
    const demo = await readFile(TAPES['sample account'], 'utf8');
    it.each<[string, string | undefined, string]>([
      ['missing', undefined, 'there is no file'],
      ['empty', '', 'it is not a Postern tape'],
      ['foreign text', 'hello\n', 'it is not a Postern tape'],
      ['foreign JSON', '{"a":1}\n', 'it is not a Postern tape'],
      ['cut off', demo.slice(0, 20_000), 'cut off'],
      ['of a later version', demo.replace('"version":1', '"version":2'), 'this one reads version 1'],
    ])('%s is told in one sentence', async (name, text, sentence) => {
      const tape = join(folder, `${name}.tape`);
      if (text !== undefined) await writeFile(tape, text);
      const run = await postern(['--replay', tape]);
      expect(run.code).toBe(2);
      expectOneSentence(run, sentence);
    });

    it('that is a folder is told in one sentence', async () => {
      const run = await postern(['--replay', folder]);
      expect(run.code).toBe(2);
      expectOneSentence(run, 'cannot be read');
    });

    it('that lost answers leaves unknown what they told', async () => {
      const tape = join(folder, 'short.tape');
      const answers = demo.split('\n').filter((line) => !line.includes('"operation":"GetAccountSummary"'));
      await writeFile(tape, answers.join('\n'));
      const { code, stdout } = await postern([
        '--replay',
        tape,
        '--rule',
        'iam/root-without-mfa',
        '--format',
        'json',
      ]);
      expect(code).toBe(3);
      expect(reportOf(stdout).unknowns.map(({ reason }) => reason)).toEqual([
        expect.stringContaining('the tape holds no answer to iam GetAccountSummary'),
      ]);
    });
  });

  it.each([
    ['a folder that does not exist', 'nowhere/report.json', 'its folder does not exist'],
    ['a folder', 'folder.json', 'it is a folder'],
    ['a file as a folder', 'file.txt/report.json', 'is not a folder'],
    ['an unknown ending', 'report.yaml', 'The ending of'],
  ])('output to %s is told before anything is scanned', async (_what, path, sentence) => {
    const folder = temporaryFolder();
    await mkdir(join(folder, 'folder.json'));
    await writeFile(join(folder, 'file.txt'), 'kept');
    await using stub = await startStub({});
    const run = await postern(['--output', join(folder, path)], { AWS_ENDPOINT_URL: stub.endpoint });
    expect(run.code).toBe(2);
    expectOneSentence(run, sentence);
    expect(stub.requests).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['file.txt', 'folder.json']);
    expect(await readFile(join(folder, 'file.txt'), 'utf8')).toBe('kept');
  });

  it('of the waits of tests: they are for loopback addresses alone', async () => {
    const run = await postern([], {
      POSTERN_BACK_OFF: '0.001',
      AWS_ENDPOINT_URL: 'https://iam.amazonaws.com',
    });
    expect(run.code).toBe(2);
    expectOneSentence(run, 'it works only where AWS_ENDPOINT_URL is a loopback address');
  });

  it('is told with stacks and causes when asked for', async () => {
    await using scene = await stageSmall({}, [
      { 'sts:GetCallerIdentity': failing('ExpiredToken', 'expired', 403) },
    ]);
    const { code, stdout, stderr } = await scene.postern('--debug');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(STACK);
    expect(stderr).toContain('caused by');
  });
});

describe('what AWS refuses at the door', () => {
  it.each([
    ['expired', 'ExpiredToken', 403],
    ['unknown', 'InvalidClientTokenId', 403],
    ['badly signed', 'SignatureDoesNotMatch', 403],
  ])('credentials that are %s', async (_what, error, status) => {
    await using scene = await stageSmall({}, [
      {
        'sts:GetCallerIdentity': failing(
          error,
          'The security token included in the request is not good',
          status,
        ),
      },
    ]);
    const run = await scene.postern();
    expect(run.code).toBe(3);
    expectOneSentence(run, new RegExp(`did not accept the credentials .*${error}.* Sign in again`));
  });

  it('or does not answer', async () => {
    const run = await postern([], {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    });
    expect(run.code).toBe(3);
    expectOneSentence(run, 'ECONNREFUSED');
  });
});

describe('what AWS gets wrong', { timeout: 90_000 }, () => {
  const scan = async (account: SmallAccount, fault: Answers = {}, ...args: readonly string[]) => {
    await using scene = await stageSmall(account, [fault]);
    return await scene.report('--include-passed', ...TWO_RULES, ...TWO_REGIONS, ...args);
  };
  const bad: SmallAccount = { passwordLength: 6, sshFrom: '0.0.0.0/0' };

  it.each([
    ['throttled', throttled],
    ['a server error', broken],
    ['dropped', dropped],
  ])('%s once: tried again, and judged as if nothing had been', async (_what, fault) => {
    const undisturbed = await scan(bad);
    const disturbed = await scan(bad, {
      'iam:GetAccountPasswordPolicy': times(1, fault()),
      'ec2:DescribeSecurityGroups': times(1, fault()),
      'ec2:DescribeRegions': times(1, fault()),
      'sts:GetCallerIdentity': times(1, fault()),
    });
    expect(undisturbed.report.summary.findings.total).toBe(3);
    expect(timeless(disturbed.report)).toEqual(timeless(undisturbed.report));
    expect(disturbed.report.scan.calls.total).toBe(undisturbed.report.scan.calls.total + 4);
    expect({ code: disturbed.code, stderr: disturbed.stderr }).toEqual({
      code: 1,
      stderr: 'Failing (exit code 1): 2 findings at or above HIGH.\n',
    });
  });

  it.each([
    ['throttled', throttled, 'throttled'],
    ['a server error', broken, 'failed'],
    ['dropped', dropped, 'failed'],
    ['denied', denied, 'denied'],
    ['a Region that knows no credentials', regionDisabled, 'failed'],
  ] as const)('%s for ever, in one Region: unknown there, judged elsewhere', async (_what, fault, kind) => {
    const { code, stderr, report } = await scan(
      {},
      {
        'ec2:DescribeSecurityGroups': inRegions(['eu-west-1'], fault()),
      },
    );
    expect(
      unknownVerdicts(report.unknowns).map((unknown) => [unknown.ruleId, unknown.region, unknown.kind]),
    ).toEqual([['ec2/admin-port-open-to-internet', 'eu-west-1', kind]]);
    expect((report.passed ?? []).map(({ ruleId, region }) => [ruleId, region])).toEqual([
      ['ec2/admin-port-open-to-internet', 'us-east-1'],
      ['iam/password-policy-too-short', 'us-east-1'],
    ]);
    expect(report.findings).toEqual([]);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^Incomplete \(exit code 3\): 1 rule that could have failed could not be judged\. .*\n$/,
    );
  });

  it('the list of Regions denied: what is spelled out is scanned, globs and all Regions are unknown', async () => {
    const fault = { 'ec2:DescribeRegions': denied() };
    const spelledOut = await scan({}, fault);
    expect(spelledOut.report.scan.regions).toEqual(['eu-west-1', 'us-east-1']);
    await using scene = await stageSmall({}, [fault]);
    for (const args of [[], ['--region', 'eu-*']]) {
      const { code, report } = await scene.report(...TWO_RULES, ...args);
      expect(code).toBe(3);
      expect(report.unknowns).toMatchObject([
        {
          ruleId: 'ec2/admin-port-open-to-internet',
          missingPermissions: [{ action: 'ec2:DescribeRegions' }],
        },
      ]);
    }
  });

  it('a Region that is not enabled: not applicable, and nothing is asked there', async () => {
    await using scene = await stageSmall({});
    const { code, report } = await scene.report(...TWO_RULES, '--region', 'af-south-1,us-east-1');
    expect(code).toBe(0);
    expect(report.unknowns).toEqual([]);
    expect(report.notApplicable).toEqual([
      {
        ruleId: 'ec2/admin-port-open-to-internet',
        accountId: '111122223333',
        region: 'af-south-1',
        reason: 'the Region af-south-1 is not enabled in the account',
      },
    ]);
    expect(scene.stub.requests.filter(({ region }) => region === 'af-south-1')).toEqual([]);
  });
});

describe('an interrupt', () => {
  /** Reads of security groups never end; all else is answered at once. */
  const neverSaysGroups: Answers = { 'ec2:DescribeSecurityGroups': () => new Promise(() => {}) };

  it('writes the report of what was done, whole and marked, and exits 130', async () => {
    await using scene = await stageSmall({ passwordLength: 6 }, [neverSaysGroups]);
    const folder = temporaryFolder();
    const files = [join(folder, 'report.json'), join(folder, 'report.txt')];
    const running = startPostern(
      [...TWO_RULES, ...TWO_REGIONS, '--format', 'json', ...files.flatMap((file) => ['--output', file])],
      scene.environment,
    );
    await expect
      .poll(() => operationsOf(scene), { timeout: 20_000 })
      .toEqual(expect.arrayContaining(['GetAccountPasswordPolicy', 'DescribeSecurityGroups']));
    // The answer is on its way to a process that has nothing else to do.
    await new Promise((resolve) => setTimeout(resolve, 500));
    running.interrupt();
    const { code, stdout, stderr } = await running.done;
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: 'Interrupted (exit code 130): the gate did not judge.\n',
    });
    const report = reportOf(stdout);
    expectSoundReport(report);
    expect(report.scan.status).toBe('INTERRUPTED');
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['iam/password-policy-too-short']);
    expect((await readdir(folder)).sort()).toEqual(['report.json', 'report.txt']);
    expect(await readFile(join(folder, 'report.json'), 'utf8')).toBe(stdout);
    expect(await readFile(join(folder, 'report.txt'), 'utf8')).toContain('INTERRUPTED');
  });

  it('before anything is known writes an empty report', async () => {
    await using scene = await stageSmall({}, [{ 'sts:GetCallerIdentity': () => new Promise(() => {}) }]);
    const running = startPostern(['--format', 'json'], scene.environment);
    await expect.poll(() => operationsOf(scene), { timeout: 20_000 }).toEqual(['GetCallerIdentity']);
    running.interrupt();
    const { code, stdout } = await running.done;
    expect(code).toBe(130);
    expect(reportOf(stdout)).toMatchObject({ scan: { status: 'INTERRUPTED', accounts: [] }, findings: [] });
  });

  it('among retries ends at once', async () => {
    await using scene = await stageSmall({}, [{ 'ec2:DescribeSecurityGroups': throttled() }], {
      patient: true,
    });
    const running = startPostern([...TWO_RULES, ...TWO_REGIONS, '--format', 'json'], scene.environment);
    await expect.poll(() => operationsOf(scene), { timeout: 20_000 }).toContain('DescribeSecurityGroups');
    running.interrupt();
    const interrupted = performance.now();
    const { code, stdout } = await running.done;
    expect(performance.now() - interrupted).toBeLessThan(2_000);
    expect({ code, status: reportOf(stdout).scan.status }).toEqual({ code: 130, status: 'INTERRUPTED' });
  });
});

function operationsOf({ stub }: Scene): readonly string[] {
  return stub.requests.map(({ operation }) => operation);
}
