/**
 * Services that assume roles for their customers and say for which one, in aws:SourceAccount and aws:SourceArn. AWS
 * shows the trust policy to write on a page of each. Services that are not here do not send the keys (EC2, Lambda), or
 * AWS does not say that they do.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
 */
const PAGES: ReadonlyMap<string, string> = new Map([
  ['amplify', 'amplify/latest/userguide/cross-service-confused-deputy-prevention.html'],
  ['appstream', 'appstream2/latest/developerguide/example-fleet-machine.html'],
  ['autoscaling', 'autoscaling/ec2/userguide/cross-service-confused-deputy-prevention.html'],
  ['batch', 'batch/latest/userguide/cross-service-confused-deputy-prevention.html'],
  ['bedrock', 'bedrock/latest/userguide/model-customization-iam-role.html'],
  ['codedeploy', 'codedeploy/latest/userguide/security_confused_deputy.html'],
  ['comprehend', 'comprehend/latest/dg/cross-service-confused-deputy-prevention.html'],
  ['config', 'config/latest/developerguide/iamrole-permissions.html'],
  ['datasync', 'datasync/latest/userguide/cross-service-confused-deputy-prevention.html'],
  ['ecs-tasks', 'AmazonECS/latest/developerguide/task-iam-roles.html'],
  ['fis', 'fis/latest/userguide/getting-started-iam-service-role.html'],
  ['iot', 'iot/latest/developerguide/cross-service-confused-deputy-prevention.html'],
  ['mediaconvert', 'mediaconvert/latest/ug/cross-service-confused-deputy-prevention.html'],
  ['monitoring.rds', 'AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html'],
  ['personalize', 'personalize/latest/dg/cross-service-confused-deputy-prevention.html'],
  ['rds', 'AmazonRDS/latest/UserGuide/cross-service-confused-deputy-prevention.html'],
  ['sagemaker', 'sagemaker/latest/dg/security-confused-deputy-prevention.html'],
  ['scheduler', 'scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html'],
  ['ssm', 'systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html'],
  ['states', 'step-functions/latest/dg/procedure-create-iam-role.html'],
  ['transfer', 'transfer/latest/userguide/confused-deputy.html'],
  ['vpc-flow-logs', 'vpc/latest/userguide/flow-logs-iam-role.html'],
]);

/**
 * The page of AWS with the trust policy that names the customer; undefined for a service that does not tell.
 * @param principal `states.amazonaws.com`, `amplify.eu-south-1.amazonaws.com`
 */
export function sourceKeysPage(principal: string): string | undefined {
  const [, service = ''] = SERVICE.exec(principal) ?? [];
  const page = PAGES.get(service);
  return page && `https://docs.aws.amazon.com/${page}`;
}

/** `states`, `monitoring.rds`, and `codedeploy` of `codedeploy.eu-west-1.amazonaws.com`. */
const SERVICE =
  /^([a-z0-9-]+?(?:\.[a-z0-9-]+?)*?)(?:\.[a-z]+(?:-[a-z]+)+-\d+)?\.amazonaws\.(?:com|com\.cn|eu)$/;

/**
 * Services for which AWS writes resource-based policies without the customer, as none of their requests names one: the
 * access logs of load balancers come from one principal, which writes below the account in the name of the object.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
const NAMELESS = /^(logdelivery\.elasticloadbalancing|logdelivery\.elb)\.amazonaws\.(com|com\.cn|eu)$/;

/** Whether a service cannot be asked for whom it acts. Of all others a resource-based policy can ask. */
export function namesNoCustomer(principal: string): boolean {
  return NAMELESS.test(principal);
}
