import { motoAccountId } from '../../moto.ts';
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

const delivery = document(
  allow({ Service: 'delivery.logs.amazonaws.com' }, 'logs:PutLogEvents', forAccount(motoAccountId)),
);

export const logResourcePoliciesWorld: ServiceWorld = {
  badlyKept: { answers: () => policies({ 'open-logs': document(allow('*', 'logs:*')), delivery }) },
  wellKept: { answers: () => policies({ delivery }) },
  finds: { 'cloudwatch/log-group-public': { fails: ['open-logs'], passes: ['delivery'] } },
};
