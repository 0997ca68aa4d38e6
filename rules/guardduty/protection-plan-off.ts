import {
  accountResource,
  defineRule,
  type Evidence,
  fail,
  notApplicable,
  pass,
  type Resource,
  shell,
  unknown,
  type Verdict,
} from 'postern/rule';
import {
  type Detector,
  detector,
  type Feature,
  optionalDetectorAdministrator,
} from 'postern/services/guardduty';

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html */
const PLANS = [
  { name: 'S3_DATA_EVENTS', plan: 'S3 Protection', unseen: 'access to objects in S3' },
  { name: 'EKS_AUDIT_LOGS', plan: 'EKS Protection', unseen: 'the audit log of EKS clusters' },
  { name: 'EBS_MALWARE_PROTECTION', plan: 'Malware Protection for EC2', unseen: 'malware on EBS volumes' },
  { name: 'RDS_LOGIN_EVENTS', plan: 'RDS Protection', unseen: 'logins to databases' },
  { name: 'LAMBDA_NETWORK_LOGS', plan: 'Lambda Protection', unseen: 'the traffic of Lambda functions' },
  { name: 'AI_PROTECTION', plan: 'AI Protection', unseen: 'threats to AI workloads' },
  { name: 'RDS_DATA_RISK', plan: 'RDS Data Risk', unseen: 'risks to the data in databases' },
];

/** Regions without Runtime Monitoring may have the older plan alone. */
const EKS_RUNTIME = {
  name: 'EKS_RUNTIME_MONITORING',
  plan: 'EKS Runtime Monitoring',
  unseen: 'processes on EKS clusters',
};
const RUNTIME = { name: 'RUNTIME_MONITORING', plan: 'Runtime Monitoring', unseen: 'processes on hosts' };

/** https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-configuration.html */
const EKS_AGENT = { name: 'EKS_ADDON_MANAGEMENT', hosts: 'EKS clusters' };
const AGENTS = [
  EKS_AGENT,
  { name: 'ECS_FARGATE_AGENT_MANAGEMENT', hosts: 'Fargate tasks' },
  { name: 'EC2_AGENT_MANAGEMENT', hosts: 'EC2 instances' },
];

export default defineRule({
  title: 'GuardDuty protection plan is off',
  type: 'Stealth:GuardDuty/ProtectionPlanOff',
  severity: 5,
  scope: 'region',
  reads: { detector, administrator: optionalDetectorAdministrator },
  why: 'Without its protection plans GuardDuty sees network flows, DNS queries and management events only: what happens inside buckets, clusters, databases, functions and hosts goes unseen.',
  remediation: {
    text: 'Turn the plan on. In a member account nobody can: its GuardDuty administrator does that, best for all members and those to come.',
    url: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html',
  },
  gather: {
    in: 'region',
    alike: ({ part, description, severity }) => JSON.stringify([part, description, severity]),
    describe: (parts, place) => {
      const [first] = parts;
      const regions = new Set(parts.map(({ region }) => region));
      const names = [...new Set(parts.map(({ fail }) => inWords(fail.part)))];
      const where = regions.size === 1 ? [...regions].join() : `${regions.size} Regions`;
      return {
        resource: first === undefined || regions.size > 1 ? accountResource(place) : first.fail.resource,
        ...(names.length === 1 ? {} : { title: 'GuardDuty protection plans are off' }),
        description: `GuardDuty in ${where} is without ${new Intl.ListFormat('en').format(names)}.`,
      };
    },
  },
  *check({ detector, administrator }, { region }) {
    if (detector?.Status !== 'ENABLED') {
      yield notApplicable(`GuardDuty does not run in ${region}: guardduty/disabled reports it`);
      return;
    }
    const told = new Map<string | undefined, Feature>(
      detector.Features?.map((feature) => [feature.Name, feature]),
    );
    const where = { detector, region, administrator: administrator.ok ? administrator.value : undefined };
    for (const plan of PLANS) yield judgePlan(plan, told, where);
    yield* judgeRuntime(told, where);
  },
});

interface Where {
  readonly detector: Detector;
  readonly region: string;
  /** Undefined where there is none, or AWS did not say. */
  readonly administrator: Administrator | undefined;
}

type Administrator = NonNullable<
  Extract<Awaited<ReturnType<typeof optionalDetectorAdministrator>>, { ok: true }>['value']
>;

type Told = ReadonlyMap<string | undefined, Feature>;

/**
 * GetDetector lists what the Region has, on or off, and the foundational sources always; protection plans are not in
 * every Region: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_regions.html
 */
function judgePlan(
  { name, plan, unseen }: (typeof PLANS)[number],
  told: Told,
  { detector, region, administrator }: Where,
): Verdict {
  const resource = resourceOf(detector);
  const feature = told.get(name);
  if (told.size === 0) return unknown(resource, `AWS did not say whether ${plan} is on`, { part: name });
  if (feature === undefined)
    return notApplicable(`GuardDuty lists no ${name} in ${region}: ${plan} is not offered there`, resource);
  switch (feature.Status) {
    case 'ENABLED':
      return pass(resource, evidenceOf(feature), { part: name });
    case 'DISABLED':
      return fail(
        resource,
        {
          ...evidenceOf(feature),
          ...(administrator === undefined ? {} : { Administrator: administrator.AccountId }),
        },
        `${plan} is off: GuardDuty does not see ${unseen}.`,
        {
          part: name,
          aspects: ['off'],
          commands:
            feature.ManagedBy === undefined && administrator === undefined
              ? [turnOn(name, detector, region)]
              : [],
        },
      );
    default:
      return unknown(resource, `AWS did not say whether ${plan} is on`, { part: name });
  }
}

/** EKS_RUNTIME_MONITORING is the older plan, for EKS alone; a detector has at most one of the two on. */
function* judgeRuntime(told: Told, where: Where): Iterable<Verdict> {
  const { detector } = where;
  const current = told.get('RUNTIME_MONITORING');
  const older = told.get('EKS_RUNTIME_MONITORING');
  if (current === undefined && older !== undefined) {
    yield judgePlan(EKS_RUNTIME, told, where);
    if (older.Status === 'ENABLED') yield judgeAgent(EKS_AGENT, older, detector);
    return;
  }
  if (current?.Status !== 'ENABLED' && older?.Status === 'ENABLED') {
    yield fail(
      resourceOf(detector),
      { ...evidenceOf(older), RUNTIME_MONITORING: current?.Status },
      'EKS Runtime Monitoring, the older plan, is on: processes on EC2 instances and Fargate tasks go unseen.',
      {
        part: RUNTIME.name,
        aspects: ['older plan'],
        severity: { score: 3, reason: 'EKS clusters are covered' },
      },
    );
    yield judgeAgent(EKS_AGENT, older, detector);
    return;
  }
  yield judgePlan(RUNTIME, told, where);
  if (current?.Status === 'ENABLED') for (const agent of AGENTS) yield judgeAgent(agent, current, detector);
}

/** Agents can be installed by hand too, so one that GuardDuty does not manage weighs less than a plan that is off. */
function judgeAgent({ name, hosts }: typeof EKS_AGENT, feature: Feature, detector: Detector): Verdict {
  const resource = resourceOf(detector);
  const agent = feature.AdditionalConfiguration?.find(({ Name }) => Name === name);
  const evidence = { Name: feature.Name, AdditionalConfiguration: { Name: name, Status: agent?.Status } };
  switch (agent?.Status) {
    case 'ENABLED':
      return pass(resource, evidence, { part: name });
    case 'DISABLED':
      return fail(
        resource,
        evidence,
        `GuardDuty does not install its agent on ${hosts}: those on which nobody else did go unseen.`,
        { part: name, severity: { score: 3, reason: 'the agent may have been installed by hand' } },
      );
    default:
      return unknown(resource, `AWS did not say whether GuardDuty installs its agent on ${hosts}`, {
        part: name,
      });
  }
}

function resourceOf({ arn }: Detector): Resource {
  return { type: 'AwsGuardDutyDetector', id: arn };
}

function evidenceOf({ Name, Status, ManagedBy }: Feature): Evidence {
  return { Name, Status, ...(ManagedBy === undefined ? {} : { ManagedBy }) };
}

function turnOn(name: string, { id }: Detector, region: string): string {
  const feature = `Name=${name},Status=ENABLED`;
  return shell`aws guardduty update-detector --detector-id ${id} --features ${feature} --region ${region}`;
}

/** What a part is about, by the name that GuardDuty has for it. */
function inWords(part = ''): string {
  const agent = AGENTS.find(({ name }) => name === part);
  const plan = [...PLANS, RUNTIME, EKS_RUNTIME].find(({ name }) => name === part);
  return agent === undefined ? (plan?.plan ?? part) : `its agent on ${agent.hosts}`;
}
