import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { rules } from '../../rules/index.ts';
import { connect } from '../../src/accounts/connect.ts';
import { actionsOf, type Operation } from '../../src/aws/actions.ts';
import { REGION_LIST } from '../../src/aws/session.ts';
import { Transport } from '../../src/aws/transport.ts';
import { actionsOfRule, operationsOfRule } from '../../src/engine/chosen-rule.ts';
import { scanAccount } from '../../src/engine/scan-account.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { type Moto, motoAvailable, startMoto } from '../support/moto.ts';
import { type Stub, startStub } from '../support/stub.ts';
import { crowded } from '../support/worlds/crowded.ts';
import { seedDelegatedAdministrator } from '../support/worlds/delegated-administrator.ts';
import { seedOrganization } from '../support/worlds/organization.ts';
import { seedSampleAccount } from '../support/worlds/sample-account.ts';
import type { World } from '../support/worlds/world.ts';

interface Account {
  readonly stub: Stub;
  readonly credentials: World['credentials'];
}

/** The operations that a rule sent in an account. */
async function askedBy(
  id: string,
  rule: Rule,
  { stub, credentials }: Account,
): Promise<readonly Operation[]> {
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
    now: new Date(),
  });
  const outcomes = scanAccount(session, [{ id, rule, options: defaultOptions(rule) }]);
  while (!(await outcomes.next()).done);
  const counted = [...transport.calls.values()].reduce((sum, calls) => sum + calls, 0);
  expect({ counted }).toEqual({ counted: stub.requests.length });
  return transport.sent;
}

/** Operations in words, sorted, each once. */
function told(operations: readonly Operation[]): string[] {
  return [...new Set(operations.map(({ service, operation }) => `${service} ${operation}`))].sort();
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
      crowded(moto),
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
    const declared = told(operationsOfRule(rule));
    // Connecting asks who we are and which Regions there are, whatever the rule.
    const connecting = told([{ service: 'sts', operation: 'GetCallerIdentity' }, REGION_LIST]);
    const sent: Operation[] = [];
    const [sample, delegated, ...special] = accounts;
    for (const account of [sample, delegated])
      if (account !== undefined) sent.push(...(await askedBy(id, rule, account)));
    for (const account of special)
      if (declared.some((one) => !told(sent).includes(one))) sent.push(...(await askedBy(id, rule, account)));
    const own = told(sent).filter((one) => declared.includes(one) || !connecting.includes(one));
    expect(own).toEqual(declared);
    expect(new Set(operationsOfRule(rule).flatMap(actionsOf))).toEqual(new Set(actionsOfRule(rule)));
  });
});
