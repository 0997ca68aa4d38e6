import type { Answers } from '../../stub.ts';
import { failure, success } from '../../wire.ts';
import type { ServiceWorld, Surroundings } from './service-world.ts';

/** What of Security Hub is on in a Region. */
interface Hub {
  readonly subscribed: boolean;
  readonly standard?: boolean;
  readonly second?: boolean;
}

const OFF: Hub = { subscribed: false };

function securityHub({ accountId }: Surroundings, hubIn: (region: string) => Hub): Answers {
  return {
    'securityhub:DescribeHub': (call) =>
      hubIn(call.region).subscribed
        ? success(call, {
            HubArn: `arn:aws:securityhub:${call.region}:${accountId}:hub/default`,
            SubscribedAt: '2026-01-01T00:00:00.000Z',
            AutoEnableControls: true,
          })
        : failure(call, {
            code: 'InvalidAccessException',
            message: `Account ${accountId} is not subscribed to AWS Security Hub`,
            status: 401,
          }),
    'securityhub:GetEnabledStandards': (call) =>
      success(call, {
        StandardsSubscriptions: hubIn(call.region).standard
          ? [
              {
                StandardsSubscriptionArn: `arn:aws:securityhub:${call.region}:${accountId}:subscription/aws-foundational-security-best-practices/v/1.0.0`,
                StandardsArn: `arn:aws:securityhub:${call.region}::standards/aws-foundational-security-best-practices/v/1.0.0`,
                StandardsInput: {},
                StandardsStatus: 'READY',
              },
            ]
          : [],
      }),
    'securityhub:DescribeSecurityHubV2': (call) =>
      hubIn(call.region).second
        ? success(call, {
            HubV2Arn: `arn:aws:securityhub:${call.region}:${accountId}:hubv2/1`,
            SubscribedAt: '2026-01-01T00:00:00.000Z',
          })
        : failure(call, { code: 'ResourceNotFoundException', message: 'Security Hub is off', status: 404 }),
  };
}

/** Without a standard, with one, off, and the second kind alone. */
export const securityhub: ServiceWorld = {
  badlyKept: {
    answers: (surroundings) => {
      const hubs: Readonly<Record<string, Hub>> = {
        'us-east-1': { subscribed: true },
        'eu-central-1': { subscribed: true, standard: true },
        'eu-west-2': { subscribed: false, second: true },
      };
      return securityHub(surroundings, (region) => hubs[region] ?? OFF);
    },
  },
  wellKept: {
    answers: (surroundings) => securityHub(surroundings, () => ({ subscribed: true, standard: true })),
  },
  finds: {
    'securityhub/disabled': {
      fails: ['account', 'eu-west-1 account', 'eu-west-2 account'],
      passes: ['eu-central-1 account'],
    },
  },
};
