import { ReadError } from '../../../src/aws/read-error.ts';
import type { InspectorFinding, Scanning } from '../../../src/services/inspector/index.ts';
import { ACCOUNT, daysAgo } from '../../support/judge.ts';

type Status = Scanning['status'];

const state = (status: Status) => ({ status, errorCode: undefined, errorMessage: undefined });

/** An account with the same status of every scan but those that are told. */
export const scanningOf = (
  status: Status = 'ENABLED',
  changes: Partial<Record<'ec2' | 'ecr' | 'lambda' | 'lambdaCode', Status | undefined>> = {},
): Scanning => {
  const all = { ec2: status, ecr: status, lambda: status, lambdaCode: status, ...changes };
  return {
    status,
    resourceState: {
      ec2: all.ec2 && state(all.ec2),
      ecr: all.ecr && state(all.ecr),
      lambda: all.lambda && state(all.lambda),
      lambdaCode: all.lambdaCode && state(all.lambdaCode),
    },
  };
};

export const IMAGE = `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/shop/sha256:${'3f'.repeat(32)}`;

const made: string[] = [];

/** An ARN that no other finding has. */
function nextArn(): string {
  const arn = `arn:aws:inspector2:us-east-1:${ACCOUNT}:finding/${made.length.toString(16).padStart(32, '0')}`;
  made.push(arn);
  return arn;
}

/** A vulnerable package of an image, each with an ARN of its own. */
export const findingOf = (
  vulnerabilityId: string,
  changes: Partial<InspectorFinding> = {},
  installed: { name?: string; version?: string; fixedInVersion?: string } = {},
): InspectorFinding => ({
  findingArn: nextArn(),
  awsAccountId: ACCOUNT,
  type: 'PACKAGE_VULNERABILITY',
  title: `${vulnerabilityId} - openssl`,
  description: 'A long text about a vulnerability.',
  remediation: { recommendation: { text: 'None Provided' } },
  severity: 'HIGH',
  inspectorScore: 7.5,
  status: 'ACTIVE',
  firstObservedAt: daysAgo(40),
  lastObservedAt: daysAgo(1),
  updatedAt: daysAgo(2),
  fixAvailable: 'YES',
  exploitAvailable: 'NO',
  epss: { score: 0.02 },
  resources: [
    {
      type: 'AWS_ECR_CONTAINER_IMAGE',
      id: IMAGE,
      tags: { team: 'shop' },
      details: {
        awsEcrContainerImage: {
          repositoryName: 'shop',
          imageTags: ['latest'],
          imageHash: 'sha256:3f',
          registry: ACCOUNT,
        },
      },
    },
  ],
  packageVulnerabilityDetails: {
    vulnerabilityId,
    source: 'DEBIAN_CVE',
    cvss: [{ baseScore: 7.5, scoringVector: 'CVSS:3.1/AV:N', version: '3.1', source: 'NVD' }],
    vulnerablePackages: [
      {
        name: 'openssl',
        version: '3.0.11',
        epoch: 0,
        release: '1.el9',
        arch: 'X86_64',
        packageManager: 'OS',
        fixedInVersion: '3.0.14',
        ...installed,
      },
    ],
  },
  ...changes,
});

export const deniedTo = (action: string) =>
  new ReadError(`${action} is denied`, { kind: 'denied', action, accountId: ACCOUNT, region: 'us-east-1' });
