import type { Answers } from '../../stub.ts';
import { acm } from './acm.ts';
import { apigateway } from './apigateway.ts';
import { artifact } from './artifact.ts';
import { cloudfront } from './cloudfront.ts';
import { elb } from './elb.ts';
import { elbv2 } from './elbv2.ts';
import type { Row, ServiceWorld, Surroundings } from './service-world.ts';
import { shield } from './shield.ts';
import { wafv2 } from './wafv2.ts';

/** Every service with a world of its own; a new one is one import and one line here. */
const services: readonly ServiceWorld[] = [acm, apigateway, artifact, cloudfront, elb, elbv2, shield, wafv2];

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
