import type { Answers } from '../../stub.ts';
import { artifactWorld } from './artifact.ts';
import type { Row, ServiceWorld, Surroundings } from './service-world.ts';
import { shieldWorld } from './shield.ts';

/** Every service with a world of its own; a new one is one import and one line here. */
const services: readonly ServiceWorld[] = [artifactWorld, shieldWorld];

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
