import { always, atHome } from './at-home.ts';
import type { ServiceWorld } from './service-world.ts';

const nothing = { LoadBalancerDescriptions: [] };

/** Classic Load Balancers. What rules find in them stands with those of elbv2: they judge both. */
export const elb: ServiceWorld = {
  badlyKept: {
    answers: () => ({
      'elb:DescribeLoadBalancers': atHome(
        {
          LoadBalancerDescriptions: [
            {
              LoadBalancerName: 'old',
              Scheme: 'internet-facing',
              ListenerDescriptions: [
                {
                  Listener: {
                    Protocol: 'HTTP',
                    LoadBalancerPort: 80,
                    InstanceProtocol: 'HTTP',
                    InstancePort: 80,
                  },
                  PolicyNames: [],
                },
                {
                  Listener: {
                    Protocol: 'HTTPS',
                    LoadBalancerPort: 443,
                    InstanceProtocol: 'HTTP',
                    InstancePort: 80,
                  },
                  PolicyNames: ['ELBSecurityPolicy-2016-08'],
                },
              ],
            },
          ],
        },
        nothing,
      ),
      'elb:DescribeLoadBalancerPolicies': always({
        PolicyDescriptions: [
          {
            PolicyName: 'ELBSecurityPolicy-2016-08',
            PolicyTypeName: 'SSLNegotiationPolicyType',
            PolicyAttributeDescriptions: [
              { AttributeName: 'Protocol-TLSv1', AttributeValue: 'true' },
              { AttributeName: 'Protocol-TLSv1.2', AttributeValue: 'true' },
              { AttributeName: 'AES128-SHA', AttributeValue: 'true' },
            ],
          },
        ],
      }),
      'elb:DescribeLoadBalancerAttributes': always({
        LoadBalancerAttributes: { AccessLog: { Enabled: false } },
      }),
    }),
  },
  wellKept: { answers: () => ({ 'elb:DescribeLoadBalancers': always(nothing) }) },
  finds: {},
};
