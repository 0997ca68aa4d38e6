import type { Answers } from '../../stub.ts';
import { success, type Wire } from '../../wire.ts';
import { balancerArn } from './elbv2.ts';
import type { ServiceWorld, Surroundings } from './service-world.ts';

const DAY = 86_400;

const seconds = (moment: Date) => Math.floor(moment.getTime() / 1_000);

interface Zone {
  readonly id: string;
  readonly name: string;
  readonly isPrivate?: boolean;
}

/** A subscription to Shield Advanced, and what it protects. */
interface Subscribed {
  readonly engagement: 'ENABLED' | 'DISABLED';
  readonly contacts: readonly string[];
  readonly role?: string;
  readonly protections: readonly Wire[];
  readonly attacks: readonly Wire[];
  readonly zones: readonly Zone[];
  /** Names of accelerators. */
  readonly accelerators: readonly string[];
  /** Allocation ids of the addresses of instances in us-east-1. */
  readonly addresses: readonly string[];
}

/** What Shield, Route 53, Global Accelerator and DescribeAddresses say of an account that is subscribed. */
function subscribed(
  { engagement, contacts, role, protections, attacks, zones, accelerators, addresses }: Subscribed,
  accountId: string,
): Answers {
  return {
    'shield:GetSubscriptionState': (call) => success(call, { SubscriptionState: 'ACTIVE' }),
    'shield:DescribeSubscription': (call) =>
      success(call, { Subscription: { AutoRenew: 'ENABLED', ProactiveEngagementStatus: engagement } }),
    'shield:DescribeEmergencyContactSettings': (call) =>
      success(call, { EmergencyContactList: contacts.map((EmailAddress) => ({ EmailAddress })) }),
    'shield:DescribeDRTAccess': (call) => success(call, { RoleArn: role, LogBucketList: [] }),
    'shield:ListProtections': (call) => success(call, { Protections: protections }),
    'shield:ListAttacks': (call) => success(call, { AttackSummaries: attacks }),
    'route53:ListHostedZones': (call) =>
      success(call, {
        HostedZones: {
          HostedZone: zones.map(({ id, name, isPrivate = false }) => ({
            Id: `/hostedzone/${id}`,
            Name: `${name}.`,
            CallerReference: id,
            Config: { PrivateZone: isPrivate },
          })),
        },
        Marker: '',
        IsTruncated: false,
        MaxItems: '100',
      }),
    'globalaccelerator:ListAccelerators': (call) =>
      success(call, {
        Accelerators: accelerators.map((name) => ({
          AcceleratorArn: `arn:aws:globalaccelerator::${accountId}:accelerator/${name}`,
          Name: name,
          Enabled: true,
        })),
      }),
    'ec2:DescribeAddresses': (call) =>
      success(call, {
        addressesSet: (call.region === 'us-east-1' ? addresses : []).map((id, index) => ({
          publicIp: `192.0.2.${index + 1}`,
          allocationId: id,
          associationId: id.replace('alloc', 'assoc'),
          domain: 'vpc',
        })),
      }),
  };
}

const addressArn = (accountId: string, id: string) =>
  `arn:aws:ec2:us-east-1:${accountId}:eip-allocation/${id}`;

const badlyKept = ({ accountId, now }: Surroundings): Answers => {
  const distribution = `arn:aws:cloudfront::${accountId}:distribution/E0PROTECTED`;
  return subscribed(
    {
      engagement: 'DISABLED',
      contacts: [],
      protections: [
        {
          Id: 'zone',
          Name: 'zone',
          ResourceArn: 'arn:aws:route53:::hostedzone/Z0PROTECTED',
          HealthCheckIds: [],
        },
        { Id: 'site', Name: 'site', ResourceArn: distribution, HealthCheckIds: [] },
        {
          Id: 'address',
          Name: 'address',
          ResourceArn: addressArn(accountId, 'eipalloc-0protected'),
          HealthCheckIds: ['c0ffee'],
        },
      ],
      attacks: [
        {
          AttackId: 'flood',
          ResourceArn: distribution,
          StartTime: seconds(now) - 5 * DAY,
          EndTime: seconds(now) - 4 * DAY,
          AttackVectors: [{ VectorType: 'REQUEST_FLOOD' }],
        },
      ],
      zones: [
        { id: 'Z0PROTECTED', name: 'example.com' },
        { id: 'Z0BARE', name: 'example.org' },
        { id: 'Z0PRIVATE', name: 'corp.internal', isPrivate: true },
      ],
      accelerators: ['bare-accelerator'],
      addresses: ['eipalloc-0protected', 'eipalloc-0bare'],
    },
    accountId,
  );
};

const wellKept = ({ accountId }: Surroundings): Answers =>
  subscribed(
    {
      engagement: 'ENABLED',
      contacts: ['soc@example.com'],
      role: `arn:aws:iam::${accountId}:role/shield-response-team`,
      protections: [
        {
          Id: 'zone',
          Name: 'zone',
          ResourceArn: 'arn:aws:route53:::hostedzone/Z0PROTECTED',
          HealthCheckIds: [],
        },
        // Of the worlds of distributions and load balancers.
        ...[
          `arn:aws:cloudfront::${accountId}:distribution/EGOOD`,
          balancerArn(accountId, 'app', 'redirected'),
        ].map((ResourceArn, index) => ({
          Id: `site-${index}`,
          Name: 'site',
          ResourceArn,
          HealthCheckIds: ['c0ffee'],
          ApplicationLayerAutomaticResponseConfiguration: { Status: 'ENABLED', Action: { Block: {} } },
        })),
      ],
      attacks: [],
      zones: [{ id: 'Z0PROTECTED', name: 'example.com' }],
      accelerators: [],
      addresses: [],
    },
    accountId,
  );

/** What Shield and Global Accelerator say of an account that has neither a subscription nor an accelerator. */
export const NOT_SUBSCRIBED: Answers = {
  'shield:GetSubscriptionState': (call) => success(call, { SubscriptionState: 'INACTIVE' }),
  'globalaccelerator:ListAccelerators': (call) => success(call, { Accelerators: [] }),
};

/** AWS Shield, with what it protects beyond load balancers and distributions. */
export const shield: ServiceWorld = {
  badlyKept: { answers: badlyKept },
  wellKept: { answers: wellKept },
  finds: {
    'shield/advanced-not-subscribed': { passes: ['account'] },
    'shield/attack-seen': { fails: ['E0PROTECTED flood'] },
    'shield/automatic-mitigation-off': { fails: ['E0PROTECTED'] },
    'shield/protection-without-health-check': {
      fails: ['E0PROTECTED'],
      passes: ['eipalloc-0protected'],
      notApplicable: ['Z0PROTECTED'],
    },
    'shield/resource-unprotected': {
      fails: [
        ...['Z0BARE', 'bare-accelerator', 'eipalloc-0bare'],
        // Of the worlds of load balancers and distributions.
        ...['EOPEN', 'ETENANTS', 'half-redirected', 'old', 'plain-stream'],
      ],
      passes: ['Z0PROTECTED', 'eipalloc-0protected'],
    },
    'shield/response-team-unprepared': { fails: ['account'] },
  },
};
