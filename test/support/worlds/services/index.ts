import type { Answers } from '../../stub.ts';
import { acm } from './acm.ts';
import { apigateway } from './apigateway.ts';
import { cloudfront } from './cloudfront.ts';
import { cloudtrail } from './cloudtrail.ts';
import { configService } from './config.ts';
import { elb } from './elb.ts';
import { elbv2 } from './elbv2.ts';
import { s3 } from './s3.ts';
import { securityhub } from './securityhub.ts';
import type { Row, ServiceWorld, Surroundings } from './service-world.ts';
import { wafv2 } from './wafv2.ts';

/** Every service with a world of its own; a new one is one import and one line here. */
const services: readonly ServiceWorld[] = [
  acm,
  apigateway,
  cloudfront,
  cloudtrail,
  configService,
  elb,
  elbv2,
  s3,
  securityhub,
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
