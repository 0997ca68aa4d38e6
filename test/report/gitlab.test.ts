import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Report, UnknownResult } from '../../src/finding/report.ts';
import { gitlabWriter } from '../../src/report/gitlab.ts';
import { HOSTILE, hostileReport } from '../support/hostile-report.ts';
import { ACTS_OR_HIDES, OBEYED } from '../support/hostile-text.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import {
  companyReport,
  sampleFinding,
  sampleGathered,
  sampleReport,
  sampleUnknown,
} from '../support/sample-report.ts';

/** https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
const codeQuality = z.array(
  z.strictObject({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().min(1),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.strictObject({
      path: z.string().regex(/^(?!\.?\/)./),
      lines: z.strictObject({ begin: z.int().min(1) }),
    }),
  }),
);

async function gitlab(report: Report, location = 'postern.json') {
  const notes: string[] = [];
  const write = gitlabWriter({ sarifLocation: location, note: (sentence) => notes.push(sentence) });
  const text = await textOf(write(sourceOf(report)));
  return { text, items: codeQuality.parse(JSON.parse(text)), notes };
}

describe('gitlabWriter', () => {
  it('has an item for each finding, which names the resource and has a fingerprint of its own', async () => {
    const { items, notes } = await gitlab(companyReport, './infra/main.tf');
    expect(notes).toEqual([]);
    expect(items.slice(0, 1)).toEqual([
      {
        description:
          'Root user has no MFA: root: Root can be used with its password alone. (account 111122223333, us-east-1)',
        check_name: 'iam/root-without-mfa',
        fingerprint: companyReport.findings[0]?.id,
        severity: 'blocker',
        location: { path: 'infra/main.tf', lines: { begin: 1 } },
      },
    ]);
    expect(new Set(items.map(({ fingerprint }) => fingerprint)).size).toBe(items.length);
  });

  it('has words for every severity', async () => {
    const findings = [9, 7, 4, 1, 0].map((score) => sampleFinding({ score }));
    const { items } = await gitlab(sampleReport({ findings }));
    expect(items.map(({ severity }) => severity)).toEqual(['blocker', 'critical', 'major', 'minor', 'info']);
  });

  it('says what could not be judged, and that the scan was cut short', async () => {
    const unknowns = [sampleUnknown({ ruleId: 'iam/user-unused', score: 7, action: 'iam:ListUsers' })];
    const { items } = await gitlab(sampleReport({ unknowns, status: 'INTERRUPTED' }));
    expect(items.map(({ check_name, severity }) => [check_name, severity])).toEqual([
      ['postern/interrupted', 'blocker'],
      ['postern/unknown', 'critical'],
    ]);
    expect(items[1]?.description).toContain('iam:ListUsers is denied');
  });

  it('has a fingerprint for what stood in the way, wherever it did', async () => {
    const failed = (region: string, where: string) =>
      sampleUnknown({
        ruleId: 'kms/key-unused',
        score: 4,
        kind: 'failed',
        region,
        reason: `kms:ListKeys failed in ${where} of account 111122223333`,
      });
    const fingerprints = async (...unknowns: UnknownResult[]) =>
      (await gitlab(sampleReport({ unknowns }))).items.map(({ fingerprint }) => fingerprint);
    // An account is judged at home, by what is read in all Regions.
    const home = failed('us-east-1', 'eu-west-1');
    expect(new Set(await fingerprints(home, failed('eu-west-1', 'eu-west-1'))).size).toBe(2);
    expect(await fingerprints(failed('eu-west-1', 'eu-west-1'), failed('eu-west-2', 'eu-west-2'))).toEqual(
      await fingerprints(failed('eu-west-2', 'eu-west-2')),
    );
  });

  it('leaves out what is suppressed, and says so', async () => {
    const { items, notes } = await gitlab(
      sampleReport({ findings: [sampleFinding({ status: 'SUPPRESSED' })] }),
    );
    expect(items).toEqual([]);
    expect(notes).toEqual(['1 finding suppressed or closed left out: GitLab has no word for that.']);
  });

  it('tells 1,000 parts as one item that says how many it does not name', async () => {
    const parts = Array.from({ length: 1000 }, (_, index) =>
      sampleFinding({ resource: { type: 'AwsIamUser', id: `arn:aws:iam::111122223333:user/u${index}` } }),
    );
    const absorbs = [{ ruleId: 'iam/user-unused', resourceId: 'arn:aws:iam::111122223333:user/old' }];
    const { items } = await gitlab(sampleReport({ findings: [sampleGathered(parts, { absorbs })] }));
    expect(items).toHaveLength(1);
    expect(items[0]?.description).toContain('u19 and 980 more parts');
    expect(items[0]?.description).toContain('iam/user-unused: old');
  });

  it.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 40), text]))(
    'holds %s',
    async (_name, text) => {
      const written = await gitlab(hostileReport(text));
      expect(written.items).toHaveLength(2);
      for (const line of written.text.split('\n')) expect(line).not.toMatch(OBEYED);
      expect(written.text.replaceAll('\n', '')).not.toMatch(ACTS_OR_HIDES);
      expect(written.text.length).toBeLessThan(20_000);
    },
  );
});
