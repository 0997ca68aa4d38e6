import type { Answers } from '../../stub.ts';
import { success, textParam, type Wire } from '../../wire.ts';
import { always, atHome } from './at-home.ts';
import type { ServiceWorld } from './service-world.ts';

/** The ARN of the load balancer that other services' worlds speak of. */
export const balancerArn = (accountId: string, kind: 'app' | 'net', name: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:${accountId}:loadbalancer/${kind}/${name}/${name}`;

const balancer = (accountId: string, kind: 'app' | 'net', name: string): Wire => ({
  LoadBalancerArn: balancerArn(accountId, kind, name),
  LoadBalancerName: name,
  DNSName: `${name}-1.us-east-1.elb.amazonaws.com`,
  Scheme: 'internet-facing',
  Type: kind === 'app' ? 'application' : 'network',
  VpcId: 'vpc-1',
  State: { Code: 'active' },
  AvailabilityZones: [{ ZoneName: 'us-east-1a', SubnetId: 'subnet-1', LoadBalancerAddresses: [] }],
});

const TARGETS = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/plain/1';
const forward: Wire = [{ Type: 'forward', TargetGroupArn: TARGETS }];
const toHttps: Wire = [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', StatusCode: 'HTTP_301' } }];

const listener = (Protocol: string, Port: number, DefaultActions: Wire, SslPolicy?: string): Wire => ({
  ListenerArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/${Protocol}/${Port}`,
  Protocol,
  Port,
  DefaultActions,
  SslPolicy,
});

const STRONG = 'ELBSecurityPolicy-TLS13-1-2-2021-06';
const WEAK = 'ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04';

const policies: Wire = [
  {
    Name: STRONG,
    SslProtocols: ['TLSv1.2', 'TLSv1.3'],
    Ciphers: [{ Name: 'TLS_AES_128_GCM_SHA256', Priority: 1 }],
  },
  {
    Name: WEAK,
    SslProtocols: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
    Ciphers: [{ Name: 'TLS_AES_128_GCM_SHA256', Priority: 1 }],
  },
];

const answers = (
  balancers: readonly Wire[],
  listenersOf: (arn: string) => readonly Wire[],
  logged: (arn: string) => boolean,
  rules: readonly Wire[] = [],
): Answers => ({
  'elbv2:DescribeLoadBalancers': atHome({ LoadBalancers: balancers }, { LoadBalancers: [] }),
  'elbv2:DescribeListeners': (call) =>
    success(call, { Listeners: listenersOf(textParam(call, 'LoadBalancerArn') ?? '') }),
  'elbv2:DescribeLoadBalancerAttributes': (call) =>
    success(call, {
      Attributes: [
        {
          Key: 'access_logs.s3.enabled',
          Value: String(logged(textParam(call, 'LoadBalancerArn') ?? '')),
        },
      ],
    }),
  'elbv2:DescribeRules': always({ Rules: rules }),
  'elbv2:DescribeSSLPolicies': always({ SslPolicies: policies }),
  'elbv2:DescribeTargetGroups': always({
    TargetGroups: [
      {
        TargetGroupArn: TARGETS,
        Port: 80,
        Protocol: 'TCP',
        TargetType: 'instance',
        HealthCheckProtocol: 'TCP',
        HealthCheckPort: 'traffic-port',
      },
    ],
  }),
});

/** Load balancers of all kinds but the Classic one, which is in elb.ts. */
export const elbv2: ServiceWorld = {
  badlyKept: {
    answers: ({ accountId }) => ({
      ...answers(
        [balancer(accountId, 'app', 'half-redirected'), balancer(accountId, 'net', 'plain-stream')],
        (arn) =>
          arn.includes('/app/')
            ? [listener('HTTP', 80, toHttps), listener('HTTPS', 443, forward, WEAK)]
            : [listener('TCP', 80, forward), listener('TLS', 443, forward, STRONG)],
        () => false,
        [{ RuleArn: 'arn:rule', Priority: '1', IsDefault: false, Conditions: [], Actions: forward }],
      ),
      'logs:DescribeDeliverySources': atHome(
        {
          deliverySources: [
            {
              name: 'stream',
              logType: 'NLB_ACCESS_LOGS',
              resourceArns: [balancerArn(accountId, 'net', 'plain-stream')],
            },
          ],
        },
        { deliverySources: [] },
      ),
      'logs:DescribeDeliveries': always({ deliveries: [{ deliverySourceName: 'stream' }] }),
    }),
  },
  wellKept: {
    answers: ({ accountId }) =>
      answers(
        [balancer(accountId, 'app', 'redirected')],
        () => [listener('HTTP', 80, toHttps), listener('HTTPS', 443, forward, STRONG)],
        () => true,
      ),
  },
  finds: {
    'elb/listener-without-tls': {
      fails: ['half-redirected HTTP:80', 'plain-stream TCP:80', 'old HTTP:80'],
      passes: ['half-redirected HTTPS:443', 'plain-stream TLS:443', 'old HTTPS:443'],
    },
    'elb/tls-policy-weak': {
      fails: ['half-redirected HTTPS:443', 'old HTTPS:443'],
      passes: ['plain-stream TLS:443'],
    },
    'elb/access-not-logged': { fails: ['half-redirected', 'old'], passes: ['plain-stream'] },
  },
};
