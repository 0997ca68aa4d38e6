import type { Answers } from '../../stub.ts';
import { acm } from './acm.ts';
import { apigateway } from './apigateway.ts';
import { artifact } from './artifact.ts';
import { cloudfront } from './cloudfront.ts';
import { cloudtrail } from './cloudtrail.ts';
import { cloudwatch } from './cloudwatch.ts';
import { configService } from './config.ts';
import { ec2Resources } from './ec2-resources.ts';
import { ecrWorld } from './ecr.ts';
import { efsWorld } from './efs.ts';
import { eksWorld } from './eks.ts';
import { elb } from './elb.ts';
import { elbv2 } from './elbv2.ts';
import { kmsWorld } from './kms.ts';
import { lambdaWorld } from './lambda.ts';
import { logResourcePoliciesWorld } from './log-resource-policies.ts';
import { rdsWorld } from './rds.ts';
import { s3 } from './s3.ts';
import { secretsManagerWorld } from './secretsmanager.ts';
import { securityhub } from './securityhub.ts';
import type { Row, ServiceWorld, Surroundings } from './service-world.ts';
import { shield } from './shield.ts';
import { snsWorld } from './sns.ts';
import { sqsWorld } from './sqs.ts';
import { systemsManager } from './ssm.ts';
import { vpcEndpointsWorld } from './vpc-endpoints.ts';
import { wafv2 } from './wafv2.ts';

/** Every service with a world of its own; a new one is one import and one line here. */
const services: readonly ServiceWorld[] = [
  acm,
  apigateway,
  artifact,
  cloudfront,
  cloudtrail,
  cloudwatch,
  configService,
  ec2Resources,
  ecrWorld,
  efsWorld,
  eksWorld,
  elb,
  elbv2,
  kmsWorld,
  lambdaWorld,
  logResourcePoliciesWorld,
  rdsWorld,
  s3,
  secretsManagerWorld,
  securityhub,
  shield,
  snsWorld,
  sqsWorld,
  systemsManager,
  vpcEndpointsWorld,
  wafv2,
];

/** What the rules of all these services find in the badly kept account, by rule id. */
export const serviceFinds: Readonly<Record<string, Row>> = Object.assign(
  {},
  ...services.map(({ finds }) => finds),
);

/** Makes what there is of every service in an account, and says what the stub has to answer for it. */
export async function seedServices(
  kept: 'badlyKept' | 'wellKept',
  surroundings: Surroundings,
): Promise<Answers> {
  for (const service of services) await service[kept].seed?.(surroundings);
  return Object.assign({}, ...services.map((service) => service[kept].answers?.(surroundings)));
}
