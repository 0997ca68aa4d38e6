import {
  accountResource,
  type CheckScope,
  defineRule,
  type FailDetails,
  fail,
  notApplicable,
  pass,
  shell,
  type Teller,
  unknown,
  type Verdict,
} from 'postern/rule';
import {
  type AlarmChain,
  type AlarmChains,
  alarmChains,
  type BusHearing,
  type BusHearings,
  busHearings,
  CHANGES,
  recommendedPattern,
  type WatchedChangeId,
} from 'postern/services/cloudwatch';

/** What a rule of the family says of its change. */
interface Change {
  /** The name in the finding type. */
  readonly type: string;
  /** What nobody hears of, in a few words. */
  readonly of: string;
  readonly why: string;
}

const NAMES: Readonly<Record<WatchedChangeId, Change>> = {
  'unauthorized-api-calls': {
    type: 'UnauthorizedApiCalls',
    of: 'unauthorized API calls',
    why: 'Somebody who tries out stolen credentials is refused again and again before finding what they open: the only time to notice before the harm.',
  },
  'console-sign-in-without-mfa': {
    type: 'ConsoleSignInWithoutMfa',
    of: 'sign-in to the console without MFA',
    why: 'A stolen password is enough for such a sign-in, and it looks like any other until somebody asks.',
  },
  'root-usage': {
    type: 'RootUsage',
    of: 'use of the root user',
    why: 'Nobody needs root from day to day, so each use of it is an emergency or a break-in.',
  },
  'iam-policy-changes': {
    type: 'IamPolicyChanges',
    of: 'changes of IAM policies',
    why: 'Whoever comes in gives themselves more permissions and a way back: both are changes of policies.',
  },
  'cloudtrail-changes': {
    type: 'CloudTrailChanges',
    of: 'changes of CloudTrail',
    why: 'An attacker first turns off what records him; the call that does so is the last thing that is recorded.',
  },
  'console-sign-in-failures': {
    type: 'ConsoleSignInFailures',
    of: 'failed sign-in to the console',
    why: 'Many failures in a row are somebody guessing passwords, and the end of them may be that he guessed one.',
  },
  'kms-key-removal': {
    type: 'KmsKeyRemoval',
    of: 'KMS keys that are disabled or scheduled for deletion',
    why: 'Without its key data is lost for good, and the waiting period before a deletion helps only those who know of it.',
  },
  's3-policy-changes': {
    type: 'S3PolicyChanges',
    of: 'changes of S3 bucket policies',
    why: 'One change of a policy or an ACL opens a bucket to the world, and it is read within hours.',
  },
  'config-changes': {
    type: 'ConfigChanges',
    of: 'changes of AWS Config',
    why: 'When AWS Config no longer records, changes to all other resources go unseen.',
  },
  'security-group-changes': {
    type: 'SecurityGroupChanges',
    of: 'changes of security groups',
    why: 'One new rule opens a port to the internet.',
  },
  'network-acl-changes': {
    type: 'NetworkAclChanges',
    of: 'changes of network ACLs',
    why: 'A network ACL is what keeps a whole subnet closed when a security group does not.',
  },
  'gateway-changes': {
    type: 'GatewayChanges',
    of: 'changes of network gateways',
    why: 'An internet gateway is the door of a VPC: attaching one lets traffic in and data out.',
  },
  'route-table-changes': {
    type: 'RouteTableChanges',
    of: 'changes of route tables',
    why: 'One route leads the traffic of a subnet to the internet, or through the machine of somebody who listens.',
  },
  'vpc-changes': {
    type: 'VpcChanges',
    of: 'changes of VPCs',
    why: 'A new VPC or peering connection is a network beside the one that is guarded, or a bridge into it.',
  },
  'organizations-changes': {
    type: 'OrganizationsChanges',
    of: 'changes of the organization',
    why: 'A policy taken away, or an account that leaves, frees whole accounts of all that the organization forbids.',
  },
};

/** A rule of the family: whether somebody is told of a change, from the trail to a confirmed subscriber. */
export function changeNotAlarmed(change: WatchedChangeId) {
  const { type, of, why } = NAMES[change];
  return defineRule({
    title: `Nobody is alarmed of ${of}`,
    type: `Stealth:CloudWatch/${type}NotAlarmed`,
    severity: 3.0,
    scope: 'account',
    reads: { chains: alarmChains, bus: busHearings },
    why,
    remediation: {
      text: `Send a multi-Region trail to a log group, give that a metric filter with the pattern ${recommendedPattern(change)}, and its metric an alarm (Sum >= 1 in 300 seconds, missing data notBreaching) whose action is an SNS topic with a confirmed subscription. The command makes the filter; the alarm and its topic are still to be made.`,
      url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html',
    },
    *check({ chains, bus }, scope): Iterable<Verdict> {
      const account = accountResource(scope);
      const chain = chains.get(change);
      if (chain === undefined) return;
      switch (chain.state) {
        case 'heard':
          yield pass(account, chain.links);
          return;
        case 'elsewhere':
          yield notApplicable(chain.why, account);
          return;
        case 'undecided':
          yield unknown(account, chain.because);
          return;
        case 'broken':
          yield brokenChain({ change, chain, chains, bus: bus.ok ? bus.value : new Map() }, scope);
      }
    },
  });
}

type Broken = Extract<AlarmChain, { state: 'broken' }>;

interface BrokenChain {
  readonly change: WatchedChangeId;
  readonly chain: Broken;
  readonly chains: AlarmChains;
  /** Where rules of EventBridge tell of a change all the same, or may. */
  readonly bus: BusHearings;
}

function brokenChain({ change, chain, chains, bus }: BrokenChain, scope: CheckScope): Verdict {
  const { of } = NAMES[change];
  const hearing = bus.get(change);
  const isTold = hearing?.heard === 'yes';
  const alike = chain.cause === undefined ? [] : causedAlike(chain.cause, chains, bus);
  const [teller] = alike;
  const others = teller === change ? alike.length - 1 : 0;
  const also = others === 0 ? '' : `, nor of ${others === 1 ? 'another change' : `${others} other changes`}`;
  const tellers: readonly Teller[] = [
    ...tellersOfTrail(chain),
    ...(!isTold && teller !== undefined && teller !== change
      ? [{ rule: `cloudwatch/${teller}-not-alarmed` }]
      : []),
  ];
  return fail(
    accountResource(scope),
    { ...chain.links, ...(hearing === undefined ? {} : { EventBridgeRules: rulesIn(hearing) }) },
    `No alarm tells anybody of ${of}${also}: ${chain.why}.`,
    {
      ...(tellers.length === 0 ? {} : { toldBy: tellers }),
      ...(isTold ? { severity: TOLD_BY_EVENTBRIDGE } : {}),
      ...commandsFor(change, chain),
    },
  );
}

const TOLD_BY_EVENTBRIDGE = { score: 1.0, reason: 'rules of EventBridge tell somebody of every such event' };

/** What was not read could only make the finding milder, so that it says why instead. */
function rulesIn(hearing: BusHearing): readonly string[] | string {
  return hearing.heard === 'yes' ? hearing.rules : hearing.error.message;
}

/** The changes whose chains break on the same, of which nothing else tells: the first tells of the others. */
function causedAlike(cause: string, chains: AlarmChains, bus: BusHearings): readonly WatchedChangeId[] {
  return CHANGES.filter((other) => {
    const chain = chains.get(other);
    return chain?.state === 'broken' && chain.cause === cause && bus.get(other)?.heard !== 'yes';
  });
}

function tellersOfTrail({ trail }: Broken): readonly Teller[] {
  if (trail === undefined) return [];
  return trail === 'none'
    ? [{ rule: 'cloudtrail/multi-region-trail-missing' }]
    : [
        { rule: 'cloudtrail/not-sent-to-cloudwatch', resource: trail.undelivered },
        { rule: 'cloudtrail/delivery-failing', resource: trail.undelivered },
      ];
}

function commandsFor(change: WatchedChangeId, { logGroup }: Broken): Pick<FailDetails, 'commands'> {
  if (logGroup === undefined) return {};
  const { logGroupName, region } = logGroup;
  const metric = `metricName=${change},metricNamespace=CloudTrailAlarms,metricValue=1,defaultValue=0`;
  return {
    commands: [
      shell`aws logs put-metric-filter --log-group-name ${logGroupName} --filter-name ${`postern-${change}`} --filter-pattern ${recommendedPattern(change)} --metric-transformations ${metric} --region ${region}`,
    ],
  };
}
