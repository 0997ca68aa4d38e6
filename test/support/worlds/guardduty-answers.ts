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
}

/** A detector as it should be. */
export const goodDetector: Detector = { status: 'ENABLED', plans: guardDutyPlans, findings: [] };

const detectorId = (region: string): string =>
  Buffer.from(region).toString('hex').padEnd(32, '0').slice(0, 32);

/**
 * GuardDuty in these Regions, and none in the others. moto has detectors, but neither findings nor default features.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Operations.html
 */
export function guardDuty(accountId: string, detectors: Readonly<Record<string, Detector>>): Answers {
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
    'guardduty:GetAdministratorAccount': (call) => withDetector(call, () => success(call, {})),
    'guardduty:ListFindings': (call) =>
      withDetector(call, (detector) => listFindings(call, detector.findings)),
    'guardduty:GetFindings': (call) =>
      withDetector(call, (detector) => getFindings(call, accountId, detector.findings)),
  };
}

const badRequest = (call: Call, message: string) =>
  failure(call, { code: 'BadRequestException', message, status: 400 });

function detectorWire(accountId: string, { status, plans }: Detector): Readonly<Record<string, Wire>> {
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
    findingPublishingFrequency: 'SIX_HOURS',
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

/** At most 50 at a time; the only criterion it knows is service.archived. */
function listFindings(call: Call, findings: readonly DetectorFinding[]): Answer {
  const wanted = JSON.stringify(call.params.findingCriteria ?? {}).match(
    /"service\.archived":\{"(?:eq|equals)":\["(true|false)"\]/,
  )?.[1];
  const matching = findings.filter(
    ({ archived = false }) => wanted === undefined || String(archived) === wanted,
  );
  const size = Number(textParam(call, 'maxResults') ?? 50);
  if (size < 1 || size > 50) return badRequest(call, 'maxResults is out of range.');
  const from = Number(textParam(call, 'nextToken') || 0);
  return success(call, {
    findingIds: matching.slice(from, from + size).map(({ id }) => id),
    nextToken: from + size < matching.length ? String(from + size) : '',
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
  resource: { resourceType: 'AccessKey', accessKeyDetails: { userName: 'ann', accessKeyId: 'AKIAEXAMPLE' } },
  service: {
    serviceName: 'guardduty',
    detectorId: detectorId(region),
    archived: finding.archived ?? false,
    count: 1,
    eventFirstSeen: '2026-01-01T00:00:00.000Z',
    eventLastSeen: '2026-01-02T00:00:00.000Z',
  },
});
