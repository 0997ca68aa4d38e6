import { spawn } from 'node:child_process';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateSecurityGroupCommand,
} from '@aws-sdk/client-ec2';
import type { AwsCredentialIdentity } from '@smithy/types';
import { type Moto, startMoto } from './moto.ts';
import { type Answers, startStub } from './stub.ts';
import { TAPES } from './tapes.ts';
import { seedBadlyKept } from './worlds/badly-kept.ts';
import { delegatedAdministrator } from './worlds/delegated-administrator.ts';
import { seedOrganization } from './worlds/organization.ts';
import { clientsOf, sent } from './worlds/world.ts';

/**
 * `npm run record`: records anew the sample account that ships with the package (a badly kept management account
 * of an organization) and the account that the denial matrix also needs, from seeded moto accounts.
 */
const moto = await startMoto();
try {
  const organization = await seedOrganization(moto);
  const badlyKept = await seedBadlyKept(moto);
  await seedOfficeGroup(moto);
  await record(moto, TAPES['sample account'], moto.credentials, [badlyKept.answers, organization.answers]);
  const delegated = delegatedAdministrator(moto, organization);
  await record(moto, TAPES['delegated administrator'], delegated.credentials, [delegated.answers]);
} finally {
  await moto.stop();
}

/**
 * A security group that lets in the addresses of a prefix list on every port: without the list nothing is known of it,
 * so the denial matrix needs it.
 */
async function seedOfficeGroup(moto: Moto): Promise<void> {
  const ec2 = clientsOf(moto).ec2('eu-west-1');
  const { PrefixList } = await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: 'offices',
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      Entries: [{ Cidr: '203.0.113.0/24', Description: 'head office' }],
    }),
  );
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'offices', Description: 'everything, from the offices' }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [
        {
          IpProtocol: '-1',
          PrefixListIds: [{ PrefixListId: sent(PrefixList?.PrefixListId, 'prefix list') }],
        },
      ],
    }),
  );
}

async function record(
  moto: Moto,
  path: string,
  credentials: AwsCredentialIdentity,
  answers: readonly Answers[],
) {
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
