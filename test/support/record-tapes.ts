import { writeFile } from 'node:fs/promises';
import { startMoto } from './moto.ts';
import { recordWorld } from './record-world.ts';
import { TAPES } from './tapes.ts';
import { seedDelegatedAdministrator } from './worlds/delegated-administrator.ts';
import { seedOrganization } from './worlds/organization.ts';
import { seedSampleAccount } from './worlds/sample-account.ts';

/** When the recorded accounts were as they are. A later one changes nearly every line of the tapes. */
const RECORDED_AT = new Date('2026-11-22T01:00:00.000Z');

/**
 * `npm run record`: records anew the sample account that ships with the package (a badly kept management account
 * of an organization) and the account that the denial matrix also needs, from seeded moto accounts.
 */
const moto = await startMoto({ clock: RECORDED_AT });
try {
  const organization = await seedOrganization(moto, { now: RECORDED_AT });
  const sample = await seedSampleAccount(moto, organization, { now: RECORDED_AT });
  await writeFile(TAPES['sample account'], await recordWorld(moto, sample, RECORDED_AT));
  const delegated = await seedDelegatedAdministrator(moto, organization, { now: RECORDED_AT });
  await writeFile(TAPES['delegated administrator'], await recordWorld(moto, delegated, RECORDED_AT));
} finally {
  await moto.stop();
}
