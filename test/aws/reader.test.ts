import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { constructStack } from '@smithy/core/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ReadError, type ReadErrorKind } from '../../src/aws/read-error.ts';
import { derive, everyRegion, optional, type Reader, readAll, service } from '../../src/aws/reader.ts';
import { denied, inRegions } from '../support/faults.ts';
import { sessionWith, stubbedAws } from '../support/session.ts';
import { success } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

/** A service without an SDK, that notes what it is asked for. */
function fakeService(region: 'global' | 'regional' = 'regional') {
  const loaded = vi.fn();
  const clients: string[] = [];
  const asked: string[] = [];
  const { reader } = service({
    id: 'organizations',
    region,
    load: async () => loaded(),
    client: (_sdk, config) => {
      clients.push(config.region);
      return { middlewareStack: constructStack<object, object>() };
    },
  });
  const asking = <T>(action: string, answer: () => T): Reader<T> =>
    reader([action], async ({ place }) => {
      asked.push(`${action} ${place.session.accountId} ${place.region}`);
      return answer();
    });
  return { asking, loaded, clients, asked };
}

function failing(action: string, kind: ReadErrorKind = 'denied'): Reader<never> {
  return fakeService().asking(action, () => {
    throw new ReadError(`${action} is ${kind}`, { kind, action, accountId: '1', region: 'eu-west-1' });
  });
}

const region = 'eu-west-1';

describe('a reader', () => {
  it('asks once an account and Region, however often and however fast it is asked', async () => {
    const { asking, asked, clients, loaded } = fakeService();
    const reader = asking('ec2:A', () => ({}));
    const one = sessionWith({ accountId: '1' });
    const other = sessionWith({ accountId: '2' });
    expect(loaded).not.toHaveBeenCalled();
    const answers = await Promise.all([
      reader({ session: one, region }),
      reader({ session: one, region }),
      reader({ session: one, region: 'us-east-1' }),
      reader({ session: other, region }),
    ]);
    expect(await reader({ session: one, region })).toBe(answers[0]);
    expect(answers[1]).toBe(answers[0]);
    expect(asked.sort()).toEqual(['ec2:A 1 eu-west-1', 'ec2:A 1 us-east-1', 'ec2:A 2 eu-west-1']);
    expect(clients.sort()).toEqual(['eu-west-1', 'eu-west-1', 'us-east-1']);
  });

  it('shares the client of a service with its other readers', async () => {
    const { asking, clients } = fakeService();
    const session = sessionWith();
    await Promise.all(['ec2:A', 'ec2:B'].map((action) => asking(action, () => 1)({ session, region })));
    expect(clients).toEqual([region]);
  });

  it.each([
    ['aws', 'us-east-1'],
    ['aws-cn', 'cn-northwest-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-eusc', 'eusc-de-east-1'],
  ])('of a global service asks the home Region of the partition: %s', async (partition, home) => {
    const { asking, clients, asked } = fakeService('global');
    const session = sessionWith({ partition });
    const reader = asking('organizations:A', () => 1);
    await reader({ session, region: 'x-1' });
    await reader({ session, region: 'x-2' });
    expect(clients).toEqual([home]);
    expect(asked).toHaveLength(1);
  });

  it('fails the same way for all who ask, and does not ask again', async () => {
    const { asking, asked } = fakeService();
    const reader = asking('ec2:A', () => {
      throw new TypeError('not understood');
    });
    const session = sessionWith();
    const failure = { kind: 'failed', action: 'ec2:A', cause: new TypeError('not understood') };
    await expect(reader({ session, region })).rejects.toMatchObject(failure);
    await expect(reader({ session, region })).rejects.toMatchObject(failure);
    expect(asked).toHaveLength(1);
  });

  it('keeps no session alive', async () => {
    const { asking } = fakeService();
    const reader = derive({ a: asking('ec2:A', () => ({})) }, ({ a }) => a);
    const kept = await (async () => {
      const session = sessionWith();
      await reader({ session, region });
      return new WeakRef(session);
    })();
    await new Promise((resolve) => setTimeout(resolve, 20));
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    expect(kept.deref()).toBeUndefined();
  });

  it('names the operation that failed, and the account and Region that were asked', async () => {
    await using _aws = await stubbedAws({
      'iam:GetUser': denied(),
      'iam:ListUsers': (call) => success(call, {}),
    });
    const { reader } = service({
      id: 'iam',
      region: 'global',
      load: () => import('@aws-sdk/client-iam'),
      client: (sdk, config) => new sdk.IAMClient(config),
    });
    const users = reader(['iam:ListUsers', 'iam:GetUser'], async ({ sdk, client, attempt }) => {
      await client.send(new sdk.ListUsersCommand({}));
      return attempt(() => client.send(new sdk.GetUserCommand({})));
    });
    expect(await users({ session: sessionWith(), region })).toMatchObject({
      ok: false,
      error: { kind: 'denied', action: 'iam:GetUser', accountId: '111122223333', region: 'us-east-1' },
    });
  });
});

describe('derive', () => {
  it('computes once from what is read once, and needs the same actions', async () => {
    const { asking, asked } = fakeService();
    const a = asking('ec2:A', () => 1);
    const computed = vi.fn();
    const sum = derive({ second: asking('ec2:B', () => 2), first: a }, ({ first, second }) => {
      computed();
      return first + second;
    });
    const session = sessionWith();
    expect(
      await Promise.all([sum({ session, region }), a({ session, region }), sum({ session, region })]),
    ).toEqual([3, 1, 3]);
    expect(asked).toHaveLength(2);
    expect(computed).toHaveBeenCalledTimes(1);
    expect(sum.actions).toEqual(['ec2:A', 'ec2:B']);
  });

  it('fails as what it reads', async () => {
    const derived = derive({ a: failing('ec2:A') }, () => 1);
    await expect(derived({ session: sessionWith(), region })).rejects.toMatchObject({
      kind: 'denied',
      action: 'ec2:A',
    });
  });

  it('that cannot make sense of an answer is a failed reading, with its cause', async () => {
    const cause = new TypeError('Cannot read properties of undefined');
    const derived = derive({ a: fakeService().asking('ec2:A', () => 1) }, () => {
      throw cause;
    });
    const error = await derived({ session: sessionWith(), region }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ReadError);
    expect(error).toMatchObject({
      kind: 'failed',
      message:
        'what AWS answered to ec2:A in eu-west-1 of account 111122223333 could not be understood: Cannot read properties of undefined',
      cause,
    });
  });
});

describe('readAll', () => {
  it('tells every failure, in the order of the readers, and each once', async () => {
    const shared = failing('ec2:A');
    const slow = fakeService().asking('ec2:Z', () => 1);
    const readers = {
      z: slow,
      b: failing('ec2:B', 'throttled'),
      a: shared,
      c: derive({ shared, other: failing('ec2:C') }, () => 1),
    };
    const error = await readAll(readers, { session: sessionWith(), region }).catch(
      (reason: unknown) => reason,
    );
    if (!(error instanceof ReadError)) throw new Error('it was answered', { cause: error });
    expect(error.all.map(({ action, kind }) => [action, kind])).toEqual([
      ['ec2:B', 'throttled'],
      ['ec2:A', 'denied'],
      ['ec2:C', 'denied'],
    ]);
  });

  it('answers by the names of the readers', async () => {
    const { asking } = fakeService();
    const readers = { a: asking('ec2:A', () => 1), b: asking('ec2:B', () => undefined) };
    expect(await readAll(readers, { session: sessionWith(), region })).toEqual({ a: 1, b: undefined });
  });
});

describe('optional', () => {
  it('gives the answer or the error', async () => {
    const place = { session: sessionWith(), region };
    expect(await optional(fakeService().asking('ec2:A', () => 1))(place)).toEqual({ ok: true, value: 1 });
    expect(await optional(failing('ec2:A'))(place)).toMatchObject({ ok: false, error: { action: 'ec2:A' } });
  });

  it('makes actions optional that nothing else insists on', () => {
    const { asking } = fakeService();
    const a = asking('ec2:A', () => 1);
    const b = asking('ec2:B', () => 1);
    expect(optional(a).optionalActions).toEqual(['ec2:A']);
    expect({ ...derive({ a: optional(a), b }, () => 1) }).toEqual({
      actions: ['ec2:A', 'ec2:B'],
      optionalActions: ['ec2:A'],
    });
    expect(derive({ a: optional(a), again: a, b }, () => 1).optionalActions).toEqual([]);
    expect(optional(derive({ a, b }, () => 1)).optionalActions).toEqual(['ec2:A', 'ec2:B']);
  });
});

describe('everyRegion', () => {
  const vpcs = service({
    id: 'ec2',
    region: 'regional',
    load: () => import('@aws-sdk/client-ec2'),
    client: (sdk, config) => new sdk.EC2Client(config),
  }).reader(['ec2:DescribeVpcs'], async ({ sdk, client, place }) => {
    await client.send(new sdk.DescribeVpcsCommand({}));
    return place.region;
  });

  it('tells the answer of every enabled Region, scanned or not, but of those without the service', async () => {
    await using _aws = await stubbedAws([
      { 'ec2:DescribeVpcs': inRegions(['eu-west-2'], denied()) },
      {
        'ec2:DescribeVpcs': inRegions(['eu-west-3'], () => ({
          status: 403,
          headers: { 'content-type': 'text/xml' },
          body: '<Response><Errors><Error><Code>OptInRequired</Code><Message/></Error></Errors></Response>',
        })),
      },
      { 'ec2:DescribeVpcs': (call) => success(call, {}) },
    ]);
    const regions = { scanned: ['eu-west-1'], enabled: ['eu-west-1', 'eu-west-2', 'eu-west-3'] };
    const session = sessionWith({ regions });
    const everywhere = everyRegion(vpcs);
    expect(await everywhere({ session, region })).toMatchObject([
      { region: 'eu-west-1', answer: { ok: true, value: 'eu-west-1' } },
      { region: 'eu-west-2', answer: { ok: false, error: { kind: 'denied' } } },
    ]);
    expect({ ...everywhere }).toEqual({
      actions: ['ec2:DescribeRegions', 'ec2:DescribeVpcs'],
      optionalActions: ['ec2:DescribeVpcs'],
    });
  });

  it('fails where the Regions are not known', async () => {
    const enabled = new ReadError('denied', {
      kind: 'denied',
      action: 'ec2:DescribeRegions',
      accountId: '1',
      region,
    });
    const session = sessionWith({ regions: { enabled } });
    await expect(everyRegion(vpcs)({ session, region })).rejects.toBe(enabled);
  });
});
