import type { Answers } from '../../stub.ts';
import { success } from '../../wire.ts';
import type { ServiceWorld } from './service-world.ts';
import { allow, document, forAccount } from './statements.ts';

/** Resource policies of CloudWatch Logs in us-east-1, by name. */
function policies(byName: Readonly<Record<string, string>>): Answers {
  return {
    'logs:DescribeResourcePolicies': (call) =>
      success(call, {
        resourcePolicies:
          call.region === 'us-east-1'
            ? Object.entries(byName).map(([policyName, policyDocument]) => ({ policyName, policyDocument }))
            : [],
      }),
  };
}

const delivery = (accountId: string) =>
  document(allow({ Service: 'delivery.logs.amazonaws.com' }, 'logs:PutLogEvents', forAccount(accountId)));

export const logResourcePoliciesWorld: ServiceWorld = {
  badlyKept: {
    answers: ({ accountId }) =>
      policies({ 'open-logs': document(allow('*', 'logs:*')), delivery: delivery(accountId) }),
  },
  wellKept: { answers: ({ accountId }) => policies({ delivery: delivery(accountId) }) },
  finds: { 'cloudwatch/log-group-public': { fails: ['open-logs'], passes: ['delivery'] } },
};
