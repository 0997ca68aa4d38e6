import type { Answers } from '../stub.ts';
import { type Answer, type Call, failure, success, textParam, type Wire } from '../wire.ts';

const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;

/** A vulnerable package of a container image. */
export interface ImageFinding {
  /** 32 hexadecimal digits of the finding. */
  readonly id: string;
  readonly cve: string;
  readonly severity: (typeof severities)[number];
  readonly score: number;
  readonly package: string;
  readonly version: string;
  readonly fixedIn?: string;
  readonly firstObserved: Date;
  readonly exploit?: boolean;
  /** When CISA wrote it into its catalogue of known exploited vulnerabilities. */
  readonly exploitedSince?: Date;
  readonly status?: 'ACTIVE' | 'SUPPRESSED' | 'CLOSED';
}

/** A resource that Inspector does not scan. */
interface Unscanned {
  readonly type: 'AWS_EC2_INSTANCE' | 'AWS_ECR_REPOSITORY';
  readonly id: string;
  readonly reason: string;
}

/** Inspector of a Region. */
export interface InspectorOfRegion {
  /** The scans that are on; the others are off. */
  readonly scans: readonly ('ec2' | 'ecr' | 'lambda' | 'lambdaCode')[];
  readonly findings: readonly ImageFinding[];
  readonly unscanned: readonly Unscanned[];
}

/** Inspector as it should be. */
export const goodInspector: InspectorOfRegion = {
  scans: ['ec2', 'ecr', 'lambda', 'lambdaCode'],
  findings: [],
  unscanned: [],
};

/** What the account is to Inspector of its organization. */
interface InspectorOrganization {
  readonly administratorId?: string;
  /** Of the administrator: the scans that are turned on in accounts that join. */
  readonly autoEnable?: InspectorOfRegion['scans'];
}

const off: InspectorOfRegion = { scans: [], findings: [], unscanned: [] };
const digest = `sha256:${'3f'.repeat(32)}`;

/** The image that all findings are about. */
export const vulnerableImage = (accountId: string, region: string): string =>
  `arn:aws:ecr:${region}:${accountId}:repository/shop/${digest}`;

/**
 * Inspector in these Regions, off in the others; moto knows few of its operations, and none of its findings.
 * https://docs.aws.amazon.com/inspector/v2/APIReference/API_Operations.html
 */
export function inspector(
  accountId: string,
  regions: Readonly<Record<string, InspectorOfRegion>>,
  { administratorId, autoEnable }: InspectorOrganization = {},
): Answers {
  const here = (call: Call) => regions[call.region] ?? off;
  const findingArn = (region: string, { id }: ImageFinding) =>
    `arn:aws:inspector2:${region}:${accountId}:finding/${id}`;
  return {
    'inspector2:BatchGetAccountStatus': (call) => {
      const { scans } = here(call);
      const state = (on: boolean) => ({ status: on ? 'ENABLED' : 'DISABLED' });
      return success(call, {
        accounts: [
          {
            accountId,
            state: state(scans.length > 0),
            resourceState: {
              ec2: state(scans.includes('ec2')),
              ecr: state(scans.includes('ecr')),
              lambda: state(scans.includes('lambda')),
              lambdaCode: state(scans.includes('lambdaCode')),
              codeRepository: state(false),
            },
          },
        ],
        failedAccounts: [],
      });
    },
    'inspector2:ListFindings': (call) => {
      const matching = matchingFindings(call, here(call).findings);
      return listed(call, 'findings', matching, 100, (finding) =>
        findingWire(finding, {
          findingArn: findingArn(call.region, finding),
          awsAccountId: accountId,
          image: vulnerableImage(accountId, call.region),
          region: call.region,
        }),
      );
    },
    'inspector2:ListFindingAggregations': (call) => {
      const active = here(call).findings.filter(({ status = 'ACTIVE' }) => status === 'ACTIVE');
      const count = (severity: string) => active.filter((each) => each.severity === severity).length;
      const severityCounts = {
        all: active.length,
        critical: count('CRITICAL'),
        high: count('HIGH'),
        medium: count('MEDIUM'),
      };
      return success(call, {
        aggregationType: 'ACCOUNT',
        responses: active.length === 0 ? [] : [{ accountAggregation: { accountId, severityCounts } }],
      });
    },
    'inspector2:BatchGetFindingDetails': (call) => {
      const arns: unknown = call.params.findingArns;
      if (!Array.isArray(arns) || arns.length > 10)
        return failure(call, {
          code: 'ValidationException',
          message: 'findingArns holds 1 to 10.',
          status: 400,
        });
      return success(call, {
        findingDetails: here(call)
          .findings.filter((finding) => arns.includes(findingArn(call.region, finding)))
          .map((finding) => ({
            findingArn: findingArn(call.region, finding),
            cisaData: finding.exploitedSince && {
              dateAdded: seconds(finding.exploitedSince),
              dateDue: seconds(new Date(finding.exploitedSince.getTime() + 21 * 86_400_000)),
              action: 'Apply updates per vendor instructions.',
            },
            cwes: [],
            referenceUrls: [],
          })),
        errors: [],
      });
    },
    'inspector2:ListCoverage': (call) =>
      listed(call, 'coveredResources', here(call).unscanned, 200, ({ type, id, reason }) => ({
        accountId,
        resourceId: id,
        resourceType: type,
        scanType: 'PACKAGE',
        scanStatus: { statusCode: 'INACTIVE', reason },
      })),
    'inspector2:GetDelegatedAdminAccount': (call) =>
      administratorId === undefined
        ? failure(call, {
            code: 'ResourceNotFoundException',
            message: 'There is no delegated administrator.',
            status: 404,
          })
        : success(call, {
            delegatedAdmin: { accountId: administratorId, relationshipStatus: 'ENABLED' },
          }),
    'inspector2:DescribeOrganizationConfiguration': (call) =>
      autoEnable === undefined
        ? failure(call, {
            code: 'AccessDeniedException',
            message: 'Invoking account is not the delegated administrator.',
            status: 403,
          })
        : success(call, {
            autoEnable: {
              ec2: autoEnable.includes('ec2'),
              ecr: autoEnable.includes('ecr'),
              lambda: autoEnable.includes('lambda'),
              lambdaCode: autoEnable.includes('lambdaCode'),
              codeRepository: false,
            },
            maxAccountLimitReached: false,
          }),
  };
}

const seconds = (date: Date): number => date.getTime() / 1000;

/** The criteria that it knows are status, severity and whether there is an exploit; the most severe come first. */
function matchingFindings(call: Call, findings: readonly ImageFinding[]): readonly ImageFinding[] {
  const criteria = JSON.stringify(call.params.filterCriteria ?? {});
  const wanted = (name: string) =>
    [
      ...(criteria.match(new RegExp(`"${name}":(\\[[^\\]]*\\])`))?.[1] ?? '').matchAll(/"value":"(\w+)"/g),
    ].map(([, value]) => value);
  const matches = (name: string, value: string) => wanted(name).length === 0 || wanted(name).includes(value);
  return findings
    .filter(
      ({ status = 'ACTIVE', severity, exploit = false }) =>
        matches('findingStatus', status) &&
        matches('severity', severity) &&
        matches('exploitAvailable', exploit ? 'YES' : 'NO'),
    )
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function listed<Item>(
  call: Call,
  name: string,
  items: readonly Item[],
  most: number,
  wire: (item: Item) => Wire,
): Answer {
  const size = Number(textParam(call, 'maxResults') ?? most);
  if (size < 1 || size > most)
    return failure(call, {
      code: 'ValidationException',
      message: 'maxResults is out of range.',
      status: 400,
    });
  const from = Number(textParam(call, 'nextToken') ?? 0);
  return success(call, {
    [name]: items.slice(from, from + size).map(wire),
    nextToken: from + size < items.length ? String(from + size) : undefined,
  });
}

/** https://docs.aws.amazon.com/inspector/v2/APIReference/API_Finding.html */
function findingWire(
  finding: ImageFinding,
  place: {
    readonly findingArn: string;
    readonly awsAccountId: string;
    readonly image: string;
    readonly region: string;
  },
): Wire {
  const fix = finding.fixedIn === undefined ? 'NO' : 'YES';
  return {
    findingArn: place.findingArn,
    awsAccountId: place.awsAccountId,
    type: 'PACKAGE_VULNERABILITY',
    title: `${finding.cve} - ${finding.package}`,
    description: `A vulnerability of ${finding.package}.`,
    severity: finding.severity,
    inspectorScore: finding.score,
    status: finding.status ?? 'ACTIVE',
    firstObservedAt: seconds(finding.firstObserved),
    lastObservedAt: seconds(finding.firstObserved) + 3600,
    updatedAt: seconds(finding.firstObserved) + 3600,
    fixAvailable: fix,
    exploitAvailable: finding.exploit ? 'YES' : 'NO',
    epss: { score: finding.exploit ? 0.9 : 0.01 },
    remediation: { recommendation: { text: 'None Provided' } },
    resources: [
      {
        type: 'AWS_ECR_CONTAINER_IMAGE',
        id: place.image,
        partition: 'aws',
        region: place.region,
        tags: {},
        details: {
          awsEcrContainerImage: {
            repositoryName: 'shop',
            imageTags: ['latest'],
            imageHash: digest,
            registry: place.awsAccountId,
            platform: 'DEBIAN_12',
          },
        },
      },
    ],
    packageVulnerabilityDetails: {
      vulnerabilityId: finding.cve,
      source: 'DEBIAN_CVE',
      sourceUrl: `https://security-tracker.debian.org/tracker/${finding.cve}`,
      cvss: [
        {
          baseScore: finding.score,
          scoringVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
          version: '3.1',
          source: 'NVD',
        },
      ],
      relatedVulnerabilities: [],
      referenceUrls: [],
      vulnerablePackages: [
        {
          name: finding.package,
          version: finding.version,
          packageManager: 'OS',
          fixedInVersion: finding.fixedIn ?? 'NotAvailable',
        },
      ],
    },
  };
}
