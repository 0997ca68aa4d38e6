import { spawn } from 'node:child_process';
import { type Moto, startMoto } from './moto.ts';
import { startStub } from './stub.ts';
import { TAPES } from './tapes.ts';
import { seedDelegatedAdministrator } from './worlds/delegated-administrator.ts';
import { seedOrganization } from './worlds/organization.ts';
import { seedSampleAccount } from './worlds/sample-account.ts';
import type { World } from './worlds/world.ts';

/**
 * `npm run record`: records anew the sample account that ships with the package (a badly kept management account
 * of an organization) and the account that the denial matrix also needs, from seeded moto accounts.
 */
const moto = await startMoto();
try {
  const organization = await seedOrganization(moto);
  await record(moto, TAPES['sample account'], await seedSampleAccount(moto, organization));
  await record(moto, TAPES['delegated administrator'], await seedDelegatedAdministrator(moto, organization));
} finally {
  await moto.stop();
}

async function record(moto: Moto, path: string, { credentials, answers }: World) {
  const stub = await startStub({ upstream: moto.endpoint, answers });
  try {
    const code = await postern(['--record', path, '--fail-on', 'never'], {
      AWS_ENDPOINT_URL: stub.endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      ...(credentials.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: credentials.sessionToken }),
    });
    if (code !== 0) throw new Error(`recording ${path} ended with ${code}`);
  } finally {
    await stub.stop();
  }
}

function postern(words: readonly string[], environment: Record<string, string>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bin/postern.js', ...words], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', resolve);
  });
}
