import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formats } from '../../src/report/format.ts';
import { posternInShell, type Run, reportOf, temporaryFolder } from './cli.fixture.ts';

/** A file for every format that there is, by the first of its endings. */
const FILES = formats.map(({ endings }) => `report${endings[0]}`);
const OUTPUTS = FILES.flatMap((file) => ['--output', file]);
const RULE = ['--demo', '--rule', 'iam/root-without-mfa'];

/** A job of CI that scans, keeps the reports whatever the gate says, and deploys only when it passes. */
const JOB = `
status=0
"$@" >screen.txt || status=$?
for file in $FILES; do
  test -s "$file" || { echo "no $file"; exit 9; }
done
cat report.md >>summary.md
echo "kept $(ls report.* | wc -l) reports"
case $status in
  0) echo 'the gate is open' ;;
  1) echo 'the gate is shut'; exit 1 ;;
  *) echo 'the gate could not judge'; exit "$status" ;;
esac
echo deployed
`;

/** One that leaves it to the shell to stop. */
const SHORT_JOB = `
"$@" >screen.txt
echo deployed
`;

async function run(job: string, args: readonly string[]): Promise<Run & { readonly folder: string }> {
  const folder = temporaryFolder();
  await writeFile(join(folder, 'job.sh'), job);
  const environment = { FILES: FILES.join(' ') };
  const ended = await posternInShell('exec bash -e job.sh "$@"', args, folder, environment);
  return { ...ended, folder };
}

describe('a job of CI', () => {
  it('keeps a report in every format, and stops where the gate is shut', async () => {
    const { code, stdout, stderr, folder } = await run(JOB, [...RULE, '--fail-on', 'high', ...OUTPUTS]);
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `kept ${FILES.length} reports\nthe gate is shut\n`,
    });
    expect(stderr).toMatch(/^(postern: .*\n)*Failing \(exit code 1\): 1 finding at or above HIGH\.\n$/);
    expect((await readdir(folder)).sort()).toEqual([...FILES, 'job.sh', 'screen.txt', 'summary.md'].sort());
    expect(reportOf(await readFile(join(folder, 'report.json'), 'utf8')).findings).toHaveLength(1);
    expect(await readFile(join(folder, 'summary.md'), 'utf8')).toMatch(
      /^# Postern\n\n\*\*1 finding: 1 CRITICAL\.\*\*/,
    );
  });

  it('goes on where nothing is at or above the threshold, and where the gate is never shut', async () => {
    const passing = ['--demo', '--rule', 'guardduty/not-centrally-managed', '--fail-on', 'high'];
    const runs = [run(JOB, [...passing, ...OUTPUTS]), run(SHORT_JOB, [...RULE, '--fail-on', 'never'])];
    const [whole, short] = await Promise.all(runs);
    expect(whole).toMatchObject({
      code: 0,
      stdout: `kept ${FILES.length} reports\nthe gate is open\ndeployed\n`,
    });
    expect(short).toMatchObject({ code: 0, stdout: 'deployed\n' });
  });

  it('stops before it scans where a report could not be kept, or nothing would be judged', async () => {
    const [folder, rule] = await Promise.all([
      run(SHORT_JOB, [...RULE, '--output', 'not-there/report.csv']),
      run(SHORT_JOB, ['--demo', '--rule', 'iam/no-such-rule', ...OUTPUTS]),
    ]);
    expect(folder).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        'postern: not-there/report.csv cannot be written: its folder does not exist. Name another file.\n',
    });
    expect(rule).toMatchObject({ code: 2, stdout: '' });
    for (const { folder: place } of [folder, rule])
      expect((await readdir(place)).sort()).toEqual(['job.sh', 'screen.txt']);
  });

  it('is left with no half of a report where the disk fills, whatever the format', async () => {
    const { code, stdout, stderr, folder } = await run(`ulimit -f 1\n"$@" >/dev/null\necho deployed`, [
      ...['--demo', '--service', 'guardduty'],
      ...OUTPUTS,
    ]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    for (const file of FILES)
      expect(stderr).toContain(
        `postern: ${file} could not be written: it would be larger than files may be here.\n`,
      );
    expect(await readdir(folder)).toEqual(['job.sh']);
  });
});

describe('a reader of standard output that has enough', () => {
  it('ends nothing, though there is more than a pipe holds', async () => {
    const { stdout, stderr } = await posternInShell(
      'exec 3>&1; { "$@"; echo "code $?" >&3; } | head -1 >first-line; cat first-line',
      ['--demo', '--service', 'guardduty', '--format', 'ndjson'],
      temporaryFolder(),
    );
    expect(stdout).toMatch(/^code 1\n\{"recordType":"report",[^\n]+\n$/);
    expect(stderr).toMatch(/^Failing \(exit code 1\): [^\n]+\n$/);
  });

  it('ends nothing, though it reads nothing: csv and markdown', async () => {
    const runs = ['csv', 'markdown'].map((format) =>
      posternInShell('exec 3>&1; { "$@"; echo "code $?" >&3; } | true', [...RULE, '--format', format]),
    );
    for (const { stdout, stderr } of await Promise.all(runs)) {
      expect(stdout).toBe('code 1\n');
      expect(stderr).toBe('Failing (exit code 1): 1 finding at or above HIGH.\n');
    }
  });
});
