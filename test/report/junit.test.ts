import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { junitWriter } from '../../src/report/junit.ts';
import { HOSTILE, hostileReport } from '../support/hostile-report.ts';
import { ACTS_OR_HIDES, OBEYED } from '../support/hostile-text.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import {
  companyReport,
  sampleClosedRegion,
  sampleFinding,
  sampleGathered,
  sampleReport,
  sampleUnknown,
} from '../support/sample-report.ts';
import { type Element, elementsNamed, parseXml } from '../support/xml.ts';

const written = (report: Report) => textOf(junitWriter(expect.fail)(sourceOf(report)));
const read = async (report: Report) => parseXml(await written(report));
const casesIn = (document: Element) => elementsNamed(document, 'testcase');
const outcomeOf = ({ children }: Element) => children[0]?.name ?? 'passed';

function counted(element: Element) {
  const cases = casesIn(element).map(outcomeOf);
  const many = (outcome: string) => `${cases.filter((one) => one === outcome).length}`;
  return {
    tests: `${cases.length}`,
    failures: many('failure'),
    errors: many('error'),
    skipped: many('skipped'),
  };
}

describe('junitWriter', () => {
  it('has a suite for each account and service, with its counts and those of all', async () => {
    const document = await read(companyReport);
    const suites = elementsNamed(document, 'testsuite');
    expect(suites.map(({ attributes }) => attributes.name)).toEqual([
      '111122223333 ec2',
      '111122223333 iam',
      '111122223333 lambda',
      '111122223333 organizations',
      '111122223333 s3',
    ]);
    for (const element of [document, ...suites]) expect(element.attributes).toMatchObject(counted(element));
    expect(suites[0]?.attributes.timestamp).toBe('2026-11-20T12:00:00');
    expect(document.attributes).toMatchObject({
      failures: `${companyReport.findings.length}`,
      time: '9.312',
    });
    const names = casesIn(document).map(({ attributes }) => `${attributes.classname} ${attributes.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('tells of a finding what is wrong, why, where, how it is mended', async () => {
    const finding = sampleFinding({ commands: ['aws iam x', 'aws iam y\u202e'] });
    const [one] = casesIn(await read(sampleReport({ findings: [finding] })));
    expect(one?.attributes).toMatchObject({
      classname: '111122223333.iam',
      name: 'iam/root-without-mfa: arn:aws:iam::111122223333:root [us-east-1]',
    });
    const [failure] = one?.children ?? [];
    expect(failure?.attributes).toEqual({ message: 'CRITICAL: Root user has no MFA', type: 'CRITICAL' });
    for (const told of [
      finding.description,
      finding.why,
      'Resource: arn:aws:iam::111122223333:root, account 111122223333, us-east-1',
      'Evidence: AccountMFAEnabled: false',
      finding.remediation.recommendation.text,
      finding.remediation.recommendation.url,
      '\naws iam x\n1 more command: take them from the JSON report.',
    ])
      expect(failure?.text).toContain(told);
  });

  it('skips what is suppressed, with the reason', async () => {
    const finding = sampleFinding({ status: 'SUPPRESSED' });
    const suppression = { reason: 'break glass', until: '2027-01-31' };
    const [one] = casesIn(await read(sampleReport({ findings: [{ ...finding, suppression }] })));
    expect(one?.children).toMatchObject([
      { name: 'skipped', attributes: { message: 'Suppressed: break glass (until 2027-01-31)' } },
    ]);
  });

  it('has an error for what is unknown, of a closed Region one, and for a scan that was cut short', async () => {
    const unknowns = [
      sampleUnknown({ ruleId: 'iam/user-unused', score: 2, action: 'iam:ListUsers' }),
      sampleClosedRegion([
        sampleUnknown({ ruleId: 'ec2/a', score: 5, action: 'ec2:DescribeVpcs', region: 'eu-west-1' }),
        sampleUnknown({ ruleId: 'rds/b', score: 5, action: 'rds:DescribeDBInstances', region: 'eu-west-1' }),
      ]),
    ];
    const cases = casesIn(await read(sampleReport({ unknowns, status: 'INTERRUPTED' })));
    expect(
      cases.map(({ attributes, children: [error] }) => [attributes.classname, error?.attributes.type]),
    ).toEqual([
      ['111122223333.closed-regions', 'denied'],
      ['111122223333.iam', 'denied'],
      ['postern.scan', 'interrupted'],
    ]);
    expect(cases.map(outcomeOf)).toEqual(['error', 'error', 'error']);
    expect(cases[0]?.children[0]?.text).toContain('Not judged: ec2/a, rds/b');
  });

  it('has a case that passes for a rule that passed, and none where anything of it failed or is unknown', async () => {
    const counts = { passed: 3, failed: 0, unknown: 0, notApplicable: 0 };
    const scope = (region: string, more: Partial<typeof counts>) => ({
      accountId: '111122223333',
      region,
      counts: { ...counts, ...more },
    });
    const report = sampleReport({ passed: 3 });
    const scopes = [
      scope('eu-west-1', {}),
      scope('us-east-1', { failed: 1 }),
      scope('us-east-2', { unknown: 1 }),
      scope('eu-north-1', { passed: 0, notApplicable: 1 }),
    ];
    const cases = casesIn(
      await read({ ...report, rules: report.rules.map((rule) => ({ ...rule, scopes })) }),
    );
    expect(cases.map(({ attributes, children }) => [attributes.name, children])).toEqual([
      ['iam/root-access-key-present: 3 checks passed [eu-west-1]', []],
    ]);
  });

  it('tells 1,000 parts as one case that says how many it does not name', async () => {
    const parts = Array.from({ length: 1000 }, (_, index) =>
      sampleFinding({ resource: { type: 'AwsIamUser', id: `arn:aws:iam::111122223333:user/u${index}` } }),
    );
    const absorbs = [{ ruleId: 'iam/user-unused', resourceId: 'arn:aws:iam::111122223333:user/old' }];
    const cases = casesIn(await read(sampleReport({ findings: [sampleGathered(parts, { absorbs })] })));
    expect(cases).toHaveLength(1);
    expect(cases[0]?.children[0]?.text).toContain('u19 and 980 more parts');
    expect(cases[0]?.children[0]?.text).toContain('iam/user-unused: old');
  });

  it('says when it is longer than GitLab reads', async () => {
    const notes: string[] = [];
    await textOf(junitWriter((sentence) => notes.push(sentence), 1000)(sourceOf(companyReport)));
    expect(notes).toEqual([expect.stringMatching(/^GitLab reads no test report of more than /)]);
  });

  it('keeps findings with parts apart that are told of one resource', async () => {
    const gathered = (title: string, region: string) => {
      const finding = sampleGathered([sampleFinding({ region })], { title });
      return { ...finding, id: finding.id.replace(/^./, title) };
    };
    const findings = [gathered('a', 'eu-west-1'), gathered('b', 'eu-west-2')];
    const [a, b] = casesIn(await read(sampleReport({ findings })));
    expect(a?.attributes.name).not.toBe(b?.attributes.name);
  });

  it('keeps names apart that are too long to be told', async () => {
    const long = 'x'.repeat(5000);
    const findings = ['a', 'b'].map((end) =>
      sampleFinding({ resource: { type: 'AwsIamUser', id: `${long}${end}` } }),
    );
    const [a, b] = casesIn(await read(sampleReport({ findings })));
    expect(a?.attributes.name).not.toBe(b?.attributes.name);
    expect(a?.attributes.name?.length).toBeLessThan(500);
  });

  it.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 40), text]))(
    'holds %s',
    async (_name, text) => {
      const xml = await written(hostileReport(text));
      expect(casesIn(parseXml(xml)).map(outcomeOf)).toEqual(['failure', 'skipped', 'error']);
      for (const line of xml.split('\n')) expect(line).not.toMatch(OBEYED);
      expect(xml.replaceAll('\n', '')).not.toMatch(ACTS_OR_HIDES);
      expect(xml.length).toBeLessThan(40_000);
    },
  );
});
