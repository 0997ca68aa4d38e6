/**
 * The ARNs that an action can be about, as far as its service prefix tells. Nearly every service has the prefix of
 * its actions in its ARNs; the exceptions are listed. Which resource types one action takes only AWS's service
 * reference says: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * @param action in any case
 * @param account a 12-digit account, or `*`
 * @returns patterns
 */
export function resourceKinds(action: string, partition: string, account: string): readonly string[] {
  const [service = '', name = ''] = action.toLowerCase().split(':');
  if (namesRole(service, name)) return [`arn:${partition}:iam::${account}:role/*`];
  if (service === 'kms') return [`arn:${partition}:kms:*:${account}:key/*`];
  return (ARN_SERVICES[service] ?? [service]).map((one) => {
    const region = WITHOUT_REGION.has(one) ? '' : '*';
    return `arn:${partition}:${one}:${region}:${WITHOUT_ACCOUNT.has(one) ? '' : account}:*`;
  });
}

function namesRole(service: string, name: string): boolean {
  return (service === 'sts' && name.startsWith('assumerole')) || (service === 'iam' && name === 'passrole');
}

const ARN_SERVICES: Readonly<Record<string, readonly string[]>> = {
  'ec2-instance-connect': ['ec2'],
  'rds-data': ['rds'],
  codeconnections: ['codeconnections', 'codestar-connections'],
  'codestar-connections': ['codestar-connections', 'codeconnections'],
  dax: ['dax', 'dynamodb'],
  ssm: ['ssm', 'ec2', 'ecs'],
  sts: ['sts', 'iam'],
};

const WITHOUT_ACCOUNT: ReadonlySet<string> = new Set(['apigateway', 'route53', 's3']);

const WITHOUT_REGION: ReadonlySet<string> = new Set([
  'cloudfront',
  'globalaccelerator',
  'iam',
  'organizations',
  'route53',
  's3',
  'shield',
  'sts',
]);
