import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Environment, posternInShell, type Run, reportOf, temporaryFolder } from './cli.fixture.ts';

const ROOT = ['--demo', '--rule', 'iam/root-without-mfa'] as const;
const FAILING = 'Failing (exit code 1): 1 finding at or above HIGH.\n';

/** A folder with these files. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const run = (folder: string, args: readonly string[], environment: Environment = {}): Promise<Run> =>
  posternInShell('"$@"', args, folder, environment);

describe('a configuration', () => {
  it('is found from the working directory upwards, and goes after environment and command line', async () => {
    const folder = await folderWith({
      'postern.config.yaml': 'failOn: never # for now\noutput: reports/a.json\n',
      'reports/x.txt': '',
      'deep/down/x.txt': '',
    });
    const below = join(folder, 'deep/down');
    const [found, variable, word] = await Promise.all([
      run(below, ROOT),
      run(folder, ROOT, { POSTERN_FAIL_ON: 'critical', POSTERN_OUTPUT: 'b.json' }),
      run(folder, [...ROOT, '--fail-on', 'high', '--output', 'c.json'], { POSTERN_FAIL_ON: 'never' }),
    ]);
    expect([found.code, variable.code, word.code]).toEqual([0, 1, 1]);
    expect(found.stderr).toBe(
      'postern: The configuration is ../../postern.config.yaml.\nPassing (exit code 0): the gate is off (--fail-on never).\n',
    );
    expect(word.stderr).toBe(FAILING);
    // From the folder of the file that says so, whoever asks from where; a list is one list, not two.
    expect((await readdir(folder)).sort()).toEqual([
      'b.json',
      'c.json',
      'deep',
      'postern.config.yaml',
      'reports',
    ]);
    expect((await readdir(join(folder, 'reports'))).sort()).toEqual(['a.json', 'x.txt']);
  });

  it('that was merely found leads to no other code, credentials, people or files', async () => {
    const outside = temporaryFolder();
    const folder = await folderWith({
      'postern.config.yml': 'profile: audit\n\noutput: [../a.json, linked/b.json, here/c.json]\n',
      'here/x.txt': '',
    });
    await symlink(outside, join(folder, 'linked'));
    const [found, named] = await Promise.all([
      run(folder, ROOT),
      run(folder, [...ROOT, '--config', 'postern.config.yml', '--output', 'd.json']),
    ]);
    const name = 'Name the file with --config postern.config.yml, or use the command line.\n';
    const stray = 'is outside of the folder of a configuration that was merely found.';
    expect(found).toEqual({
      code: 2,
      stdout: '',
      stderr: [
        `postern: postern.config.yml:1: profile may not stand in a configuration that was merely found: it leads to other code, credentials or people. ${name}`,
        `postern: postern.config.yml:3: output: ../a.json ${stray} ${name}`,
        `postern: postern.config.yml:3: output: linked/b.json ${stray} ${name}`,
      ].join(''),
    });
    expect([named.code, named.stderr]).toEqual([1, FAILING]);
    expect(await readdir(outside)).toEqual([]);
  });

  it.each([
    ['rule: [iam/root-*, iam/nobody]', 'rule', 'No rule matches "iam/nobody".'],
    ['excludeRule: iam/nobody', 'excludeRule', 'No rule matches "iam/nobody".'],
    ['service: nope', 'service', 'There are no rules for the service "nope".'],
    ['framework: nope', 'framework', 'No framework matches "nope".'],
    ['framework: ./own.yaml', 'framework', 'The framework ./own.yaml does not exist.'],
    ['rulesFrom: ./own', 'rulesFrom', 'There is no file or folder ./own with rules.'],
    ['region: xx-*', 'region', 'No Region matches "xx-*".'],
    ['output: report.pdf', 'output', 'The ending of report.pdf names no format.'],
    ['output: gone/..', 'output', 'The ending of . names no format.'],
    ['output: gone/a.json', 'output', 'gone/a.json cannot be written: its folder does not exist.'],
    ['baseline: gone.json', 'baseline', 'The baseline gone.json cannot be compared with: it does not exist.'],
    ['notify: http://example.com', 'notify', '--notify takes the https:// address of a webhook.'],
  ])('names its line where a scan refuses what it says: %s', async (line, key, sentence) => {
    const folder = await folderWith({ 'a.yaml': `failOn: low\n${line}\n` });
    const { code, stdout, stderr } = await run(folder, ['--demo', '--config', 'a.yaml']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(`postern: a.yaml:2: ${key}: ${sentence}`)).toBe(true);
  });

  it('that a variable overrules is not blamed, and the command line names no other place', async () => {
    const folder = await folderWith({ 'postern.config.yaml': 'service: iam\n' });
    const [variable, word] = await Promise.all([
      run(folder, ['--demo'], { POSTERN_SERVICE: 'nope' }),
      run(folder, ['--demo', '--service', 'nope']),
    ]);
    const sentence = 'There are no rules for the service "nope". Services are: ';
    expect([variable.code, word.code]).toEqual([2, 2]);
    expect(variable.stderr.startsWith(`postern: POSTERN_SERVICE: ${sentence}`)).toBe(true);
    expect(word.stderr.startsWith(`postern: ${sentence}`)).toBe(true);
  });

  it('with mistakes tells all of them before anything is asked', async () => {
    const folder = await folderWith({
      'postern.config.yaml': [
        'fail-on: low',
        'rules:',
        '  iam/user-unused: { options: { days: 0 } }',
        'suppressions:',
        '  - rule: iam/*',
        '    reason: ""',
        '"\\e[31mred": 1',
      ].join('\n'),
      'two/postern.config.json': '{}',
      'two/postern.config.yml': '',
    });
    const [wrong, two, gone, broken] = await Promise.all([
      run(folder, ROOT),
      run(join(folder, 'two'), ROOT),
      run(folder, [...ROOT, '--config', 'gone.yaml']),
      run(folder, [...ROOT, '--config', 'two'], {}),
    ]);
    expect(wrong).toEqual({
      code: 2,
      stdout: '',
      stderr: [
        'postern: postern.config.yaml:1: There is no key "fail-on". Did you mean failOn?\n',
        'postern: postern.config.yaml:3: rules.iam/user-unused.options.days must be a whole number from 1 to 3650, and is 0.\n',
        'postern: postern.config.yaml:6: suppressions[0].reason must be a text that is not empty, and is "".\n',
        'postern: postern.config.yaml:7: There is no key "\\u001b[31mred". Keys are ',
        wrong.stderr.split('Keys are ')[1],
      ].join(''),
    });
    expect(two.code).toBe(2);
    expect(two.stderr).toMatch(
      /^postern: .+ has two configurations, postern\.config\.yml and postern\.config\.json\. Keep one, or name one with --config\.\n$/,
    );
    expect([gone.code, gone.stderr]).toEqual([2, 'postern: The configuration gone.yaml does not exist.\n']);
    expect([broken.code, broken.stderr]).toEqual([
      2,
      'postern: The configuration two cannot be read: it is a folder.\n',
    ]);
  });

  it('is not the environment: a variable that is empty or wrong is a usage error', async () => {
    const folder = temporaryFolder();
    const runs = [{ POSTERN_FAIL_ON: '' }, { POSTERN_DETAILS: 'yes' }, { POSTERN_CONCURRENCY: '0' }];
    const said = runs.map(async (environment) => {
      const { code, stderr } = await run(folder, ROOT, environment);
      return `${code} ${stderr}`;
    });
    expect(await Promise.all(said)).toEqual([
      '2 postern: POSTERN_FAIL_ON is empty. Give it a value, or unset it.\n',
      '2 postern: POSTERN_DETAILS is "yes". It must be true or false.\n',
      '2 postern: POSTERN_CONCURRENCY is "0". It must be a whole number from 1 to 1000.\n',
    ]);
  });

  it('is not missed for its kind, nor a variable for a letter: the gate would go by something else', async () => {
    const folder = await folderWith({
      'postern.config.yaml': 'failOn: never\n',
      'folder/postern.config.yaml/x.txt': '',
      'link/x.txt': '',
    });
    await symlink('nowhere.yaml', join(folder, 'link/postern.config.yaml'));
    const [aFolder, aLink, misspelt, ofOneRun, others] = await Promise.all([
      run(join(folder, 'folder'), ROOT),
      run(join(folder, 'link'), ROOT),
      run(folder, ROOT, { POSTERN_FAILON: 'low' }),
      run(folder, ROOT, { POSTERN_REPLAY: 'a.tape' }),
      run(folder, ROOT, { POSTERN_VERSION: '1', POSTERN_NOTIFY_TOKEN: 'x' }),
    ]);
    expect(
      [aFolder, aLink, misspelt, ofOneRun, others].map(({ code, stderr }) => `${code} ${stderr}`),
    ).toEqual([
      '2 postern: The configuration postern.config.yaml cannot be read: it is a folder.\n',
      '2 postern: The configuration postern.config.yaml does not exist: it is a link to nothing.\n',
      '2 postern: POSTERN_FAILON is no variable of Postern. Did you mean POSTERN_FAIL_ON?\n',
      '2 postern: POSTERN_REPLAY sets nothing: --replay is of one run, and stands on the command line.\n',
      '0 Passing (exit code 0): the gate is off (--fail-on never).\n',
    ]);
  });

  it('chooses the rules that permissions are printed for, as it chooses those of the scan', async () => {
    const folder = await folderWith({
      'postern.config.yaml': 'rule: iam/root-without-mfa\nformat: json\nfailOn: low\n',
      'named/other.yaml': 'service: s3\nrulesFrom: ./gone\n',
      'wrong/postern.config.yaml': 'rul: iam/*\n',
    });
    const [found, asked, variable, word, named, wrong] = await Promise.all([
      run(folder, ['permissions']),
      run(temporaryFolder(), ['permissions', '--rule', 'iam/root-without-mfa']),
      run(folder, ['permissions'], { POSTERN_RULE: 's3/bucket-public', POSTERN_FORMAT: 'table' }),
      run(folder, ['permissions', '--rule', 's3/bucket-public', '--format', 'terraform']),
      run(folder, ['permissions', '--config', 'named/other.yaml']),
      run(join(folder, 'wrong'), ['permissions']),
    ]);
    expect(asked.stdout).toContain('iam:GetAccountSummary');
    expect(found).toEqual(asked);
    expect(variable.stdout).toContain('s3:GetBucketPolicy');
    expect(variable.stdout).not.toContain('iam:GetAccountSummary');
    expect(word.stdout).toContain('s3:GetBucketPolicy');
    expect(word.stdout).toMatch(/^resource|^data/m);
    expect([named.code, named.stderr]).toEqual([2, expect.stringContaining('gone')]);
    expect([wrong.code, wrong.stdout]).toEqual([2, '']);
  });

  it('is written by init, once, and changes nothing', async () => {
    const folder = temporaryFolder();
    const first = await run(folder, ['init']);
    const written = await readFile(join(folder, 'postern.config.yaml'), 'utf8');
    const [again, scan] = await Promise.all([run(folder, ['init']), run(folder, ROOT)]);
    expect([first.code, again.code, scan.code]).toEqual([0, 2, 1]);
    expect(again.stderr).toBe(
      'postern: postern.config.yaml is there already, and stays as it is. Move it away to have a new one.\n',
    );
    expect(scan.stderr).toBe(FAILING);
    expect(await readFile(join(folder, 'postern.config.yaml'), 'utf8')).toBe(written);
  });
});

it('suppresses with a reason, and says which entries suppress nothing', async () => {
  const folder = await folderWith({
    'accepted.yaml': [
      'rules: { iam/root-without-mfa: { severity: 9.1 } }',
      'suppressions:',
      '  - rule: iam/root-*',
      '    account: 123456789012',
      '    reason: "The key is in the safe \\e[31m"',
      '    until: 2026-11-22',
      '  - { rule: iam/root-*, reason: old, until: 2026-11-21 }',
      '  - { resource: "*:user/nobody", reason: gone }',
      '  - { rule: s3/*, reason: not chosen }',
      '  - { rule: iam/root-*, region: us-eat-1, reason: mistyped }',
    ].join('\n'),
  });
  const args = [...ROOT, '--config', 'accepted.yaml'];
  const [table, json] = await Promise.all([
    run(folder, [...args, '--details']),
    run(folder, [...args, '--format', 'json']),
  ]);
  expect([table.code, table.stderr]).toEqual([
    0,
    [
      'postern: accepted.yaml:7: this suppression ended on 2026-11-21, and suppresses nothing.\n',
      'postern: accepted.yaml:8: this suppression matched nothing that failed.\n',
      'postern: accepted.yaml:10: this suppression matched nothing that failed.\n',
      'Passing (exit code 0): no findings at or above HIGH (1 is suppressed).\n',
    ].join(''),
  ]);
  expect(table.stdout).toContain('Why  The key is in the safe \\u001b[31m (until 2026-11-22)');
  expect(table.stdout).toContain('Suppresses nothing, it ended on 2026-11-21: rule iam/root-* (old)');
  expect(table.stdout).toMatch(/\nNo finding; 0 checks passed; 1 suppressed\.\n$/);
  const { findings, suppressions, summary } = reportOf(json.stdout);
  expect(findings).toMatchObject([
    {
      status: 'SUPPRESSED',
      severity: { score: 9.1, reason: 'set in the configuration' },
      suppression: { until: '2026-11-22' },
    },
  ]);
  expect(suppressions).toMatchObject({
    suppressed: 1,
    expired: [{ reason: 'old' }],
    unmatched: [{ reason: 'gone' }, { reason: 'mistyped' }],
  });
  expect(summary.findings.total).toBe(0);
});
