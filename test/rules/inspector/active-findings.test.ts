import { describe, expect, it } from 'vitest';
import rule from '../../../rules/inspector/active-findings.ts';
import type { InspectorFinding } from '../../../src/services/inspector/index.ts';
import { ACCOUNT, daysAgo, judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { deniedTo, findingOf, IMAGE, scanningOf } from './readings.fixture.ts';

type Readings = Parameters<typeof rule.check>[0];

const NOTHING_KNOWN: Readings['exploited'] = { ok: true, value: { entries: new Map(), unread: undefined } };

const judged = (
  findings: readonly InspectorFinding[],
  {
    options = {},
    exploited = NOTHING_KNOWN,
    unread,
  }: {
    options?: { severity?: number };
    exploited?: Readings['exploited'];
    unread?: Readings['active']['unread'];
  } = {},
) => judge(rule, { scanning: scanningOf(), active: { findings, unread }, exploited }, { options });

const reported = (...findings: InspectorFinding[]) =>
  reportOfVerdicts({ ruleId: 'inspector/active-findings', verdicts: judged(findings) }).findings;

describe('inspector/active-findings', () => {
  it('carries a vulnerable package over, with all that Inspector and CISA know of it', () => {
    const exploited = {
      ok: true as const,
      value: {
        entries: new Map([
          ['CVE-2026-1', { dateAdded: daysAgo(20), dateDue: daysAgo(-1), action: 'Apply updates.' }],
        ]),
        unread: undefined,
      },
    };
    const finding = findingOf('CVE-2026-1', {
      exploitAvailable: 'YES',
      exploitabilityDetails: { lastKnownExploitAt: daysAgo(3) },
    });
    expect(judged([finding], { exploited })).toMatchObject([
      {
        status: 'fail',
        resource: {
          type: 'AwsEcrContainerImage',
          id: IMAGE,
          tags: { team: 'shop' },
          details: { repositoryName: 'shop', imageTags: ['latest'] },
        },
        part: 'CVE-2026-1',
        type: 'Vulnerability:ECR/PackageVulnerability',
        severity: { score: 7.5 },
        description: 'CVE-2026-1 is in openssl 3.0.11-1.el9: fixed in 3.0.14; it is exploited, says CISA.',
        vulnerability: {
          id: 'CVE-2026-1',
          source: 'DEBIAN_CVE',
          packages: [
            {
              name: 'openssl',
              installedVersion: '3.0.11-1.el9',
              fixedInVersion: '3.0.14',
              packageManager: 'OS',
              architecture: 'X86_64',
            },
          ],
          cvss: [{ baseScore: 7.5 }],
          epss: 0.02,
          exploitAvailable: true,
          lastKnownExploitAt: daysAgo(3),
          knownExploited: { dateAdded: daysAgo(20), dateDue: daysAgo(-1), action: 'Apply updates.' },
        },
        detectedBy: {
          service: 'Inspector',
          findingArn: finding.findingArn,
          url: 'https://console.aws.amazon.com/inspector/v2/home?region=us-east-1#/findings',
        },
        observed: { firstObservedAt: daysAgo(40), lastObservedAt: daysAgo(1), updatedAt: daysAgo(2) },
      },
    ]);
  });

  it('reports with the times of AWS, by the schema', () => {
    const [finding] = reported(findingOf('CVE-2026-1'));
    expect(finding).toMatchObject({
      type: 'Vulnerability:ECR/PackageVulnerability',
      title: 'CVE-2026-1 - openssl',
      firstObservedAt: daysAgo(40).toISOString(),
      lastObservedAt: daysAgo(1).toISOString(),
      updatedAt: daysAgo(2).toISOString(),
      parts: [{ vulnerability: { id: 'CVE-2026-1' }, detectedBy: { service: 'Inspector' } }],
    });
  });

  it('makes all vulnerabilities of one package on one image one finding, with the CVEs as parts', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      findingOf(`CVE-2026-${1000 + index}`, {
        severity: index === 7 ? 'CRITICAL' : 'HIGH',
        inspectorScore: index === 7 ? 9.8 : 7.5,
        firstObservedAt: daysAgo(index + 1),
      }),
    );
    const findings = reported(...many, findingOf('CVE-2026-9', {}, { name: 'zlib', version: '1.2' }));
    expect(findings).toHaveLength(2);
    expect(findings[0]).toMatchObject({
      title: 'openssl 3.0.11-1.el9 is vulnerable',
      description: 'openssl 3.0.11-1.el9 has 300 known vulnerabilities: 1 CRITICAL, 299 HIGH.',
      severity: { score: 9.8, label: 'CRITICAL' },
      resources: [{ id: IMAGE }],
      firstObservedAt: daysAgo(300).toISOString(),
      parts: { length: 300 },
    });
  });

  it('tells two findings on one CVE of one resource apart', () => {
    const [one, other] = [findingOf('CVE-2026-1'), findingOf('CVE-2026-1')];
    const idOf = ({ findingArn }: InspectorFinding) => findingArn.split('/').at(-1);
    expect(judged([one, other]).map((verdict) => 'part' in verdict && verdict.part)).toEqual([
      `CVE-2026-1 ${idOf(one)}`,
      `CVE-2026-1 ${idOf(other)}`,
    ]);
  });

  it('is told by inspector/known-exploited-overdue where that reports it', () => {
    expect(judged([findingOf('CVE-2026-1')])).toMatchObject([
      { toldBy: { rule: 'inspector/known-exploited-overdue', part: 'CVE-2026-1' } },
    ]);
  });

  it.each([
    ['MEDIUM', 6.5, {}, 'pass'],
    ['MEDIUM', 6.5, { severity: 4 }, 'fail'],
    ['HIGH', 7, {}, 'fail'],
    ['HIGH', 8.8, { severity: 9 }, 'pass'],
    ['CRITICAL', 9.8, { severity: 9 }, 'fail'],
  ] as const)('%s %s with %j: %s', (severity, inspectorScore, options, status) => {
    expect(statuses(judged([findingOf('CVE-2026-1', { severity, inspectorScore })], { options }))).toEqual([
      status,
    ]);
  });

  it('names no fix where there is none', () => {
    const finding = findingOf('CVE-2026-1', { fixAvailable: 'NO' }, { fixedInVersion: 'NotAvailable' });
    expect(judged([finding])).toMatchObject([
      {
        description: 'CVE-2026-1 is in openssl 3.0.11-1.el9: no fix is known.',
        vulnerability: { packages: [{ fixedInVersion: undefined }] },
      },
    ]);
  });

  it('carries an open port over with its way from outside', () => {
    const finding = findingOf('-', {
      type: 'NETWORK_REACHABILITY',
      title: 'Port 22 is reachable from an Internet Gateway - TCP',
      description: 'On the instance i-1, the port range 22-22 is reachable.',
      inspectorScore: undefined,
      packageVulnerabilityDetails: undefined,
      resources: [{ type: 'AWS_EC2_INSTANCE', id: 'i-1' }],
      networkReachabilityDetails: {
        openPortRange: { begin: 22, end: 22 },
        protocol: 'TCP',
        networkPath: { steps: [{ componentId: 'igw-1', componentType: 'AWS::EC2::InternetGateway' }] },
      },
    });
    expect(reported(finding)).toMatchObject([
      {
        type: 'Vulnerability:EC2/NetworkReachability',
        title: 'Port 22 is reachable from an Internet Gateway - TCP',
        resources: [{ id: `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/i-1` }],
        networkReachabilityDetails: { openPortRange: { begin: 22, end: 22 }, protocol: 'TCP' },
        severity: { score: 7 },
      },
    ]);
  });

  it('carries a fault of code over with its place', () => {
    const finding = findingOf('-', {
      type: 'CODE_VULNERABILITY',
      title: 'CWE-117 - Log injection',
      packageVulnerabilityDetails: undefined,
      resources: [{ type: 'AWS_LAMBDA_FUNCTION', id: 'arn:aws:lambda:us-east-1:1:function:f:$LATEST' }],
      codeVulnerabilityDetails: {
        filePath: { fileName: 'f.py', filePath: 'src/f.py', startLine: 3, endLine: 4 },
        detectorId: 'd',
        detectorName: 'Log injection',
        cwes: ['CWE-117'],
      },
    });
    expect(judged([finding])).toMatchObject([
      {
        type: 'Vulnerability:Lambda/CodeVulnerability',
        evidence: { codeVulnerabilityDetails: { filePath: 'src/f.py', startLine: 3, cwes: ['CWE-117'] } },
      },
    ]);
  });

  it('says of a resource in another cloud where it is', () => {
    const resources = [
      {
        type: 'Microsoft.Compute/virtualMachines' as const,
        id: 'vm-1',
        provider: 'AZURE' as const,
        providerAccountId: 's-1',
      },
    ];
    expect(judged([findingOf('CVE-2026-1', { resources })])).toMatchObject([
      {
        type: 'Vulnerability:Resource/PackageVulnerability',
        resource: { type: 'Other', id: 'vm-1', details: { provider: 'AZURE', providerAccountId: 's-1' } },
      },
    ]);
  });

  it.each<[string, Readings['active']['unread'], unknown]>([
    [
      'graver than the option',
      { ok: true, value: { CRITICAL: 0, HIGH: 12, MEDIUM: 9000 } },
      {
        status: 'fail',
        part: 'unread',
        severity: { score: 7 },
        evidence: { findingsRead: 1, findingsUnread: { HIGH: 12 } },
      },
    ],
    [
      'uncounted',
      { ok: false, error: deniedTo('inspector2:ListFindingAggregations') },
      { status: 'unknown' },
    ],
  ])('tells of findings that were not read: %s', (_case, unread, verdict) => {
    expect(judged([findingOf('CVE-2026-1')], { unread })).toMatchObject([{ part: 'CVE-2026-1' }, verdict]);
  });

  it('passes where there are none, and where those not read are milder than the option', () => {
    expect(judged([])).toMatchObject([{ status: 'pass', resource: { type: 'AwsAccount' } }]);
    const unread = { ok: true as const, value: { CRITICAL: 0, HIGH: 0, MEDIUM: 9000 } };
    expect(statuses(judged([], { unread }))).toEqual(['pass']);
  });

  it('leaves Inspector that is off to inspector/scanning-off', () => {
    const readings = {
      scanning: scanningOf('DISABLED'),
      active: { findings: [], unread: undefined },
      exploited: NOTHING_KNOWN,
    };
    expect(judge(rule, readings)).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining('inspector/scanning-off') },
    ]);
  });

  it('does without CISA where nobody could ask', () => {
    const exploited = { ok: false as const, error: deniedTo('inspector2:BatchGetFindingDetails') };
    expect(judged([findingOf('CVE-2026-1')], { exploited })).toMatchObject([
      { status: 'fail', vulnerability: { knownExploited: undefined } },
    ]);
  });
});
