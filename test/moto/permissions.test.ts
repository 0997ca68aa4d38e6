import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { rules } from '../../rules/index.ts';
import { connect } from '../../src/accounts/connect.ts';
import { Transport } from '../../src/aws/transport.ts';
import { actionsOfRule } from '../../src/engine/chosen-rule.ts';
import { scanAccount } from '../../src/engine/scan-account.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { type Moto, motoAvailable, startMoto } from '../support/moto.ts';
import { type Stub, startStub } from '../support/stub.ts';
import { seedDelegatedAdministrator } from '../support/worlds/delegated-administrator.ts';
import { seedOrganization } from '../support/worlds/organization.ts';
import { seedSampleAccount } from '../support/worlds/sample-account.ts';
import type { World } from '../support/worlds/world.ts';

interface Account {
  readonly stub: Stub;
  readonly credentials: World['credentials'];
}

/** IAM actions of the calls that a rule made in an account. */
async function askedBy(id: string, rule: Rule, { stub, credentials }: Account): Promise<readonly string[]> {
  vi.stubEnv('AWS_ENDPOINT_URL', stub.endpoint);
  stub.forget();
  const transport = new Transport({
    source: { kind: 'aws' },
    concurrency: 40,
    signal: new AbortController().signal,
  });
  const session = await connect({
    credentials: async () => credentials,
    profile: undefined,
    region: 'us-east-1',
    regions: ['us-east-1'],
    transport,
  });
  const outcomes = scanAccount(session, [{ id, rule, options: defaultOptions(rule) }], new Date());
  while (!(await outcomes.next()).done);
  const counted = [...transport.calls.values()].reduce((sum, calls) => sum + calls, 0);
  expect({ counted }).toEqual({ counted: stub.requests.length });
  return [...transport.calls.keys()];
}

describe.skipIf(!motoAvailable())('what a rule asks and what it declares', { timeout: 120_000 }, () => {
  let moto: Moto;
  const accounts: Account[] = [];
  beforeAll(async () => {
    moto = await startMoto();
    const organization = await seedOrganization(moto);
    for (const world of [
      await seedSampleAccount(moto, organization),
      await seedDelegatedAdministrator(moto, organization),
    ]) {
      const stub = await startStub({ upstream: moto.endpoint, answers: world.answers });
      accounts.push({ stub, credentials: world.credentials });
    }
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  afterAll(async () => {
    await Promise.all(accounts.map(({ stub }) => stub.stop()));
    await moto?.stop();
  });

  it.each(Object.entries(rules))('are the same for %s', async (id, rule) => {
    const declared = actionsOfRule(rule);
    // Connecting asks who we are and which Regions there are, whatever the rule.
    const asked = new Set<string>();
    for (const account of accounts) for (const action of await askedBy(id, rule, account)) asked.add(action);
    asked.delete('sts:GetCallerIdentity');
    if (!declared.includes('ec2:DescribeRegions')) asked.delete('ec2:DescribeRegions');
    expect([...asked].sort()).toEqual(declared);
  });
});
