import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { constructStack } from '@smithy/core/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { derive, everyRegion, optional, readAll } from '../../src/aws/combine-readers.ts';
import { GuardError } from '../../src/aws/guard.ts';
import { pages } from '../../src/aws/pages.ts';
import { ReadError, type ReadErrorKind } from '../../src/aws/read-error.ts';
import type { Reader } from '../../src/aws/reader.ts';
import { service } from '../../src/aws/service.ts';
import { judgeRule } from '../../src/engine/judge-rule.ts';
import { chosen } from '../engine/rules.fixture.ts';
import { denied, inRegions } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import { sessionWith, stubbedAws } from '../support/session.ts';
import { failure, success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

/** A service without an SDK, that notes what it is asked for. */
function fakeService(region: 'global' | 'regional' = 'regional') {
  const loaded = vi.fn();
  const clients: string[] = [];
  const asked: string[] = [];
  const readers = service({
    id: 'organizations',
    region,
    load: async () => {
      loaded();
      return { ListACommand: 'A', ListBCommand: 'B', ListCCommand: 'C', ListZCommand: 'Z' };
    },
    client: (_sdk, config) => {
      clients.push(config.region);
      return {
        middlewareStack: constructStack<object, object>(),
        config: { protocol: { getShapeId: () => 'fake' } },
      };
    },
  });
  const asking = <T>(operation: FakeOperation, answer: () => T): Reader<T> =>
    readers.reader([operation], async ({ accountId, region }) => {
      asked.push(`${operation} ${accountId} ${region}`);
      return answer();
    });
  return { ...readers, asking, loaded, clients, asked };
}

/** What GetAccountSummary answers. */
const SUMMARY = { SummaryMap: { entry: { key: 'Users', value: 1 } } };

type FakeOperation = 'ListA' | 'ListB' | 'ListC' | 'ListZ';

function failing(operation: FakeOperation, kind: ReadErrorKind = 'denied'): Reader<never> {
  const action = `organizations:${operation}`;
  return fakeService().asking(operation, () => {
    throw new ReadError(`${action} is ${kind}`, { kind, action, accountId: '1', region: 'eu-west-1' });
  });
}

const iam = service({
  id: 'iam',
  region: 'global',
  load: () => import('@aws-sdk/client-iam'),
  client: (sdk, config) => new sdk.IAMClient(config),
});

const region = 'eu-west-1';

describe('a reader', () => {
  it('asks once an account and Region, however often and however fast it is asked', async () => {
    const { asking, asked, clients, loaded } = fakeService();
    const reader = asking('ListA', () => ({}));
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
    expect(asked.sort()).toEqual(['ListA 1 eu-west-1', 'ListA 1 us-east-1', 'ListA 2 eu-west-1']);
    expect(clients.sort()).toEqual(['eu-west-1', 'eu-west-1', 'us-east-1']);
  });

  it('shares the client of a service with its other readers', async () => {
    const { asking, clients } = fakeService();
    const session = sessionWith();
    await Promise.all(
      (['ListA', 'ListB'] as const).map((operation) => asking(operation, () => 1)({ session, region })),
    );
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
    const reader = asking('ListA', () => 1);
    await reader({ session, region: 'x-1' });
    await reader({ session, region: 'x-2' });
    expect(clients).toEqual([home]);
    expect(asked).toEqual([`ListA 111122223333 ${home}`]);
  });

  it('fails the same way for all who ask, and does not ask again', async () => {
    const { asking, asked } = fakeService();
    const reader = asking('ListA', () => {
      throw new TypeError('not understood');
    });
    const session = sessionWith();
    const failure = { kind: 'failed', action: 'organizations:ListA', cause: new TypeError('not understood') };
    await expect(reader({ session, region })).rejects.toMatchObject(failure);
    await expect(reader({ session, region })).rejects.toMatchObject(failure);
    expect(asked).toHaveLength(1);
  });

  it('keeps no session alive', async () => {
    const { asking } = fakeService();
    const reader = derive({ a: asking('ListA', () => ({})) }, ({ a }) => a);
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

  it('says so where the SDK client is too old, or none', async () => {
    const old = Object({ middlewareStack: constructStack<object, object>(), config: {} });
    const reader = service({
      id: 'organizations',
      region: 'regional',
      load: async () => ({ ListACommand: 'A' }),
      client: () => old,
    }).reader(['ListA'], async () => 1);
    await expect(reader({ session: sessionWith(), region })).rejects.toThrow(
      'the SDK client of organizations is none, or too old for Postern',
    );
  });

  it('is kept from what its SDK client must not be asked, by whatever name the service is declared', async () => {
    const reader = service({
      id: 'functions',
      region: 'regional',
      load: () => import('@aws-sdk/client-lambda'),
      client: (sdk, config) => new sdk.LambdaClient(config),
    }).reader(['GetFunction'], ({ sdk, client }) =>
      client.send(new sdk.GetFunctionCommand({ FunctionName: 'f' })),
    );
    await expect(reader({ session: sessionWith(), region })).rejects.toThrow(
      "lambda.reader(['GetFunction']) declares GetFunction, which hands out credentials, secrets or content",
    );
  });

  it('names the operation that failed, and the account and Region that were asked', async () => {
    await using _aws = await stubbedAws({
      'iam:GetUser': denied(),
      'iam:ListUsers': (call) => success(call, { Users: [], IsTruncated: false }),
    });
    const users = iam.reader(['ListUsers', 'GetUser'], async ({ sdk, client, attempt }) => {
      await client.send(new sdk.ListUsersCommand({}));
      return attempt(() => client.send(new sdk.GetUserCommand({})));
    });
    expect(await users({ session: sessionWith(), region })).toMatchObject({
      ok: false,
      error: { kind: 'denied', action: 'iam:GetUser', accountId: '111122223333', region: 'us-east-1' },
    });
  });

  it('says what it may send, by operation and by IAM action', () => {
    const reader = iam.reader(['ListUsers', 'GetUser'], async () => 1);
    expect(reader.operations).toEqual([
      { service: 'iam', operation: 'GetUser' },
      { service: 'iam', operation: 'ListUsers' },
    ]);
    expect(reader.actions).toEqual(['iam:GetUser', 'iam:ListUsers']);
  });

  it('needs what the readers need that it asks, and gets their answers', async () => {
    const { asking, using, asked } = fakeService();
    const a = asking('ListA', () => 1);
    const b = optional(asking('ListB', () => 2));
    const sum = using(a, b).reader(['ListC'], async ({ ask }) => {
      const second = await ask(b);
      return (await ask(a)) + (second.ok ? second.value : 0);
    });
    const place = { session: sessionWith(), region };
    expect(await sum(place)).toBe(3);
    await a(place);
    expect(asked).toHaveLength(2);
    expect({ ...sum }).toMatchObject({
      operations: ['ListA', 'ListB', 'ListC'].map((operation) => ({ service: 'organizations', operation })),
      actions: ['organizations:ListA', 'organizations:ListB', 'organizations:ListC'],
      optionalActions: ['organizations:ListB'],
    });
  });
});

describe('each', () => {
  const place = { session: sessionWith({ concurrency: 2 }), region };
  const pause = () => new Promise((resolve) => setTimeout(resolve, 2));

  it('asks about every item, and carries the error of one that fails', async () => {
    const reader = fakeService().reader(['ListA'], ({ each }) =>
      each(new Set(['slow', 'bad', 'fast']), async (item) => {
        if (item === 'slow') await pause();
        if (item === 'bad') throw new TypeError('not understood');
        return item.length;
      }),
    );
    expect(await reader(place)).toEqual([
      { item: 'slow', answer: { ok: true, value: 4 } },
      { item: 'bad', answer: { ok: false, error: expect.any(ReadError) } },
      { item: 'fast', answer: { ok: true, value: 4 } },
    ]);
  });

  it('names the call that failed', async () => {
    await using _aws = await stubbedAws({
      'iam:GetUser': (call) =>
        textParam(call, 'UserName') === 'eve'
          ? failure(call, { code: 'AccessDenied', message: 'no', status: 403 })
          : success(call, { User: { UserName: textParam(call, 'UserName') } }),
    });
    const users = iam.reader([{ ifAny: 'GetUser' }], ({ sdk, client, each }) =>
      each(['ann', 'eve'], async (UserName) => {
        const { User } = await client.send(new sdk.GetUserCommand({ UserName }));
        return User?.UserName;
      }),
    );
    expect(await users({ session: sessionWith(), region })).toMatchObject([
      { item: 'ann', answer: { ok: true, value: 'ann' } },
      { item: 'eve', answer: { ok: false, error: { kind: 'denied', action: 'iam:GetUser' } } },
    ]);
  });

  it('asks no more at a time than there may be calls in flight', async () => {
    let now = 0;
    let most = 0;
    const reader = fakeService().reader(['ListA'], ({ each }) =>
      each([1, 2, 3, 4, 5], async () => {
        now += 1;
        most = Math.max(most, now);
        await pause();
        now -= 1;
      }),
    );
    expect(await reader(place)).toHaveLength(5);
    expect(most).toBe(2);
  });

  it('may stand within another', async () => {
    const reader = fakeService().reader(['ListA'], ({ each }) =>
      each([1, 2, 3], (tens) =>
        each([1, 2, 3], async (ones) => {
          await pause();
          return tens * 10 + ones;
        }),
      ),
    );
    expect(await reader(place)).toMatchObject([
      { answer: { value: [{ answer: { value: 11 } }, {}, {}] } },
      {},
      { answer: { value: [{}, {}, { answer: { value: 33 } }] } },
    ]);
  });
});

/** What a place says when a test is done with it, if readers declare their calls wrongly. */
async function faultOf<T>(reader: Reader<T>): Promise<unknown> {
  const scan = await stubbedPlace({
    'iam:*': (call) =>
      success(call, call.operation === 'ListUsers' ? { Users: [], IsTruncated: false } : SUMMARY),
  });
  await reader(scan.place);
  try {
    await scan[Symbol.asyncDispose]();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

describe('a reader that declares its calls wrongly', () => {
  const sends = (times: number) => async (connection: IamConnection) => {
    const { sdk, client } = connection;
    for (let time = 0; time < times; time += 1) await client.send(new sdk.GetAccountSummaryCommand({}));
  };
  type IamConnection = Parameters<Parameters<typeof iam.reader>[1]>[0];

  it('fails its own test when it answers without a call that it declares', async () => {
    expect(await faultOf(iam.reader(['GetAccountSummary'], sends(0)))).toBe(
      "iam.reader(['GetAccountSummary']) answered without sending GetAccountSummary: declare { ifAny: 'GetAccountSummary' }",
    );
    expect(await faultOf(iam.reader([{ repeats: 'GetAccountSummary' }], sends(0)))).toContain(
      "iam.reader([{ repeats: 'GetAccountSummary' }]) answered without sending GetAccountSummary",
    );
    expect(await faultOf(iam.reader([{ ifAny: 'GetAccountSummary' }], sends(0)))).toBeUndefined();
  });

  it('fails its own test when it sends again and again what has no pages', async () => {
    expect(await faultOf(iam.reader(['GetAccountSummary'], sends(2)))).toBe(
      "iam.reader(['GetAccountSummary']) sent GetAccountSummary, which has no pages, 2 times: declare { repeats: 'GetAccountSummary' }",
    );
    expect(await faultOf(iam.reader([{ repeats: 'GetAccountSummary' }], sends(2)))).toBeUndefined();
    expect(await faultOf(iam.reader(['GetAccountSummary'], sends(1)))).toBeUndefined();
    const twice = iam.reader(['ListUsers'], async ({ sdk, client }) => {
      for (const _time of [1, 2]) await client.send(new sdk.ListUsersCommand({}));
    });
    expect(await faultOf(twice)).toBeUndefined();
  });

  it('fails its own test when it does not ask a reader that it names', async () => {
    const summary = iam.reader(['GetAccountSummary'], sends(1));
    expect(await faultOf(iam.using(summary).reader([], async () => 1))).toBe(
      'iam.reader([]) answered without asking all that its using(…) names: name some as { ifAny: reader }',
    );
    expect(await faultOf(iam.using({ ifAny: summary }).reader([], async () => 1))).toBeUndefined();
    expect(await faultOf(iam.using(summary).reader([], ({ ask }) => ask(summary)))).toBeUndefined();
  });

  it('is blamed for nothing when AWS does not answer', async () => {
    await using _aws = await stubbedAws({ 'iam:GetAccountSummary': denied() });
    const both = iam.reader(['GetAccountSummary', 'ListUsers'], async ({ sdk, client }) => {
      await client.send(new sdk.GetAccountSummaryCommand({}));
      await client.send(new sdk.ListUsersCommand({}));
    });
    const session = sessionWith();
    await expect(both({ session, region })).rejects.toMatchObject({ kind: 'denied' });
    expect([...session.transport.misdeclared]).toEqual([]);
  });

  it('is broken when it sends about items what it declares for every answer', async () => {
    await using aws = await stubbedAws({});
    const perItem = iam.reader(['GetUser'], ({ sdk, client, each }) =>
      each(['ann'], (UserName) => client.send(new sdk.GetUserCommand({ UserName }))),
    );
    await expect(perItem({ session: sessionWith(), region })).rejects.toThrow(
      new GuardError(
        "iam.reader(['GetUser']) sends GetUser for each of several items, of which there may be none: declare { ifAny: 'GetUser' }",
      ),
    );
    expect(aws.requests).toEqual([]);
  });
});

describe('a reader that does what it does not declare', () => {
  it.each([
    ['DeleteUser', "iam.reader(['DeleteUser']) declares DeleteUser, which is no read: Postern only reads"],
    [
      'GenerateServiceLastAccessedDetails',
      "iam.reader(['GenerateServiceLastAccessedDetails']) declares GenerateServiceLastAccessedDetails, which is no read: Postern only reads",
    ],
  ] as const)('cannot declare a write: %s', (operation, message) => {
    expect(() => iam.reader([operation], async () => 1)).toThrow(new GuardError(message));
  });

  it('cannot declare what hands out credentials', () => {
    const sts = service({
      id: 'sts',
      region: 'regional',
      load: () => import('@aws-sdk/client-sts'),
      client: (sdk, config) => new sdk.STSClient(config),
    });
    expect(() => sts.reader(['GetSessionToken'], async () => 1)).toThrow(
      new GuardError(
        "sts.reader(['GetSessionToken']) declares GetSessionToken, which hands out credentials, secrets or content: Postern never reads them",
      ),
    );
  });

  const undeclared = new GuardError(
    "iam.reader(['GetAccountSummary']) sends ListUsers, which it does not declare",
  );
  type Iam = typeof import('@aws-sdk/client-iam');
  const listUsers = (sdk: Iam, client: InstanceType<Iam['IAMClient']>) =>
    pages(sdk.paginateListUsers({ client }, {}), ({ Users }) => Users);
  const sending = {
    'at once': iam.reader(['GetAccountSummary'], ({ sdk, client }) => listUsers(sdk, client)),
    'for each item': iam.reader(['GetAccountSummary'], ({ sdk, client, each }) =>
      each([1, 2], () => listUsers(sdk, client)),
    ),
    'as an attempt': iam.reader(['GetAccountSummary'], ({ sdk, client, attempt }) =>
      attempt(() => listUsers(sdk, client)),
    ),
  };
  const throughOthers = {
    derived: derive({ users: sending['at once'] }, ({ users }) => users),
    optional: optional(sending['at once']),
    'in every Region': everyRegion(sending['at once']),
  };

  it.each(Object.entries({ ...sending, ...throughOthers }))(
    'is broken, and no unknown: %s',
    async (_how, reader) => {
      await using aws = await stubbedAws({});
      const session = sessionWith();
      await expect(reader({ session, region })).rejects.toThrow(undeclared);
      expect(aws.requests).toEqual([]);
      expect(session.transport.calls.size).toBe(0);
    },
  );

  it('is told apart from the others that share its client', async () => {
    await using aws = await stubbedAws({
      'iam:ListUsers': (call) => success(call, { Users: [] }),
      'iam:GetAccountSummary': (call) => success(call, SUMMARY),
    });
    const users = iam.reader(['ListUsers'], ({ sdk, client }) => listUsers(sdk, client));
    const both = iam.using(users).reader(['GetAccountSummary'], async ({ sdk, client, ask }) => {
      const answers = Promise.all([client.send(new sdk.GetAccountSummaryCommand({})), ask(users)]);
      return (await answers)[1];
    });
    const place = { session: sessionWith(), region };
    const [answer, error] = await Promise.all([
      both(place),
      sending['at once'](place).catch((reason: unknown) => reason),
    ]);
    expect(answer).toEqual([]);
    expect(error).toEqual(undeclared);
    expect(aws.requests.map(({ operation }) => operation).sort()).toEqual(['GetAccountSummary', 'ListUsers']);
  });

  it.each(['posternGuard', 'posternTransport'])('cannot take away or replace %s', async (name) => {
    await using aws = await stubbedAws({});
    const around = iam.reader(['GetAccountSummary'], ({ sdk, client }) => {
      client.middlewareStack.remove(name);
      const command = new sdk.ListUsersCommand({});
      const instead = { name, override: true } as const;
      command.middlewareStack.add((next) => next, { ...instead, step: 'initialize', priority: 'high' });
      return client.send(command);
    });
    await expect(around({ session: sessionWith(), region })).rejects.toThrow(undeclared);
    expect(aws.requests).toEqual([]);
  });

  it('cannot lend its client', async () => {
    await using aws = await stubbedAws({});
    const lent = iam.reader(
      ['ListUsers'],
      async ({ sdk, client }) =>
        () =>
          listUsers(sdk, client),
    );
    const use = await lent({ session: sessionWith(), region });
    await expect(use()).rejects.toThrow(new GuardError('no reader is at work that could send iam ListUsers'));
    const ec2 = service({
      id: 'ec2',
      region: 'regional',
      load: () => import('@aws-sdk/client-ec2'),
      client: (sdk, config) => new sdk.EC2Client(config),
    });
    await expect(ec2.reader(['DescribeVpcs'], use)({ session: sessionWith(), region })).rejects.toThrow(
      new GuardError("ec2.reader(['DescribeVpcs']) sends ListUsers of iam, which is another service"),
    );
    expect(aws.requests).toEqual([]);
  });

  it('cannot ask a reader that it does not name', async () => {
    const { asking, using } = fakeService();
    const a = asking('ListA', () => 1);
    const reader = using(asking('ListB', () => 2)).reader(['ListC'], ({ ask }) => ask(a));
    await expect(reader({ session: sessionWith(), region })).rejects.toThrow(
      new GuardError("organizations.reader(['ListC']) asks a reader that its using(…) does not name"),
    );
  });

  it('makes the rule unknown that reads it, and ends no scan', async () => {
    const rule = chosen('iam/broken', { reads: { users: sending['at once'] } });
    const scope = { account: { id: '1', partition: 'aws' }, region, now: new Date(), options: {} };
    const { failure: told } = await judgeRule(rule.rule, { session: sessionWith(), region }, scope);
    expect(told).toEqual({
      status: 'unknown',
      reason: `a reading stopped with an error of its own: ${undeclared.message}`,
    });
  });
});

describe('derive', () => {
  it('computes once from what is read once, and needs the same actions', async () => {
    const { asking, asked } = fakeService();
    const a = asking('ListA', () => 1);
    const computed = vi.fn();
    const sum = derive({ second: asking('ListB', () => 2), first: a }, ({ first, second }) => {
      computed();
      return first + second;
    });
    const session = sessionWith();
    expect(
      await Promise.all([sum({ session, region }), a({ session, region }), sum({ session, region })]),
    ).toEqual([3, 1, 3]);
    expect(asked).toHaveLength(2);
    expect(computed).toHaveBeenCalledTimes(1);
    expect(sum.actions).toEqual(['organizations:ListA', 'organizations:ListB']);
  });

  it.each([
    ['once an account from global readers', ['global', 'global'], 1],
    ['once a Region where one reader is regional', ['global', 'regional'], 2],
  ] as const)('computes %s', async (_case, [first, second], times) => {
    const regions: string[] = [];
    const sum = derive(
      { a: fakeService(first).asking('ListA', () => 1), b: fakeService(second).asking('ListB', () => 2) },
      ({ a, b }, place) => {
        regions.push(place.region);
        return a + b;
      },
    );
    const twice = derive({ sum, again: optional(sum) }, ({ sum }) => sum * 2);
    const session = sessionWith();
    const places = ['eu-west-1', 'eu-west-2'].map((region) => ({ session, region }));
    expect(await Promise.all(places.map(twice))).toEqual([6, 6]);
    expect(regions).toEqual(times === 1 ? ['us-east-1'] : ['eu-west-1', 'eu-west-2']);
    expect(twice.remembered).toBe(times === 1 ? 'account' : 'region');
  });

  it('computes once an account from the answers of every Region', async () => {
    const { asking, asked } = fakeService();
    const computed = vi.fn();
    const sum = derive({ all: everyRegion(asking('ListA', () => 1)) }, ({ all }) => {
      computed();
      return all.length;
    });
    const session = sessionWith({ regions: { enabled: ['eu-west-1', 'eu-west-2'] } });
    const answers = ['eu-west-1', 'eu-west-2'].map((region) => sum({ session, region }));
    expect(await Promise.all(answers)).toEqual([2, 2]);
    expect(asked).toHaveLength(2);
    expect(computed).toHaveBeenCalledTimes(1);
  });

  it('fails as what it reads', async () => {
    const derived = derive({ a: failing('ListA') }, () => 1);
    await expect(derived({ session: sessionWith(), region })).rejects.toMatchObject({
      kind: 'denied',
      action: 'organizations:ListA',
    });
  });

  it('that cannot make sense of an answer is a failed reading, with its cause', async () => {
    const cause = new TypeError('Cannot read properties of undefined');
    const derived = derive({ a: fakeService().asking('ListA', () => 1) }, () => {
      throw cause;
    });
    const error = await derived({ session: sessionWith(), region }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ReadError);
    expect(error).toMatchObject({
      kind: 'failed',
      message:
        'what AWS answered to organizations:ListA in eu-west-1 of account 111122223333 could not be understood: Cannot read properties of undefined',
      cause,
    });
  });
});

describe('readAll', () => {
  it('tells every failure, in the order of the readers, and each once', async () => {
    const shared = failing('ListA');
    const slow = fakeService().asking('ListZ', () => 1);
    const readers = {
      z: slow,
      b: failing('ListB', 'throttled'),
      a: shared,
      c: derive({ shared, other: failing('ListC') }, () => 1),
    };
    const error = await readAll(readers, { session: sessionWith(), region }).catch(
      (reason: unknown) => reason,
    );
    if (!(error instanceof ReadError)) throw new Error('it was answered', { cause: error });
    expect(error.all.map(({ action, kind }) => [action, kind])).toEqual([
      ['organizations:ListB', 'throttled'],
      ['organizations:ListA', 'denied'],
      ['organizations:ListC', 'denied'],
    ]);
  });

  it('answers by the names of the readers', async () => {
    const { asking } = fakeService();
    const readers = { a: asking('ListA', () => 1), b: asking('ListB', () => undefined) };
    expect(await readAll(readers, { session: sessionWith(), region })).toEqual({ a: 1, b: undefined });
  });
});

describe('optional', () => {
  it('gives the answer or the error', async () => {
    const place = { session: sessionWith(), region };
    expect(await optional(fakeService().asking('ListA', () => 1))(place)).toEqual({ ok: true, value: 1 });
    expect(await optional(failing('ListA'))(place)).toMatchObject({
      ok: false,
      error: { action: 'organizations:ListA' },
    });
  });

  it('makes actions optional that nothing else insists on', () => {
    const { asking } = fakeService();
    const a = asking('ListA', () => 1);
    const b = asking('ListB', () => 1);
    expect(optional(a).optionalActions).toEqual(['organizations:ListA']);
    expect({ ...derive({ a: optional(a), b }, () => 1) }).toMatchObject({
      actions: ['organizations:ListA', 'organizations:ListB'],
      optionalActions: ['organizations:ListA'],
    });
    expect(derive({ a: optional(a), again: a, b }, () => 1).optionalActions).toEqual([]);
    expect(optional(derive({ a, b }, () => 1)).optionalActions).toEqual([
      'organizations:ListA',
      'organizations:ListB',
    ]);
  });
});

describe('everyRegion', () => {
  const vpcs = service({
    id: 'ec2',
    region: 'regional',
    load: () => import('@aws-sdk/client-ec2'),
    client: (sdk, config) => new sdk.EC2Client(config),
  }).reader(['DescribeVpcs'], async ({ sdk, client, region, accountId }) => {
    await client.send(new sdk.DescribeVpcsCommand({}));
    const action = 'ec2:DescribeVpcs';
    if (region === 'eu-west-3')
      throw new ReadError('none', { kind: 'unavailable', action, accountId, region });
    return region;
  });

  it('tells the answer of every enabled Region, scanned or not, but of those without the service', async () => {
    await using _aws = await stubbedAws([
      { 'ec2:DescribeVpcs': inRegions(['eu-west-2'], denied()) },
      { 'ec2:DescribeVpcs': (call) => success(call, { vpcSet: [] }) },
    ]);
    const regions = { scanned: ['eu-west-1'], enabled: ['eu-west-1', 'eu-west-2', 'eu-west-3'] };
    const session = sessionWith({ regions });
    const everywhere = everyRegion(vpcs);
    expect(await everywhere({ session, region })).toMatchObject([
      { region: 'eu-west-1', answer: { ok: true, value: 'eu-west-1' } },
      { region: 'eu-west-2', answer: { ok: false, error: { kind: 'denied' } } },
    ]);
    expect({ ...everywhere }).toEqual({
      hold: expect.any(Function),
      operations: [
        { service: 'ec2', operation: 'DescribeRegions' },
        { service: 'ec2', operation: 'DescribeVpcs' },
      ],
      remembered: 'account',
      actions: ['ec2:DescribeRegions', 'ec2:DescribeVpcs'],
      optionalActions: ['ec2:DescribeVpcs'],
      calls: [
        {
          call: expect.objectContaining({ service: 'ec2', operation: 'DescribeVpcs' }),
          where: 'every Region',
          certain: true,
        },
      ],
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

describe('an answer whose uses are announced', () => {
  it('is let go with the last of them, and asked for anew only then', async () => {
    const { asking, asked } = fakeService();
    const reader = asking('ListA', () => ({}));
    const place = { session: sessionWith({ accountId: '1' }), region };
    const [one, other] = [reader.hold(place), reader.hold(place)];
    const answer = await reader(place);
    one();
    one();
    expect(await reader(place)).toBe(answer);
    other();
    expect(await reader(place)).not.toBe(answer);
    expect(asked).toHaveLength(2);
  });

  it('lets go what only it was made of as soon as it is there', async () => {
    const { asking, asked } = fakeService();
    const [lone, shared] = [asking('ListA', () => ({})), asking('ListB', () => ({}))];
    const made = derive({ lone, shared }, () => 'made');
    const place = { session: sessionWith({ accountId: '1' }), region };
    const releases = [optional(made).hold(place), shared.hold(place)];
    await made(place);
    await Promise.all([lone(place), shared(place)]);
    expect(asked.map((one) => one.slice(0, 5)).sort()).toEqual(['ListA', 'ListA', 'ListB']);
    for (const release of releases) release();
  });

  it('of every Region is let go in every Region', async () => {
    const { asking, asked } = fakeService();
    const reader = asking('ListA', () => ({}));
    const regions = { enabled: ['eu-west-1', 'us-east-1'], scanned: ['eu-west-1', 'us-east-1'] };
    const place = { session: sessionWith({ accountId: '1', regions }), region };
    const everywhere = everyRegion(reader);
    const release = everywhere.hold(place);
    await everywhere(place);
    release();
    await reader(place);
    expect(asked).toHaveLength(3);
  });
});
