import { type AwsSecurityFinding, ResourceDetails$ } from '@aws-sdk/client-securityhub';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/finding/report.ts';
import { asffWriter } from '../../src/report/asff/asff.ts';
import { RESOURCE_TYPES } from '../../src/report/asff/resource-types.ts';
import { asffFinding } from '../../src/report/asff/security-finding.ts';
import { unjudgedFinding } from '../../src/report/asff/unjudged-finding.ts';
import { unjudged } from '../../src/report/content/unjudged.ts';
import { ACTS_OR_HIDES, hostileText, OBEYED } from '../support/hostile-text.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import { companyReport, sampleFinding, sampleGathered, sampleReport } from '../support/sample-report.ts';
import {
  absorbing,
  closedRegion,
  everything,
  fromGuardDuty,
  reportOfText,
  suppressed,
  thousandParts,
  vulnerable,
} from './carried-over.fixture.ts';

async function written(
  report: Report,
): Promise<{ text: string; notes: string[]; findings: AwsSecurityFinding[] }> {
  const notes: string[] = [];
  const text = await textOf(asffWriter((note) => notes.push(note))(sourceOf(report)));
  return { text, notes, findings: JSON.parse(text) };
}

/** The finding as Security Hub is told of it by the scan of the sample report. */
const toldOf = (finding: Finding) => asffFinding(finding, sampleReport().scan);

/** Of each text of a finding, how long it may be, by where it stands. */
const LENGTHS: readonly (readonly [RegExp, number])[] = [
  [/^(Id|GeneratorId|RelatedFindings\.\d+\.Id)$/, 512],
  [/^(ProductArn|RelatedFindings\.\d+\.ProductArn)$/, 2048],
  [/^Title$/, 256],
  [/^Description$/, 1024],
  [/^(Region|Resources\.\d+\.Region)$/, 16],
  [/^Remediation\.Recommendation\.Text$/, 512],
  [/^Note\.Text$/, 512],
  [/^Resources\.\d+\.Id$/, 512],
  [/^Resources\.\d+\.Type$/, 256],
  [/^Resources\.\d+\.Details\.Other\./, 1023],
  [/^Resources\.\d+\.Tags\./, 256],
  [/^NetworkPath\.\d+\.Component(Id|Type)$/, 32],
  [/^Network\.Protocol$/, 16],
  [/^ProductFields\./, 2048],
  [/Severity\.Original$/, 64],
];

function expectWithinLimits(finding: AwsSecurityFinding): void {
  expect(finding.SchemaVersion).toBe('2018-10-08');
  expect(finding.AwsAccountId).toMatch(/^\d{12}$/);
  expect(finding.Severity?.Label).toBeDefined();
  expect(finding.Types?.length).toBeGreaterThan(0);
  for (const type of finding.Types ?? []) expect(type.split('/').length).toBeLessThanOrEqual(3);
  expect(finding.Resources?.length).toBeGreaterThan(0);
  expect(finding.Resources?.length).toBeLessThanOrEqual(32);
  expect(finding.RelatedFindings?.length ?? 1).toBeLessThanOrEqual(10);
  expect(finding.Compliance?.RelatedRequirements?.length ?? 1).toBeLessThanOrEqual(32);
  for (const fields of [
    finding.ProductFields ?? {},
    ...(finding.Resources ?? []).map(({ Tags = {} }) => Tags),
  ]) {
    expect(Object.keys(fields).length).toBeLessThanOrEqual(50);
    for (const key of Object.keys(fields)) expect(key.length).toBeLessThanOrEqual(128);
  }
  expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThanOrEqual(240_000);
  const outside = textsOf(finding, '').filter(([path, text]) => {
    const most = LENGTHS.find(([where]) => where.test(path))?.[1] ?? 2048;
    return text.length > most || !/^.*\S.*$/.test(text);
  });
  expect(outside).toEqual([]);
}

function textsOf(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path.slice(1), value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, `${path}.${key}`));
}

describe('asff', () => {
  it('is what BatchImportFindings of the SDK takes', () => {
    const findings: AwsSecurityFinding[] = [
      ...everything.findings.map(toldOf),
      ...[...unjudged(everything)].map((unknown) => unjudgedFinding(unknown, everything.scan)),
    ];
    for (const finding of findings) expectWithinLimits(finding);
  });

  it('knows the types of resources that Security Hub has details of', () => {
    const [, , , , members] = ResourceDetails$;
    const missing = members.filter(
      (type) => /^Aws|^Container$|^CodeRepository$/.test(type) && !RESOURCE_TYPES.has(type),
    );
    expect(missing).toEqual([]);
    expect([...RESOURCE_TYPES].filter((type) => !members.includes(type))).toEqual(['AwsAccount']);
  });

  it('tells a finding in the fields of Security Hub', async () => {
    const { findings, notes } = await written(sampleReport({ findings: [sampleFinding()] }));
    expect(findings).toEqual([
      {
        SchemaVersion: '2018-10-08',
        Id: sampleFinding().id,
        ProductArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
        ProductName: 'Postern',
        CompanyName: 'Postern',
        GeneratorId: 'postern/iam/root-without-mfa',
        Region: 'us-east-1',
        AwsAccountId: '111122223333',
        Types: [
          'Software and Configuration Checks/AWS Security Best Practices/Policy:IAMUser-RootWithoutMfa',
        ],
        FirstObservedAt: '2026-11-20T12:00:00.000Z',
        LastObservedAt: '2026-11-20T12:00:00.000Z',
        CreatedAt: '2026-11-20T12:00:00.000Z',
        UpdatedAt: '2026-11-20T12:00:00.000Z',
        Severity: { Label: 'CRITICAL', Normalized: 95, Original: '9.5' },
        Title: 'Root user has no MFA',
        Description: 'Root can be used with its password alone.',
        Remediation: {
          Recommendation: {
            Text: 'Sign in as root and register a passkey, a security key or an authenticator app.',
            Url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html',
          },
        },
        ProductFields: {
          'postern/type': 'Policy:IAMUser/RootWithoutMfa',
          'postern/why':
            'No IAM policy of the account limits root, so whoever gets its password or access key has everything.',
          'postern/evidence/AccountMFAEnabled': 'false',
          'postern/evidence/AccountPasswordPresent': 'true',
          'postern/evidence/AccountAccessKeysPresent': 'false',
        },
        Resources: [
          { Type: 'AwsIamUser', Id: 'arn:aws:iam::111122223333:root', Partition: 'aws', Region: 'us-east-1' },
        ],
        Compliance: { Status: 'FAILED', RelatedRequirements: ['cis-aws-5.0.0 1.4'] },
        Workflow: { Status: 'NEW' },
        RecordState: 'ACTIVE',
        FindingProviderFields: {
          Severity: { Label: 'CRITICAL', Original: '9.5' },
          Types: [
            'Software and Configuration Checks/AWS Security Best Practices/Policy:IAMUser-RootWithoutMfa',
          ],
        },
      },
    ]);
    expect(notes).toEqual([]);
  });

  it.each([
    [9.5, 'CRITICAL', 95],
    [8.99, 'HIGH', 89],
    [3.96, 'LOW', 39],
    [1, 'LOW', 10],
    [0.5, 'INFORMATIONAL', 0],
  ])('counts a severity of %d as %s and %d', (score, label, normalized) => {
    const { Severity } = toldOf(sampleFinding({ score }));
    expect([Severity.Label, Severity.Normalized]).toEqual([label, normalized]);
  });

  it('names an account as Security Hub does, and what it has no type for as Other', () => {
    const idOf = (type: string, id: string) => {
      const [resource] = toldOf(sampleFinding({ resource: { type, id } })).Resources;
      return [resource?.Type, resource?.Id];
    };
    expect(idOf('AwsAccount', 'arn:aws:iam::444455556600:root')).toEqual([
      'AwsAccount',
      'AWS::::Account:444455556600',
    ]);
    expect(idOf('AwsOrganizationsRoot', 'arn:root')).toEqual(['Other', 'arn:root']);
  });

  it('leaves out a partition that the format has no word for, and tags without a value', () => {
    const finding = sampleFinding({
      resource: { type: 'AwsIamUser', id: 'a', tags: { Name: 'x', Empty: '' } },
    });
    const european = {
      ...finding,
      resources: finding.resources.map((each) => ({ ...each, partition: 'aws-eusc' })),
    };
    expect(toldOf(european).Resources).toEqual([
      { Type: 'AwsIamUser', Id: 'a', Region: 'us-east-1', Tags: { Name: 'x' } },
    ]);
  });

  it('keeps a finding with a thousand parts one finding, and says how many of them are not in it', async () => {
    const { findings, notes } = await written(sampleReport({ findings: [thousandParts] }));
    const [finding] = findings;
    expect(findings).toHaveLength(1);
    expect(finding?.Resources).toHaveLength(32);
    expect(finding?.Description).toBe(
      'TCP 22 is open in a thousand groups. It holds for 1,001 resources, of which 32 are listed.',
    );
    expect(finding?.ProductFields).toMatchObject({
      'postern/parts': '1,000',
      'postern/leftOut': '969 of 1,001 resources',
    });
    expect(finding?.Resources?.[0]?.Details?.Other).toMatchObject({
      PartId: thousandParts.parts?.[0]?.id,
      Part: 'tcp-22',
      Command: 'aws ec2 revoke-security-group-ingress --group-id sg-0',
    });
    expect(notes).toEqual([expect.stringMatching(/^1 finding has more than .* 32 resources/)]);
  });

  it('lists the parts that still ask something of somebody before those that are suppressed', () => {
    const [one, two] = [sampleFinding({ part: 'a' }), sampleFinding({ part: 'b' })].map((each, index) => ({
      ...each,
      resources: each.resources.map((resource) => ({ ...resource, id: `arn:${index}` })),
    }));
    if (one === undefined || two === undefined) throw new Error('there are two');
    const both = sampleGathered([{ ...one, status: 'SUPPRESSED' }, two]);
    const { Resources, ProductFields } = toldOf({
      ...both,
      parts: (both.parts ?? []).map((part) =>
        part.status === 'ACTIVE' ? part : { ...part, suppression: { reason: 'Known' } },
      ),
    });
    expect(Resources.map(({ Id }) => Id).slice(0, 2)).toEqual(['arn:1', 'arn:0']);
    expect(Resources[1]).toMatchObject({ Details: { Other: { Suppressed: 'Known' } } });
    expect(ProductFields['postern/suppressedParts']).toBe('1');
  });

  it('says that a finding is suppressed, and why, in fields that the next import can take back', () => {
    const told = toldOf(suppressed);
    expect(told).toMatchObject({
      RecordState: 'ARCHIVED',
      Workflow: { Status: 'NEW' },
      ProductFields: {
        'postern/suppressed': 'Break-glass user, looked at every quarter',
        'postern/suppressedUntil': '2027-01-31',
      },
    });
    expect(told).not.toHaveProperty('Note');
  });

  it('is an update whenever it is imported again, whenever AWS saw what it carries over', async () => {
    const { startedAt } = sampleReport().scan;
    const old = { ...fromGuardDuty, updatedAt: '2026-01-02T00:00:00.000Z' };
    const later = { ...fromGuardDuty, updatedAt: '2026-11-20T12:00:05.000Z' };
    const { findings } = await written(sampleReport({ findings: [old, later] }));
    expect(findings.map(({ UpdatedAt }) => UpdatedAt)).toEqual([startedAt, later.updatedAt]);
  });

  it('tells what is carried over from GuardDuty and Inspector as these do', () => {
    expect(toldOf(fromGuardDuty)).toMatchObject({
      Types: ['TTPs/UnauthorizedAccess:EC2-SSHBruteForce'],
      RelatedFindings: [
        {
          ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/guardduty',
          Id: 'arn:aws:guardduty:us-east-1:111122223333:detector/d1/finding/f1',
        },
      ],
      FirstObservedAt: '2026-10-01T00:00:00.000Z',
    });
    expect(toldOf(fromGuardDuty).SourceUrl).toContain('guardduty');
    expect(toldOf(fromGuardDuty).Compliance).toBeUndefined();
    expect(toldOf(vulnerable)).toMatchObject({
      Types: ['Software and Configuration Checks/Vulnerabilities/CVE'],
      Vulnerabilities: [
        {
          Id: 'CVE-2026-12345',
          VulnerablePackages: [{ Name: 'openssl', Version: '3.0.1', FixedInVersion: '3.0.2' }],
          Vendor: { Name: 'NVD' },
          FixAvailable: 'YES',
          ExploitAvailable: 'YES',
          EpssScore: 0.93,
        },
      ],
    });
  });

  it('tells the way from outside, and what has the same cause', () => {
    const exposed = companyReport.findings.find(
      ({ ruleId }) => ruleId === 'ec2/instance-reachable-from-internet',
    );
    expect(exposed && toldOf(exposed)).toMatchObject({
      Network: { Direction: 'IN', Protocol: 'TCP', OpenPortRange: { Begin: 3389, End: 3389 } },
      NetworkPath: [
        { ComponentId: 'igw-0a1' },
        { ComponentId: 'acl-0b2' },
        { ComponentId: 'sg-0c3' },
        { ComponentId: 'eni-0d4' },
        { ComponentId: 'i-0fedcba9876543210' },
      ],
    });
    expect(toldOf(absorbing).ProductFields['postern/absorbs']).toBe(
      '1 verdict with the same cause: iam/policy-allows-passing-any-role (arn:p)',
    );
  });

  it('warns of what could not be judged, of a closed Region once', async () => {
    const { findings } = await written(sampleReport({ unknowns: [...companyReport.unknowns, closedRegion] }));
    expect(findings).toHaveLength(companyReport.unknowns.length + 1);
    for (const finding of findings) {
      expectWithinLimits(finding);
      expect(finding).toMatchObject({
        Compliance: { Status: 'WARNING' },
        Severity: { Label: 'INFORMATIONAL' },
        Resources: [{ Type: 'AwsAccount', Id: 'AWS::::Account:111122223333' }],
      });
    }
    expect(findings[0]?.ProductFields).toMatchObject({
      'postern/missingPermissions': 'iam:GetCredentialReport',
    });
    expect(findings.at(-1)?.ProductFields).toMatchObject({ 'postern/rules': '2 rules: ec2/a, ec2/b' });
    expect(new Set(findings.map(({ Id }) => Id)).size).toBe(findings.length);
  });

  it('stays below 240 KB, whatever the evidence, and says what it left out', async () => {
    const { findings, notes } = await written(reportOfText('山'.repeat(10_000), 40));
    for (const finding of findings) expectWithinLimits(finding);
    expect(findings[2]?.ProductFields?.['postern/leftOut']).toMatch(/9 of 41 resources/);
    expect(findings[0]?.Title).toBe(`${'山'.repeat(255)}…`);
    expect(notes).toHaveLength(1);
  });

  it.each([
    ['vulnerabilities', { many: 33, packages: 1 }, '1 of 33 vulnerabilities'],
    ['packages', { many: 2, packages: 40 }, '16 of 80 packages'],
  ])('says that it left out %s', async (_case, { many, packages }, leftOut) => {
    const { vulnerability } = vulnerable;
    const [first] = vulnerability?.packages ?? [];
    if (vulnerability === undefined || first === undefined) throw new Error('there is one');
    const gathered = sampleGathered(
      Array.from({ length: many }, (_, index) => sampleFinding({ part: `CVE-2026-${index}` })),
    );
    const parts = gathered.parts?.map((part, index) => ({
      ...part,
      vulnerability: {
        ...vulnerability,
        id: `CVE-2026-${index}`,
        packages: Array.from({ length: packages }, (_, of) => ({ ...first, name: `package-${of}` })),
      },
    }));
    const { findings, notes } = await written(
      sampleReport({ findings: [{ ...gathered, ...(parts && { parts }) }] }),
    );
    expect(findings[0]?.ProductFields).toMatchObject({ 'postern/leftOut': leftOut });
    expect(notes).toHaveLength(1);
  });

  it('cuts no character in two', async () => {
    const { findings } = await written(reportOfText(`a${'👩'.repeat(5000)}`, 1));
    expect(findings[0]?.Title).toBe(`a${'👩'.repeat(127)}…`);
    for (const finding of findings)
      for (const [, text] of textsOf(finding, '')) expect(text).not.toMatch(/\p{Cs}/u);
  });

  it('gives an empty array for a report of nothing', async () => {
    expect((await written(sampleReport())).text).toBe('[]\n');
  });

  it('holds hostile names within its limits, and shows nothing that acts or hides', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (name) => {
        const { text, findings } = await written(reportOfText(name, 2));
        for (const finding of findings) {
          expectWithinLimits(finding);
          const harmful = textsOf(finding, '').filter(
            ([, shown]) => ACTS_OR_HIDES.test(shown) || OBEYED.test(shown),
          );
          expect(harmful).toEqual([]);
        }
        expect(text.replaceAll('\n', '')).not.toMatch(ACTS_OR_HIDES);
      }),
      { numRuns: 40 },
    );
  });
});
