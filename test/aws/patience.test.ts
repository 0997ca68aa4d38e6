import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '../../src/aws/patience.ts';
import { service } from '../../src/aws/service.ts';
import type { Session } from '../../src/aws/session.ts';
import { throttled } from '../support/faults.ts';
import { sessionWith, stubbedAws } from '../support/session.ts';
import type { Answerer } from '../support/stub.ts';
import { success, textParam } from '../support/wire.ts';

/** What is loaded first would count as waiting. */
beforeAll(async () => {
  await import('@aws-sdk/client-iam');
});
afterEach(() => vi.unstubAllEnvs());

const iam = service({
  id: 'iam',
  region: 'global',
  load: () => import('@aws-sdk/client-iam'),
  client: (sdk, config) => new sdk.IAMClient(config),
});

const read = (session: Session, name = 'ann') =>
  iam.reader(['GetUser'], async ({ sdk, client }) => {
    const { User } = await client.send(new sdk.GetUserCommand({ UserName: name }));
    return User?.UserName;
  })({ session, region: 'us-east-1' });

const answering: Answerer = (call) => success(call, { User: { UserName: textParam(call, 'UserName') } });
/** Longer than any test waits. */
const hanging: Answerer = async (call) => {
  await sleep(60_000, undefined, { ref: false });
  return success(call, {});
};

const WHERE = 'in us-east-1 of account 111122223333';

async function timed<T>(task: Promise<T>): Promise<{ result: PromiseSettledResult<T>; took: number }> {
  const started = performance.now();
  const [result] = await Promise.allSettled([task]);
  return { result, took: performance.now() - started };
}

it('allows a call two attempts at least before it is given up', () => {
  expect(PATIENCE.answerWithin * 2).toBeLessThan(PATIENCE.silentFor);
  expect(PATIENCE).toMatchObject({ connectWithin: 10_000, silentFor: 60_000, throttledFor: 120_000 });
});

describe('a host that never answers', () => {
  const patience = { attempts: 6, answerWithin: 250, silentFor: 600 };

  it('is given up after a time in all, whatever the attempts', async () => {
    await using aws = await stubbedAws({ '*': hanging });
    const { result, took } = await timed(read(sessionWith({ patience })));
    expect(result).toMatchObject({
      reason: {
        kind: 'failed',
        message: expect.stringMatching(
          new RegExp(`^iam:GetUser failed ${WHERE}: AWS did not answer for 0.6 s, over [23] attempts$`),
        ),
      },
    });
    expect(aws.requests.length).toBeGreaterThan(1);
    expect(took).toBeGreaterThan(590);
    expect(took).toBeLessThan(1_200);
  });

  it('makes others wait neither for a place nor to learn the same', async () => {
    await using aws = await stubbedAws({
      'iam:GetUser': hanging,
      '*': (call) => success(call, { Roles: [], IsTruncated: false }),
    });
    const session = sessionWith({ concurrency: 2, patience: { ...patience, yieldAfter: 50 } });
    const roles = iam.reader(['ListRoles'], ({ sdk, client }) => client.send(new sdk.ListRolesCommand({})));
    const hung = timed(Promise.all(['ann', 'bob', 'eve'].map((name) => read(session, name))));
    const others = await timed(roles({ session, region: 'us-east-1' }));
    expect(others.result.status).toBe('fulfilled');
    expect(others.took).toBeLessThan(500);
    expect((await hung).took).toBeLessThan(1_500);
    const before = aws.requests.length;
    const next = await timed(read(session, 'zoe'));
    expect(next.result).toMatchObject({
      reason: { message: expect.stringContaining('did not answer for 0.6 s') },
    });
    expect(next.took).toBeLessThan(500);
    expect(aws.requests).toHaveLength(before);
  });

  it('is asked anew after a while', async () => {
    let hangs = true;
    await using _aws = await stubbedAws({
      '*': (call, upstream) => (hangs ? hanging(call, upstream) : answering(call, upstream)),
    });
    const session = sessionWith({ patience });
    await expect(read(session)).rejects.toMatchObject({ kind: 'failed' });
    hangs = false;
    await expect(read(session, 'bob')).rejects.toMatchObject({ kind: 'failed' });
    await sleep(620);
    expect(await read(session, 'eve')).toBe('eve');
  });

  it('does not count what a call waits in the queue of Postern', async () => {
    await using _aws = await stubbedAws({ 'iam:GetUser': answering }, 60);
    const session = sessionWith({ concurrency: 1, patience: { answerWithin: 400, silentFor: 450 } });
    const names = Array.from({ length: 12 }, (_, n) => `user-${n}`);
    expect(await Promise.all(names.map((name) => read(session, name)))).toEqual(names);
  });
});

describe('an answer that comes slowly', () => {
  /** Sends an answer in parts, so many milliseconds apart; without an end where `ends` is false. */
  async function dripping(parts: number, every: number, ends = true) {
    const body = `<GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetUserResult><User><UserName>ann</UserName></User></GetUserResult></GetUserResponse>`;
    const drip = async (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/xml' });
      for (let part = 0; part < parts && !response.destroyed; part += 1) {
        response.write(' ');
        await sleep(every);
      }
      if (ends) response.end(body);
    };
    const server = createServer((_request, response) => void drip(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    return {
      [Symbol.asyncDispose]: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  }
  const patience = { answerWithin: 600, silentFor: 1_250, arrivingFor: 1_800 };

  it('is not cut while it keeps coming', async () => {
    await using _aws = await dripping(60, 25);
    const { result, took } = await timed(read(sessionWith({ patience })));
    expect(result).toMatchObject({ value: 'ann' });
    expect(took).toBeGreaterThan(1_400);
  });

  it('is cut when it does not come to its end', async () => {
    await using _aws = await dripping(400, 10, false);
    const { result, took } = await timed(read(sessionWith({ patience })));
    expect(result).toMatchObject({
      reason: {
        kind: 'failed',
        message: `iam:GetUser failed ${WHERE}: the answer of AWS had not come to its end after 1.8 s`,
      },
    });
    expect(took).toBeLessThan(3_000);
  });
});

describe('throttling', () => {
  it('is given up after a time of it, which the reason tells', async () => {
    await using aws = await stubbedAws({ '*': throttled() });
    const session = sessionWith({ patience: { attempts: 3, throttledFor: 400 } });
    const { result, took } = await timed(read(session));
    expect(result).toMatchObject({
      reason: {
        kind: 'throttled',
        errorName: 'Throttling',
        message: `iam:GetUser was throttled ${WHERE} for 0.4 s`,
      },
    });
    expect(aws.requests.length).toBeGreaterThan(6);
    expect(took).toBeLessThan(1_500);
  });

  it('ends the wait for another attempt as well', async () => {
    await using _aws = await stubbedAws({ '*': throttled() });
    const session = sessionWith({ patience: { attempts: 1, throttledFor: 150, backOff: 20 } });
    expect((await timed(read(session))).took).toBeLessThan(1_500);
  });

  it('does not fall under the time for hosts that never answer', async () => {
    const from = performance.now() + 700;
    await using _aws = await stubbedAws({
      '*': (call, upstream) =>
        performance.now() < from ? throttled()(call, upstream) : answering(call, upstream),
    });
    const session = sessionWith({ patience: { silentFor: 300, answerWithin: 290, throttledFor: 10_000 } });
    expect(await read(session)).toBe('ann');
  });
});

describe('what is waited for', () => {
  it('is told, the longest first, without what waits in the queue of Postern', async () => {
    await using aws = await stubbedAws({ '*': hanging });
    const interrupt = new AbortController();
    const session = sessionWith({ concurrency: 2, signal: interrupt.signal });
    const readings = ['ann', 'bob', 'eve'].map((name) => read(session, name));
    await vi.waitFor(() => expect(aws.requests).toHaveLength(2));
    const { waits } = session.transport;
    expect(waits).toHaveLength(2);
    expect(waits[0]).toMatchObject({
      service: 'iam',
      operation: 'GetUser',
      region: 'us-east-1',
      reason: 'answer',
    });
    interrupt.abort();
    await Promise.allSettled(readings);
    expect(session.transport.waits).toEqual([]);
  });

  it('includes a rate of AWS', async () => {
    await using aws = await stubbedAws({ '*': (call) => success(call, { Regions: [] }) });
    const session = sessionWith({ patience: { backOff: 0.2 } });
    const regions = service({
      id: 'account',
      region: 'global',
      load: () => import('@aws-sdk/client-account'),
      client: (sdk, config) => new sdk.AccountClient(config),
    }).reader([{ repeats: 'ListRegions' }], ({ sdk, client }) =>
      Promise.all(Array.from({ length: 10 }, () => client.send(new sdk.ListRegionsCommand({})))),
    );
    const { took } = await timed(
      Promise.all([
        regions({ session, region: 'us-east-1' }),
        vi.waitFor(() => expect(session.transport.waits[0]).toMatchObject({ reason: 'rate', perSecond: 5 }), {
          interval: 5,
        }),
      ]),
    );
    expect(aws.requests).toHaveLength(10);
    // Five at once, then one every 200 ms, of which a fifth is waited.
    expect(took).toBeGreaterThan(195);
  });
});
