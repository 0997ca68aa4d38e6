import type { Finding, Report } from '../../src/finding/report.ts';
import {
  companyReport,
  sampleAbsorbing,
  sampleClosedRegion,
  sampleFinding,
  sampleGathered,
  sampleReport,
  sampleUnknown,
} from '../support/sample-report.ts';

const vulnerability: NonNullable<Finding['vulnerability']> = {
  id: 'CVE-2026-12345',
  source: 'NVD',
  sourceUrl: 'https://nvd.nist.gov/vuln/detail/CVE-2026-12345',
  packages: [
    {
      name: 'openssl',
      installedVersion: '3.0.1',
      fixedInVersion: '3.0.2',
      packageManager: 'OS',
      architecture: 'X86_64',
    },
  ],
  cvss: [
    {
      baseScore: 9.8,
      scoringVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      version: '3.1',
      source: 'NVD',
    },
  ],
  relatedVulnerabilities: ['CVE-2026-1'],
  referenceUrls: ['https://www.openssl.org/news/'],
  epss: 0.93,
  fixAvailable: 'YES',
  exploitAvailable: true,
  lastKnownExploitAt: '2026-11-01T00:00:00.000Z',
  knownExploited: { dateAdded: '2026-11-02T00:00:00.000Z' },
};

const group = (index: number) =>
  sampleFinding({
    ruleId: 'ec2/security-group-opens-admin-port',
    score: 8,
    resource: {
      type: 'AwsEc2SecurityGroup',
      id: `arn:aws:ec2:eu-west-1:111122223333:security-group/sg-${index}`,
      tags: { Name: `group ${index}`, Empty: '' },
    },
    part: 'tcp-22',
    commands: [`aws ec2 revoke-security-group-ingress --group-id sg-${index}`],
  });

/** One finding that holds for a thousand security groups. */
export const thousandParts: Finding = sampleGathered(
  Array.from({ length: 1000 }, (_, index) => group(index)),
  {
    ruleId: 'ec2/security-group-opens-admin-port',
    title: 'Security groups open an administration port to the internet',
    description: 'TCP 22 is open in a thousand groups.',
    resource: { type: 'AwsAccount', id: 'arn:aws:iam::111122223333:root' },
  },
);

export const suppressed: Finding = {
  ...sampleFinding({ ruleId: 'iam/user-unused', status: 'SUPPRESSED' }),
  suppression: { reason: 'Break-glass user, looked at every quarter', until: '2027-01-31' },
};

export const fromGuardDuty: Finding = {
  ...sampleFinding({
    ruleId: 'guardduty/finding-active',
    type: 'UnauthorizedAccess:EC2/SSHBruteForce',
    title: '198.51.100.7 is performing SSH brute force attacks against i-1.',
    score: 5,
    resource: { type: 'AwsEc2Instance', id: 'arn:aws:ec2:us-east-1:111122223333:instance/i-1' },
    compliance: [],
  }),
  detectedBy: {
    service: 'GuardDuty',
    findingArn: 'arn:aws:guardduty:us-east-1:111122223333:detector/d1/finding/f1',
    url: 'https://us-east-1.console.aws.amazon.com/guardduty/home?region=us-east-1#/findings?search=id%3Df1',
  },
  firstObservedAt: '2026-10-01T00:00:00.000Z',
};

export const vulnerable: Finding = {
  ...sampleFinding({ ruleId: 'inspector/vulnerability-known-exploited', compliance: [], score: 9.8 }),
  vulnerability,
};

const gathered = sampleGathered([group(1), group(2)], { ruleId: 'ec2/security-group-opens-admin-port' });

/** Two vulnerabilities of one instance, as one finding. */
export const vulnerableParts: Finding = {
  ...gathered,
  parts: (gathered.parts ?? []).map((part, index) => ({
    ...part,
    vulnerability: { ...vulnerability, id: index === 0 ? 'CVE-2026-12345' : 'GHSA-aaaa-bbbb-cccc' },
  })),
};

const { finding: absorbing, absorbed } = sampleAbsorbing(
  sampleFinding({ ruleId: 'iam/policy-grants-full-admin', resource: { type: 'AwsIamPolicy', id: 'arn:p' } }),
  [
    sampleFinding({
      ruleId: 'iam/policy-allows-passing-any-role',
      resource: { type: 'AwsIamPolicy', id: 'arn:p' },
    }),
  ],
);

export { absorbing };

export const closedRegion = sampleClosedRegion([
  sampleUnknown({ ruleId: 'ec2/a', score: 8, action: 'ec2:DescribeVpcs', region: 'eu-west-1' }),
  sampleUnknown({ ruleId: 'ec2/b', score: 5, action: 'ec2:DescribeSubnets', region: 'eu-west-1' }),
]);

const everyFinding = [
  ...companyReport.findings,
  thousandParts,
  suppressed,
  fromGuardDuty,
  vulnerable,
  vulnerableParts,
  absorbing,
];

/** Everything that a report may say. */
export const everything: Report = sampleReport({
  findings: everyFinding,
  absorbed,
  unknowns: [...companyReport.unknowns, closedRegion],
  passed: 12,
});

/** A report whose every text is this one. */
export function reportOfText(text: string, length: number): Report {
  const finding = sampleFinding({
    ruleId: 'iam/root-without-mfa',
    title: text,
    description: text,
    why: text,
    severityReason: text,
    part: text,
    evidence: { [text]: [text, { [text]: text }] },
    fix: text,
    commands: [text],
    resource: { type: text, id: text, tags: { [text]: text } },
    network: {
      openPortRange: { begin: 1, end: 2 },
      protocol: text,
      networkPath: { steps: [{ componentId: text, componentType: text }] },
    },
  });
  const told: Finding = {
    ...finding,
    status: 'SUPPRESSED',
    suppression: { reason: text },
    vulnerability: { id: text, source: text, packages: [{ name: text, installedVersion: text }], cvss: [] },
    detectedBy: { service: text, findingArn: text, url: text },
  };
  return sampleReport({
    findings: [
      finding,
      told,
      sampleGathered(
        Array.from({ length }, (_, index) =>
          sampleFinding({
            ...{ description: text, evidence: { text } },
            resource: { type: text, id: `${index}${text}` },
          }),
        ),
        { title: text, description: text },
      ),
    ],
    unknowns: [
      {
        ...sampleUnknown({ ruleId: 'iam/a', score: 5, reason: text }),
        resource: { type: text, id: text, region: 'us-east-1', partition: 'aws' },
      },
    ],
  });
}
