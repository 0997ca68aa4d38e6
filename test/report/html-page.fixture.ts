import type { Finding, Report } from '../../src/finding/report.ts';
import { htmlWriter } from '../../src/report/html/html.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import {
  companyReport,
  sampleAbsorbing,
  sampleFinding,
  sampleGathered,
  sampleReport,
  sampleUnknown,
} from '../support/sample-report.ts';

type HtmlOptions = Parameters<typeof htmlWriter>[0];

/** The page of a report, and what was said beside it. */
export async function pageOf(
  report: Report,
  options: Partial<HtmlOptions> = {},
): Promise<{ readonly html: string; readonly notes: readonly string[] }> {
  const notes: string[] = [];
  const write = htmlWriter({ note: (sentence) => notes.push(sentence), ...options });
  return { html: await textOf(write(sourceOf(report))), notes };
}

/** What would run, or end the element that it stands in, if somebody took it for markup. */
const PAYLOAD =
  '</script></style></title><script>globalThis.harmed=1</script><img src=x onerror="globalThis.harmed=1">"\'`&lt;\u2028\u202e\ud800\u{e0041}##[error]::warning::';

const hostile: Finding = sampleFinding({
  ruleId: 's3/bucket-public',
  title: `Hostile ${PAYLOAD}`,
  description: `Description ${PAYLOAD}`,
  why: PAYLOAD,
  score: 9.9,
  severityReason: PAYLOAD,
  resource: { type: PAYLOAD, id: `arn:aws:s3:::${PAYLOAD}`, tags: { [PAYLOAD]: PAYLOAD, Name: PAYLOAD } },
  evidence: { [PAYLOAD]: PAYLOAD, __proto__x: [PAYLOAD] },
  fix: PAYLOAD,
  url: 'javascript:globalThis.harmed=1',
  commands: [`aws s3 rm 's3://a'`, `aws s3 rm '${PAYLOAD}'`],
  compliance: [{ framework: PAYLOAD, control: PAYLOAD }],
});

const told = sampleAbsorbing(
  sampleFinding({
    ruleId: 'ec2/all-ports-open-to-internet',
    title: 'Security group opens every port to the internet',
    description: 'Every port of sg-1 is open to 0.0.0.0/0.',
    score: 9,
    exposure: 'internet',
    region: 'eu-west-1',
    resource: {
      type: 'AwsEc2SecurityGroup',
      id: 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    },
    evidence: { IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'Needle in the evidence <a>' }] },
    commands: ["aws ec2 revoke-security-group-ingress --group-id 'sg-1'"],
  }),
  [
    sampleFinding({
      ruleId: 'ec2/admin-port-open-to-internet',
      title: 'An absorbed check',
      description: 'TCP 22 is open.',
    }),
  ],
);

const gathered = sampleGathered(
  Array.from({ length: 60 }, (_, index) =>
    sampleFinding({
      ruleId: 'ec2/ebs-encryption-not-default',
      title: 'Volumes are not encrypted by default',
      description: `New volumes are plain text, number ${index}.`,
      score: 9,
      region: index % 2 === 0 ? 'ap-south-1' : 'eu-west-1',
      resource: { type: 'AwsEc2Volume', id: `arn:aws:ec2:eu-west-1:111122223333:volume/vol-${index}` },
    }),
  ),
  {
    ruleId: 'ec2/ebs-encryption-not-default',
    title: 'Volumes are not encrypted by default',
    description: 'New volumes are plain text in 2 Regions.',
  },
);

const suppressed: Finding = {
  ...sampleFinding({
    ruleId: 'iam/user-unused',
    title: 'User is not in use',
    score: 5,
    status: 'SUPPRESSED',
    resource: { type: 'AwsIamUser', id: 'arn:aws:iam::111122223333:user/break-glass' },
  }),
  suppression: { reason: 'Kept for emergencies', until: '2027-01-31' },
};

const many = Array.from({ length: 120 }, (_, index) =>
  sampleFinding({
    ruleId: 'kms/rotation-off',
    title: 'Key is not rotated',
    description: `Key ${index} never changes.`,
    score: 4,
    accountId: index % 2 === 0 ? '111122223333' : '444455556666',
    resource: { type: 'AwsKmsKey', id: `arn:aws:kms:us-east-1:111122223333:key/${index}` },
  }),
);

const sampled = sampleReport({
  findings: [
    hostile,
    ...companyReport.findings.slice(0, 20),
    told.finding,
    gathered,
    suppressed,
    ...many,
  ].sort((a, b) => b.severity.score - a.severity.score),
  absorbed: told.absorbed,
  unknowns: [
    ...companyReport.unknowns,
    sampleUnknown({
      ruleId: 'ec2/imdsv1-allowed',
      score: 6,
      action: 'ec2:DescribeInstances',
      region: 'us-west-2',
    }),
    sampleUnknown({ ruleId: 'iam/root-without-mfa', score: 9, reason: PAYLOAD }),
  ],
  passed: 1204,
  accountIds: ['111122223333', '444455556666'],
  regions: ['eu-west-1', 'us-east-1', 'us-west-2'],
});

/** Something in every section of the page, and harm wherever others write. */
export const fullReport: Report = {
  ...sampled,
  scan: {
    ...sampled.scan,
    accounts: sampled.scan.accounts.map((account, index) => ({
      ...account,
      alias: index === 0 ? 'production' : PAYLOAD,
    })),
  },
  findings: sampled.findings.map((finding, index) => ({
    ...finding,
    baselineState: index % 5 === 0 ? 'NEW' : 'PERSISTING',
  })),
  baseline: {
    startedAt: '2026-11-01T12:00:00.000Z',
    new: 29,
    persisting: 115,
    worse: [],
    gone: [
      {
        id: 'f'.repeat(32),
        ruleId: 'iam/user-without-mfa',
        title: 'User has no MFA',
        description: PAYLOAD,
        severity: { score: 7, label: 'HIGH' },
        accountId: '111122223333',
        region: 'us-east-1',
        resourceId: `arn:aws:iam::111122223333:user/${PAYLOAD}`,
        firstObservedAt: '2026-09-01T12:00:00.000Z',
      },
    ],
    notCompared: ['The baseline did not look at us-west-2.'],
  },
  suppressions: {
    suppressed: 1,
    expired: [{ rule: 'iam/*', reason: 'Old', until: '2026-01-31' }],
    unmatched: [{ resource: PAYLOAD, reason: PAYLOAD }],
  },
  frameworks: [
    {
      id: 'cis-aws-5.0.0',
      title: 'CIS AWS Foundations Benchmark 5.0.0',
      url: 'https://www.cisecurity.org/benchmark/amazon_web_services',
      score: { passed: 1, passedInPart: 0, failed: 1, judged: 2, controls: 3 },
      controls: [
        {
          control: '1.4',
          title: 'MFA for root',
          status: 'FAILED',
          rules: ['iam/root-without-mfa'],
          counts: { passed: 0, failed: 1, unknown: 0, notApplicable: 0 },
        },
        {
          control: '1.5',
          title: 'No access key for root',
          status: 'PASSED',
          rules: ['iam/root-access-key-present'],
          counts: { passed: 2, failed: 0, unknown: 0, notApplicable: 0 },
        },
        {
          control: '1.1',
          title: 'Contact details',
          status: 'MANUAL',
          rules: [],
          counts: { passed: 0, failed: 0, unknown: 0, notApplicable: 0 },
        },
      ],
    },
  ],
};
