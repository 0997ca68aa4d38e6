import type { Finding, FindingPart, Report } from '../../src/finding/report.ts';
import { severityOf } from '../../src/finding/severity.ts';
import {
  sampleAbsorbing,
  sampleClosedRegion,
  sampleFinding,
  sampleGathered,
  sampleReport,
  sampleUnknown,
} from './sample-report.ts';

const MOMENT = '2026-11-20T12:00:00.000Z';
const suppression = { reason: 'decided in SEC-12', until: '2027-01-31' };

const root = sampleAbsorbing({ ...sampleFinding(), baselineState: 'PERSISTING' }, [
  sampleFinding({
    ruleId: 'iam/root-without-hardware-mfa',
    title: 'Root user has no hardware MFA',
    score: 6,
  }),
]);

const reachable = sampleFinding({
  ruleId: 'ec2/instance-reachable-from-internet',
  type: 'Exposure:EC2Instance/ReachableFromInternet',
  title: 'Instance can be reached from the internet',
  description: 'The internet reaches TCP 3389 of i-1.',
  score: 9.1,
  severityReason: 'its instance profile is an administrator',
  exposure: 'internet',
  region: 'eu-west-1',
  resource: {
    type: 'AwsEc2Instance',
    id: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
    tags: { Name: 'jump-host', team: 'payments' },
  },
  network: {
    openPortRange: { begin: 3389, end: 3389 },
    protocol: 'TCP',
    networkPath: {
      steps: [
        { componentId: 'igw-1', componentType: 'AWS::EC2::InternetGateway' },
        { componentId: 'i-1', componentType: 'AWS::EC2::Instance' },
      ],
    },
  },
  commands: ['aws ec2 stop-instances --instance-ids i-1'],
});

const vulnerable: Finding = {
  ...sampleGathered(
    ['CVE-2026-1001', 'CVE-2026-1002'].map((part) =>
      sampleFinding({
        ruleId: 'inspector/active-findings',
        resource: {
          type: 'AwsEcrContainerImage',
          id: 'arn:aws:ecr:us-east-1:111122223333:repository/shop/sha256:3f',
        },
        part,
        score: 8,
        description: `${part} is in openssl 3.0.11: fixed in 3.0.14.`,
      }),
    ),
    {
      ruleId: 'inspector/active-findings',
      type: 'Vulnerability:ECR/Package',
      title: 'openssl 3.0.11 is vulnerable',
      description: 'openssl 3.0.11 of shop has 2 known vulnerabilities.',
      evidence: { package: 'openssl' },
      resource: {
        type: 'AwsEcrContainerImage',
        id: 'arn:aws:ecr:us-east-1:111122223333:repository/shop/sha256:3f',
      },
    },
  ),
  baselineState: 'NEW',
};

const oneAccepted = partly(vulnerable, [
  {
    baselineState: 'NEW',
    detectedBy: {
      service: 'Inspector',
      findingArn: 'arn:aws:inspector2:us-east-1:111122223333:finding/1',
      url: 'https://us-east-1.console.aws.amazon.com/inspector/v2/home',
    },
    vulnerability: {
      id: 'CVE-2026-1001',
      source: 'NVD',
      sourceUrl: 'https://nvd.nist.gov/vuln/detail/CVE-2026-1001',
      packages: [
        { name: 'openssl', installedVersion: '3.0.11', fixedInVersion: '3.0.14', packageManager: 'OS' },
      ],
      cvss: [{ baseScore: 9.8, scoringVector: 'CVSS:3.1/AV:N', version: '3.1', source: 'NVD' }],
      referenceUrls: ['https://openssl.org/news'],
      epss: 0.91,
      fixAvailable: 'YES',
      exploitAvailable: true,
      lastKnownExploitAt: MOMENT,
      knownExploited: { dateAdded: MOMENT, dateDue: MOMENT, action: 'Update' },
    },
  },
  { status: 'SUPPRESSED', suppression },
]);

const accepted: Finding = {
  ...sampleFinding({
    ruleId: 's3/bucket-public',
    type: 'Exposure:S3Bucket/Public',
    title: 'Bucket is public',
    score: 9.2,
    resource: { type: 'AwsS3Bucket', id: 'arn:aws:s3:::public-downloads', region: 'eu-west-1' },
    status: 'SUPPRESSED',
  }),
  suppression: { reason: 'meant to be public' },
};

const closed = sampleFinding({
  ruleId: 'guardduty/active-findings',
  title: 'It was seen, and is over',
  score: 5,
  status: 'CLOSED',
  compliance: [],
});

const findings = [root.finding, accepted, reachable, oneAccepted, closed];

/**
 * A report that has something of everything a report may hold: parts, what is absorbed, suppressed, closed, new,
 * persisting and gone, unknowns of every kind, passes, a framework with controls of every status.
 */
export const everythingReport: Report = {
  ...sampleReport({
    findings,
    absorbed: root.absorbed,
    passed: 12,
    unknowns: [
      sampleUnknown({
        ruleId: 'iam/user-without-mfa',
        score: 7,
        action: 'iam:GetCredentialReport',
        deniedBy: 'identity-based policy',
      }),
      sampleUnknown({
        ruleId: 'lambda/function-public',
        score: 9,
        kind: 'throttled',
        reason: 'lambda:GetPolicy was throttled in us-east-1 of account 111122223333 after every retry',
      }),
      sampleUnknown({ ruleId: 'kms/key-public', score: 9, kind: 'failed', reason: 'AWS did not answer' }),
      sampleUnknown({ ruleId: 'iam/root-used-recently', score: 5 }),
      sampleUnknown({ ruleId: 'sns/topic-public', score: 8, kind: 'interrupted', reason: 'the scan ended' }),
      sampleClosedRegion(
        ['ec2/snapshot-public', 'rds/snapshot-public'].map((ruleId) =>
          sampleUnknown({
            ruleId,
            score: 9,
            action: 'ec2:DescribeSnapshots',
            deniedBy: 'service control policy',
            region: 'ap-south-1',
          }),
        ),
      ),
    ],
    notApplicable: [
      {
        ruleId: 'organizations/scp-missing',
        accountId: '111122223333',
        region: 'us-east-1',
        reason: 'only the management account can read the organization',
      },
    ],
    regionsLeftOut: { off: ['me-south-1'], unlisted: 'ec2:DescribeRegions is denied' },
  }),
  baseline: {
    startedAt: '2026-11-13T12:00:00.000Z',
    new: 1,
    persisting: 1,
    worse: [{ id: 'c'.repeat(32), was: severityOf(4) }],
    gone: [
      {
        id: 'd'.repeat(32),
        ruleId: 'iam/user-unused',
        title: 'User is not in use',
        description: 'The user bob has not been used for 200 days.',
        severity: severityOf(4.5),
        accountId: '111122223333',
        region: 'us-east-1',
        resourceId: 'arn:aws:iam::111122223333:user/bob',
        firstObservedAt: '2026-10-01T12:00:00.000Z',
      },
    ],
    notCompared: ['kms/key-public was not in the baseline.'],
  },
  suppressions: {
    suppressed: 2,
    expired: [{ rule: 'ec2/*', account: '111122223333', reason: 'until the move', until: '2026-11-01' }],
    unmatched: [{ resource: 'arn:aws:s3:::old-*', region: 'us-*', tag: 'team=data', reason: 'gone by now' }],
  },
  frameworks: [
    {
      id: 'cis-aws-5.0.0',
      title: 'CIS AWS Foundations Benchmark 5.0.0',
      url: 'https://www.cisecurity.org/benchmark/amazon_web_services',
      score: { passed: 1, passedInPart: 1, failed: 1, judged: 3, controls: 7 },
      controls: (
        ['PASSED', 'PASSED_IN_PART', 'FAILED', 'UNKNOWN', 'NOT_APPLICABLE', 'MANUAL', 'NOT_JUDGED'] as const
      ).map((status, index) => ({
        control: `1.${index + 1}`,
        title: `Control that is ${status}`,
        status,
        rules: status === 'MANUAL' || status === 'NOT_JUDGED' ? [] : ['iam/root-without-mfa'],
        counts: {
          passed: status === 'PASSED' ? 3 : 0,
          failed: status === 'FAILED' ? 2 : 0,
          unknown: status === 'UNKNOWN' ? 1 : 0,
          notApplicable: status === 'NOT_APPLICABLE' ? 1 : 0,
        },
      })),
    },
  ],
  passed: [
    {
      ruleId: 'iam/root-access-key-present',
      accountId: '111122223333',
      region: 'us-east-1',
      resource: {
        type: 'AwsIamUser',
        id: 'arn:aws:iam::111122223333:root',
        region: 'us-east-1',
        partition: 'aws',
      },
      evidence: { AccountAccessKeysPresent: 0 },
    },
  ],
};

/** The finding with what each of its parts says more. */
function partly(finding: Finding, more: readonly Partial<FindingPart>[]): Finding {
  return { ...finding, parts: finding.parts?.map((part, index) => ({ ...part, ...more[index] })) };
}
