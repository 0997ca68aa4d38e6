import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { postern, reportOf, temporaryFolder } from '../moto/cli.fixture.ts';

const folder = temporaryFolder();

function own(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('the badly kept account', () => {
  let report: Report;
  beforeAll(async () => {
    const run = await postern(['--demo', '--region', 'us-east-1', '--framework', '*', '--format', 'json']);
    expect(run.code).toBe(1);
    report = reportOf(run.stdout);
  });

  it('has every framework judged, control by control', async () => {
    expect(report.frameworks?.length).toBe(15);
    for (const { id, score, controls } of report.frameworks ?? []) {
      const { passed, passedInPart, failed, judged } = score;
      const lines = controls.map(({ control, status, rules, counts: { failed, unknown, passed } }) =>
        rules.length === 0 ? `${control} ${status}` : `${control} ${status} ${failed}/${unknown}/${passed}`,
      );
      const head = `${id}: ${passed} passed, ${passedInPart} in part, ${failed} failed: ${judged} of ${score.controls} judged (failed/unknown/passed verdicts)`;
      await expect(`${[head, ...lines].join('\n')}\n`).toMatchFileSnapshot(
        `__snapshots__/frameworks/${id}.txt`,
      );
    }
  });

  it('has only rules that judge one of them, and findings that name their controls', () => {
    const named = new Set(
      report.frameworks?.flatMap(({ controls }) => controls.flatMap(({ rules }) => rules)),
    );
    expect(report.rules.map(({ ruleId }) => ruleId).filter((id) => !named.has(id))).toEqual([]);
    expect(
      report.findings.find(({ ruleId }) => ruleId === 'iam/root-access-key-present')?.compliance,
    ).toEqual(
      expect.arrayContaining([
        { framework: 'aws-fsbp', control: 'IAM.4' },
        { framework: 'cis-aws-5.0.0', control: '1.3' },
        { framework: 'cis-aws-7.0.0', control: '2.4' },
      ]),
    );
  });

  it('counts absorbed verdicts for their controls', () => {
    const absorbed = report.absorbed.find(({ ruleId }) => ruleId === 'iam/root-without-hardware-mfa');
    expect(absorbed).toBeDefined();
    const cis = report.frameworks?.find(({ id }) => id === 'cis-aws-5.0.0');
    expect(cis?.controls.find(({ control }) => control === '1.5')).toMatchObject({
      status: 'FAILED',
      counts: { failed: 1 },
    });
  });
});

describe('the command line', () => {
  const ROOT = ['--demo', '--region', 'us-east-1', '--rule', 'iam/root-*'];

  it('shows the score of a framework, which changes no exit code', async () => {
    const [judged, plain] = await Promise.all([
      postern([...ROOT, '--framework', 'cis-aws-5.0.0']),
      postern(ROOT),
    ]);
    expect([judged.code, plain.code]).toEqual([1, 1]);
    expect(judged.stdout).toMatch(
      /^Frameworks .*\ncis-aws-5\.0\.0 {2}0 of 4 judged controls passed \(0 %\)/m,
    );
    expect(plain.stdout).not.toContain('Frameworks');
  });

  it('judges by a framework of the user, and tells what is wrong with it', async () => {
    const good = own(
      'acme.yaml',
      'id: acme\ntitle: Acme\ncontrols:\n  - { id: A.1, title: Root, rules: [iam/root-without-mfa] }\n',
    );
    const bad = own(
      'bad.yaml',
      'id: acme\ntitle: Acme\ncontrols:\n  - { id: A.1, title: Root, rules: [iam/root] }\n',
    );
    const [judged, refused, unknown] = await Promise.all([
      postern([
        '--demo',
        '--region',
        'us-east-1',
        '--framework',
        good,
        '--format',
        'json',
        '--fail-on',
        'never',
      ]),
      postern(['--demo', '--framework', bad]),
      postern(['permissions', '--framework', 'cis-aws-9']),
    ]);
    expect(judged.code).toBe(0);
    const report = reportOf(judged.stdout);
    expect(report.rules.map(({ ruleId }) => ruleId)).toEqual(['iam/root-without-mfa']);
    expect(report.findings[0]?.compliance).toEqual([{ framework: 'acme', control: 'A.1' }]);
    expect(report.frameworks?.[0]?.score).toMatchObject({ failed: 1, judged: 1, controls: 1 });
    expect([refused.code, unknown.code]).toEqual([2, 2]);
    expect(refused.stderr).toContain('bad.yaml: controls[0].rules[0]: there is no rule "iam/root"');
    expect(unknown.stderr).toMatch(/No framework matches "cis-aws-9"\. Frameworks are: aws-fsbp/);
  });

  it('lists the frameworks, for people and programs', async () => {
    const [table, json, filtered] = await Promise.all([
      postern(['frameworks']),
      postern(['frameworks', '--json']),
      postern(['rules', '--framework', 'soc-2', '--service', 'rds', '--json']),
    ]);
    expect([table.code, json.code, filtered.code]).toEqual([0, 0, 0]);
    expect(table.stdout).toMatch(/^framework +controls +judged +in part +manual +by no rule +title$/m);
    expect(table.stdout).toMatch(/^cis-aws-5\.0\.0 +63 .* CIS AWS Foundations Benchmark 5\.0\.0$/m);
    const all: unknown = JSON.parse(json.stdout);
    expect(all).toHaveLength(15);
    expect(all).toContainEqual(
      expect.objectContaining({
        id: 'soc-2',
        partial: true,
        counts: { controls: 27, judged: 0, judgedInPart: 18, manual: 0, notJudged: 9 },
      }),
    );
    const ids: unknown = JSON.parse(filtered.stdout);
    expect(ids).toContainEqual(expect.objectContaining({ id: 'rds/storage-unencrypted' }));
    expect(ids).not.toContainEqual(expect.objectContaining({ id: 'iam/root-without-mfa' }));
  });
});
