/** Security Hub's names for what Shield Advanced protects, and AWS's own words, by the service and path of its ARN. */
const TYPES: readonly { readonly arn: RegExp; readonly type: string; readonly kind: string }[] = [
  {
    arn: /^arn:[^:]+:elasticloadbalancing:.*:loadbalancer\/app\//,
    type: 'AwsElbv2LoadBalancer',
    kind: 'Application Load Balancer',
  },
  {
    arn: /^arn:[^:]+:elasticloadbalancing:.*:loadbalancer\/net\//,
    type: 'AwsElbv2LoadBalancer',
    kind: 'Network Load Balancer',
  },
  {
    arn: /^arn:[^:]+:elasticloadbalancing:.*:loadbalancer\//,
    type: 'AwsElbLoadBalancer',
    kind: 'Classic Load Balancer',
  },
  {
    arn: /^arn:[^:]+:cloudfront:.*:distribution\//,
    type: 'AwsCloudFrontDistribution',
    kind: 'CloudFront distribution',
  },
  { arn: /^arn:[^:]+:ec2:.*:(?:eip-allocation|elastic-ip)\//, type: 'AwsEc2Eip', kind: 'Elastic IP address' },
  { arn: /^arn:[^:]+:route53:.*:hostedzone\//, type: 'AwsRoute53HostedZone', kind: 'hosted zone' },
  { arn: /^arn:[^:]+:globalaccelerator:.*:accelerator\//, type: 'Other', kind: 'accelerator' },
];

/** A resource that Shield Advanced knows by its ARN. */
export interface ProtectedResource {
  readonly type: string;
  readonly id: string;
  /** In AWS's own words, such as `CloudFront distribution`; `resource` for a kind that is new. */
  readonly kind: string;
  /** The last part of the ARN, which people know it by. */
  readonly name: string;
  readonly region?: string;
}

/** https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateProtection.html */
export function protectedResource(id: string): ProtectedResource {
  const { type, kind } = TYPES.find(({ arn }) => arn.test(id)) ?? { type: 'Other', kind: 'resource' };
  const [, , , region = '', , ...path] = id.split(':');
  const names = path.join(':').split('/');
  const balancer = names[1] === 'app' || names[1] === 'net' ? names[2] : undefined;
  return { type, id, kind, name: balancer ?? names.at(-1) ?? id, ...(region === '' ? {} : { region }) };
}
