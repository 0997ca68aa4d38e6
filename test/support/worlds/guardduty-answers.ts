import type { Answers } from '../stub.ts';
import { type Answer, type Call, failure, success, textParam, type Wire } from '../wire.ts';

/** What can be switched on and off, https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfigurationResult.html */
const guardDutyPlans = [
  'S3_DATA_EVENTS',
  'EKS_AUDIT_LOGS',
  'EBS_MALWARE_PROTECTION',
  'RDS_LOGIN_EVENTS',
  'LAMBDA_NETWORK_LOGS',
  'AI_PROTECTION',
  'RDS_DATA_RISK',
  'RUNTIME_MONITORING',
] as const;

const foundations = ['CLOUD_TRAIL', 'DNS_LOGS', 'FLOW_LOGS'];
const agents = ['EKS_ADDON_MANAGEMENT', 'ECS_FARGATE_AGENT_MANAGEMENT', 'EC2_AGENT_MANAGEMENT'];

interface DetectorFinding {
  readonly id: string;
  readonly type: string;
  readonly severity: number;
  readonly archived?: boolean;
}

/** A detector of a Region. */
export interface Detector {
  readonly status: 'ENABLED' | 'DISABLED';
  readonly plans: readonly (typeof guardDutyPlans)[number][];
  readonly findings: readonly DetectorFinding[];
  readonly frequency: 'FIFTEEN_MINUTES' | 'ONE_HOUR' | 'SIX_HOURS';
  /** Whether it exports its findings to a bucket. */
  readonly exports: boolean;
  /** Filters that archive, by name: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_FindingCriteria.html */
  readonly suppressions: Readonly<Record<string, Readonly<Record<string, Wire>>>>;
  /** The URLs of active trusted lists, by name: of addresses, and of addresses and domains. */
  readonly trusted?: {
    readonly ipSets?: Readonly<Record<string, string>>;
    readonly entitySets?: Readonly<Record<string, string>>;
  };
}

/** A detector as it should be. */
export const goodDetector: Detector = {
  status: 'ENABLED',
  plans: guardDutyPlans,
  findings: [],
  frequency: 'FIFTEEN_MINUTES',
  exports: true,
  suppressions: {
    'port-probes-of-the-bastion': {
      type: { equals: ['Recon:EC2/PortProbeUnprotectedPort'] },
      'resource.instanceDetails.tags.value': { equals: ['bastion'] },
      severity: { lessThan: 7 },
    },
  },
};

/** What the account is to GuardDuty of its organization. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html */
export interface GuardDutyOrganization {
  /** The account that administers GuardDuty, as members and the management account are told. */
  readonly administratorId?: string;
  /** Whether the account is a member of that one. */
  readonly isMember?: boolean;
  /** Of the administrator: what happens to accounts by itself, and its members. */
  readonly autoEnable?: 'ALL' | 'NEW' | 'NONE';
  readonly members?: readonly { readonly accountId: string; readonly relationshipStatus: string }[];
}

const detectorId = (region: string): string =>
  Buffer.from(region).toString('hex').padEnd(32, '0').slice(0, 32);

/**
 * GuardDuty in these Regions, and none in the others. moto has detectors, but neither findings nor default features.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Operations.html
 */
export function guardDuty(
  accountId: string,
  detectors: Readonly<Record<string, Detector>>,
  { administratorId, isMember = false, autoEnable, members = [] }: GuardDutyOrganization = {},
): Answers {
  const withDetector = (call: Call, answer: (detector: Detector) => Answer): Answer => {
    const detector = detectors[call.region];
    return detector && textParam(call, 'DetectorId') === detectorId(call.region)
      ? answer(detector)
      : badRequest(
          call,
          'The request is rejected because the input detectorId is not owned by the current account.',
        );
  };
  return {
    'guardduty:ListDetectors': (call) =>
      success(call, { detectorIds: detectors[call.region] ? [detectorId(call.region)] : [] }),
    'guardduty:GetDetector': (call) =>
      withDetector(call, (detector) => success(call, detectorWire(accountId, detector))),
    // An account of its own has no administrator, and AWS then sends an empty answer.
    'guardduty:GetAdministratorAccount': (call) =>
      withDetector(call, () =>
        success(
          call,
          isMember ? { administrator: { accountId: administratorId, relationshipStatus: 'Enabled' } } : {},
        ),
      ),
    'guardduty:ListOrganizationAdminAccounts': (call) =>
      success(call, {
        adminAccounts:
          administratorId === undefined ? [] : [{ adminAccountId: administratorId, adminStatus: 'ENABLED' }],
      }),
    'guardduty:DescribeOrganizationConfiguration': (call) =>
      withDetector(call, () =>
        autoEnable === undefined
          ? badRequest(
              call,
              'The request is rejected because the current account is not the delegated administrator.',
            )
          : success(call, {
              autoEnable: autoEnable !== 'NONE',
              memberAccountLimitReached: false,
              autoEnableOrganizationMembers: autoEnable,
              features: [],
            }),
      ),
    'guardduty:ListMembers': (call) =>
      withDetector(call, () =>
        listed(call, 'members', members, ({ accountId: member, relationshipStatus }) => ({
          accountId: member,
          masterId: accountId,
          administratorId: accountId,
          detectorId: detectorId(call.region),
          email: `${member}@example.com`,
          relationshipStatus,
          updatedAt: '2026-01-01T00:00:00.000Z',
        })),
      ),
    'guardduty:ListPublishingDestinations': (call) =>
      withDetector(call, (detector) =>
        success(call, {
          destinations: detector.exports
            ? [{ destinationId: 'findings', destinationType: 'S3', status: 'PUBLISHING' }]
            : [],
        }),
      ),
    'guardduty:ListFilters': (call) =>
      withDetector(call, (detector) => success(call, { filterNames: Object.keys(detector.suppressions) })),
    'guardduty:GetFilter': (call) =>
      withDetector(call, (detector) => {
        const name = textParam(call, 'FilterName') ?? '';
        const criterion = detector.suppressions[name];
        return criterion === undefined
          ? badRequest(call, 'The request is rejected since no such resource found.')
          : success(call, { name, action: 'ARCHIVE', rank: 1, findingCriteria: { criterion }, tags: {} });
      }),
    'guardduty:ListIPSets': (call) =>
      withDetector(call, ({ trusted }) => success(call, { ipSetIds: Object.keys(trusted?.ipSets ?? {}) })),
    'guardduty:GetIPSet': (call) =>
      withDetector(call, ({ trusted }) =>
        trustedList(call, trusted?.ipSets, textParam(call, 'IpSetId') ?? ''),
      ),
    'guardduty:ListTrustedEntitySets': (call) =>
      withDetector(call, ({ trusted }) =>
        success(call, { trustedEntitySetIds: Object.keys(trusted?.entitySets ?? {}) }),
      ),
    'guardduty:GetTrustedEntitySet': (call) =>
      withDetector(call, ({ trusted }) =>
        trustedList(call, trusted?.entitySets, textParam(call, 'TrustedEntitySetId') ?? ''),
      ),
    'guardduty:GetFindingsStatistics': (call) =>
      withDetector(call, (detector) => {
        const counts = new Map<number, number>();
        for (const { severity } of matchingFindings(call, detector.findings))
          counts.set(severity, (counts.get(severity) ?? 0) + 1);
        return success(call, {
          findingStatistics: {
            groupedBySeverity: [...counts].map(([severity, totalFindings]) => ({ severity, totalFindings })),
          },
        });
      }),
    'guardduty:ListFindings': (call) =>
      withDetector(call, (detector) => listFindings(call, detector.findings)),
    'guardduty:GetFindings': (call) =>
      withDetector(call, (detector) => getFindings(call, accountId, detector.findings)),
  };
}

function trustedList(call: Call, lists: Readonly<Record<string, string>> = {}, name: string): Answer {
  const location = lists[name];
  return location === undefined
    ? badRequest(call, 'The request is rejected since no such resource found.')
    : success(call, { name, format: 'TXT', location, status: 'ACTIVE', tags: {} });
}

const badRequest = (call: Call, message: string) =>
  failure(call, { code: 'BadRequestException', message, status: 400 });

function detectorWire(
  accountId: string,
  { status, plans, frequency }: Detector,
): Readonly<Record<string, Wire>> {
  const onOff = (on: boolean) => (on ? 'ENABLED' : 'DISABLED');
  const feature = (name: string, on: boolean) => ({
    name,
    status: onOff(on),
    updatedAt: new Date('2025-01-01'),
  });
  return {
    status,
    serviceRole: `arn:aws:iam::${accountId}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
    createdAt: '2025-01-01T00:00:00.000Z',
    updatedAt: '2025-01-01T00:00:00.000Z',
    findingPublishingFrequency: frequency,
    tags: {},
    features: [
      ...foundations.map((name) => feature(name, status === 'ENABLED')),
      ...guardDutyPlans.map((name) => ({
        ...feature(name, plans.includes(name)),
        additionalConfiguration:
          name === 'RUNTIME_MONITORING'
            ? agents.map((agent) => feature(agent, plans.includes(name)))
            : undefined,
      })),
      // Exclusive with RUNTIME_MONITORING, which covers EKS.
      {
        ...feature('EKS_RUNTIME_MONITORING', false),
        additionalConfiguration: [feature('EKS_ADDON_MANAGEMENT', false)],
      },
    ],
  };
}

/** The criteria that it knows are service.archived and the lowest severity. */
function matchingFindings(call: Call, findings: readonly DetectorFinding[]): readonly DetectorFinding[] {
  const criteria = JSON.stringify(call.params.findingCriteria ?? {});
  const wanted = criteria.match(/"service\.archived":\{"(?:eq|equals)":\["(true|false)"\]/)?.[1];
  const lowest = Number(criteria.match(/"severity":\{"(?:gte|greaterThanOrEqual)":(\d+)/)?.[1] ?? 0);
  return findings.filter(
    ({ archived = false, severity }) =>
      (wanted === undefined || String(archived) === wanted) && severity >= lowest,
  );
}

/** Sorted by severity, the highest first, where it is asked for. */
function listFindings(call: Call, findings: readonly DetectorFinding[]): Answer {
  const matching = [...matchingFindings(call, findings)];
  if (JSON.stringify(call.params.sortCriteria ?? {}).includes('"attributeName":"severity","orderBy":"DESC"'))
    matching.sort((a, b) => b.severity - a.severity);
  return listed(call, 'findingIds', matching, ({ id }) => id);
}

/** At most 50 at a time. */
function listed<Item>(call: Call, name: string, items: readonly Item[], wire: (item: Item) => Wire): Answer {
  const size = Number(textParam(call, 'maxResults') ?? 50);
  if (size < 1 || size > 50) return badRequest(call, 'maxResults is out of range.');
  const from = Number(textParam(call, 'nextToken') || 0);
  return success(call, {
    [name]: items.slice(from, from + size).map(wire),
    nextToken: from + size < items.length ? String(from + size) : '',
  });
}

/** At most 50 at a time, https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetFindings.html */
function getFindings(call: Call, accountId: string, findings: readonly DetectorFinding[]): Answer {
  const ids: unknown = call.params.findingIds;
  if (!Array.isArray(ids) || ids.length > 50) return badRequest(call, 'findingIds holds 1 to 50 ids.');
  return success(call, {
    findings: findings
      .filter(({ id }) => ids.includes(id))
      .map((finding) => findingWire(accountId, call.region, finding)),
  });
}

const findingWire = (accountId: string, region: string, finding: DetectorFinding): Wire => ({
  schemaVersion: '2.0',
  accountId,
  region,
  partition: 'aws',
  id: finding.id,
  arn: `arn:aws:guardduty:${region}:${accountId}:detector/${detectorId(region)}/finding/${finding.id}`,
  type: finding.type,
  severity: finding.severity,
  title: `${finding.type} was seen`,
  description: `${finding.type} was seen in ${accountId}.`,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
  resource: finding.type.startsWith('AttackSequence:')
    ? { resourceType: 'AttackSequence' }
    : { resourceType: 'AccessKey', accessKeyDetails: { userName: 'ann', accessKeyId: 'AKIAEXAMPLE' } },
  service: {
    serviceName: 'guardduty',
    detectorId: detectorId(region),
    archived: finding.archived ?? false,
    count: 1,
    eventFirstSeen: '2026-01-01T00:00:00.000Z',
    eventLastSeen: '2026-01-02T00:00:00.000Z',
    detection: finding.type.startsWith('AttackSequence:') ? { sequence: sequenceWire(finding) } : undefined,
  },
});

/** Stolen credentials that were used to look around and to read data. Times are seconds since 1970. */
function sequenceWire({ id }: DetectorFinding): Wire {
  const signal = (uid: string, name: string, day: number) => ({
    uid,
    type: 'CLOUD_TRAIL',
    name,
    severity: 5,
    count: 1,
    createdAt: Date.UTC(2026, 0, day) / 1000,
    updatedAt: Date.UTC(2026, 0, day) / 1000,
    firstSeenAt: Date.UTC(2026, 0, day) / 1000,
    lastSeenAt: Date.UTC(2026, 0, day) / 1000,
    resourceUids: ['AKIAEXAMPLE'],
    actorIds: ['ann'],
    endpointIds: [],
  });
  return {
    uid: `sequence-${id}`,
    description: 'The credentials of ann were used from a Tor exit to list roles, and then to read a bucket.',
    actors: [{ id: 'ann', user: { name: 'ann', uid: 'AIDAEXAMPLE', type: 'IAMUser' } }],
    resources: [
      { uid: 'AKIAEXAMPLE', resourceType: 'ACCESS_KEY', name: 'AKIAEXAMPLE', tags: [] },
      { uid: 'arn:aws:s3:::customer-exports', resourceType: 'S3_BUCKET', name: 'customer-exports', tags: [] },
    ],
    endpoints: [],
    signals: [signal('read', 'Exfiltration:S3/AnomalousBehavior', 2), signal('look', 'ListRoles', 1)],
    sequenceIndicators: [{ key: 'ATTACK_TACTIC', values: ['Discovery', 'Exfiltration'] }],
  };
}
