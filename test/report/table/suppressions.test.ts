import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report, SuppressionEntry } from '../../../src/finding/report.ts';
import { columns } from '../../../src/report/content/fit.ts';
import { SHEET, tableFor } from '../../../src/report/table/table.ts';
import { ACTS_OR_HIDES, hostileText, OBEYED } from '../../support/hostile-text.ts';
import { sampleFinding, sampleReport } from '../../support/sample-report.ts';

const bucket = (name: string) => ({ type: 'AwsS3Bucket', id: `arn:aws:s3:::${name}` });

/** A report of two findings: one suppressed, and one of which a part is. */
function reportWith(reason: string, entries: readonly SuppressionEntry[] = []): Report {
  const suppression = { reason, until: '2027-06-30' };
  const single = sampleFinding({
    status: 'SUPPRESSED',
    ruleId: 's3/bucket-public',
    resource: bucket('site'),
  });
  const gathered = sampleFinding({
    ruleId: 's3/acl',
    parts: [{ resource: bucket('logs'), status: 'SUPPRESSED' }, { resource: bucket('data') }],
  });
  const parts = gathered.parts?.map((part) => (part.status === 'ACTIVE' ? part : { ...part, suppression }));
  const findings = [{ ...single, suppression }, parts === undefined ? gathered : { ...gathered, parts }];
  return {
    ...sampleReport({ findings }),
    suppressions: { suppressed: 2, expired: entries.slice(0, 1), unmatched: entries.slice(1) },
  };
}

const details = (report: Report, width = 100) => tableFor({ ...SHEET, details: true, width })(report);

describe('what is suppressed', () => {
  it('is counted on one screen, and told with its reason in the details', () => {
    const report = reportWith('Everybody may read it', [
      { rule: 's3/*', tag: 'a=b', reason: 'old', until: '2026-01-01' },
      { resource: '*gone', reason: 'no more' },
    ]);
    const screen = tableFor(SHEET)(report);
    expect(screen).toContain('\nLeft out   2 suppressed\n');
    expect(screen).toMatch(/\n1 finding: 1 CRITICAL; 2 suppressed\.\n$/);
    expect(details(report)).toContain(
      [
        'Suppressed  2 of what failed',
        '  Root user has no MFA (s3/bucket-public)',
        '    site (us-east-1)',
        '    Why  Everybody may read it (until 2027-06-30)',
        '  Root user has no MFA (s3/acl)',
        '    logs (us-east-1)',
        '    Why  Everybody may read it (until 2027-06-30)',
        '  Suppresses nothing, it ended on 2026-01-01: rule s3/*, tag a=b (old)',
        '  Suppresses nothing, it matched nothing: resource *gone (no more)',
        '',
      ].join('\n'),
    );
  });

  it('is not spoken of where nothing is', () => {
    const report = {
      ...sampleReport({ findings: [sampleFinding()] }),
      suppressions: { suppressed: 0, expired: [], unmatched: [] },
    };
    expect(details(report)).not.toMatch(/suppress/i);
  });

  it('is shown and not obeyed, within the page, whatever the configuration says', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(40, 80, 120), (text, width) => {
        const entry = { rule: text, resource: text, reason: text };
        for (const line of details(reportWith(text, [entry, entry]), width)
          .trimEnd()
          .split('\n')) {
          expect(line).not.toMatch(ACTS_OR_HIDES);
          expect(line).not.toMatch(OBEYED);
          if (!/^ {7}https:/.test(line)) expect(columns(line)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 50 },
    );
  });
});
