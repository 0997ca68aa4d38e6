import dns from 'node:dns/promises';
import { createServer } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { service } from '../../src/aws/service.ts';
import type { Session } from '../../src/aws/session.ts';
import { Tape } from '../../src/aws/tape.ts';
import { version } from '../../src/aws/version.ts';
import { broken, denied, dropped, throttled, times } from '../support/faults.ts';
import { sessionWith, stubbedAws } from '../support/session.ts';
import type { Answerer, Answers } from '../support/stub.ts';
import { success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

/** What a rule's author would write. */
const iam = service({
  id: 'iam',
  region: 'global',
  load: () => import('@aws-sdk/client-iam'),
  client: (sdk, config) => new sdk.IAMClient(config),
});

const user = (name = 'ann') =>
  iam.reader(['GetUser'], async ({ sdk, client }) => {
    const { User } = await client.send(new sdk.GetUserCommand({ UserName: name }));
    return User?.UserName;
  });

const answering: Answerer = (call) => success(call, { User: { UserName: textParam(call, 'UserName') } });
const answers: Answers = { 'iam:GetUser': answering };

const read = (session: Session, name?: string) => user(name)({ session, region: 'eu-west-1' });

describe('trying again', () => {
  it.each([
    ['throttling', throttled()],
    ['a server error', broken()],
    ['a dropped connection', dropped()],
  ])('gets an answer after %s', async (_fault, answer) => {
    await using aws = await stubbedAws([{ 'iam:GetUser': times(2, answer) }, answers]);
    const session = sessionWith();
    expect(await read(session)).toBe('ann');
    expect(aws.requests).toHaveLength(3);
    expect(session.transport.calls).toEqual(new Map([['iam:GetUser', 3]]));
  });

  it.each([
    ['breaks off', (socket: Socket) => socket.destroy(), 'aborted'],
    ['stalls', () => {}, 'AWS did not answer within 0.3 seconds'],
  ])('gives up an answer that %s in the middle', async (_how, then, message) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 1_000 });
      response.write('<GetUserResponse>', () => then(response.socket ?? new Socket()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    const session = sessionWith({ patience: { attempts: 2, answerWithin: 300 } });
    await expect(read(session)).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining(message),
    });
    expect(session.transport.calls.get('iam:GetUser')).toBe(2);
    server.closeAllConnections();
    server.close();
  });

  it.each([
    ['throttled', throttled()],
    ['failed', broken()],
    ['failed', dropped()],
  ])('ends after a number of attempts: %s', async (kind, answer) => {
    await using aws = await stubbedAws({ 'iam:GetUser': answer });
    const session = sessionWith({ patience: { attempts: 3 } });
    await expect(read(session)).rejects.toMatchObject({ kind, action: 'iam:GetUser' });
    expect(aws.requests).toHaveLength(3);
  });

  it.each([
    ['throttling', throttled()],
    ['a server error', broken()],
  ])('has as many attempts whatever failed before: %s', async (_fault, fault) => {
    let sent = 0;
    const everyThird: Answerer = (call, upstream) => {
      sent += 1;
      return (sent % 3 === 0 ? answering : fault)(call, upstream);
    };
    await using _aws = await stubbedAws({ 'iam:GetUser': everyThird });
    const session = sessionWith();
    for (let call = 0; call < 110; call += 1) {
      expect(await read(session, `user-${call}`)).toBe(`user-${call}`);
    }
  });

  it('does not try what is denied', async () => {
    await using aws = await stubbedAws({ 'iam:GetUser': denied() });
    await expect(read(sessionWith())).rejects.toMatchObject({ kind: 'denied' });
    expect(aws.requests).toHaveLength(1);
  });

  it('gives up an attempt that takes too long', async () => {
    await using aws = await stubbedAws(answers, 200);
    const session = sessionWith({ patience: { attempts: 2, answerWithin: 20 } });
    await expect(read(session)).rejects.toMatchObject({
      kind: 'failed',
      message:
        'iam:GetUser failed in us-east-1 of account 111122223333: AWS did not answer within 0.02 seconds',
    });
    expect(aws.requests).toHaveLength(2);
  });
});

describe('an interrupt', () => {
  it('ends the calls in flight at once, and begins no other', async () => {
    await using aws = await stubbedAws(answers, 5_000);
    const interrupt = new AbortController();
    const session = sessionWith({ signal: interrupt.signal, concurrency: 1 });
    const readings = [read(session, 'ann'), read(session, 'bob')];
    await vi.waitFor(() => expect(aws.requests).toHaveLength(1));
    interrupt.abort();
    const started = performance.now();
    const ends = await Promise.allSettled(readings);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(performance.now() - started).toBeLessThan(500);
    expect(aws.requests).toHaveLength(1);
  });

  it('ends the wait for another attempt', async () => {
    await using aws = await stubbedAws({ 'iam:GetUser': throttled() });
    const interrupt = new AbortController();
    const session = sessionWith({ signal: interrupt.signal, patience: { attempts: 100, backOff: 1_000 } });
    const reading = read(session);
    await vi.waitFor(() => expect(aws.requests).toHaveLength(1));
    setTimeout(() => interrupt.abort(), 20);
    const started = performance.now();
    await expect(reading).rejects.toMatchObject({ kind: 'failed' });
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('calls in flight', () => {
  it('are bounded over all clients, until the last byte', async () => {
    let now = 0;
    let most = 0;
    await using _aws = await stubbedAws({
      '*': async (call) => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        now -= 1;
        return success(call, call.service === 'iam' ? { User: { UserName: 'ann' } } : { vpcSet: [] });
      },
    });
    const session = sessionWith({ concurrency: 4 });
    const vpcs = service({
      id: 'ec2',
      region: 'regional',
      load: () => import('@aws-sdk/client-ec2'),
      client: (sdk, config) => new sdk.EC2Client(config),
    }).reader(['DescribeVpcs'], ({ sdk, client }) => client.send(new sdk.DescribeVpcsCommand({})));
    await Promise.all([
      ...Array.from({ length: 10 }, (_, n) => read(session, `user-${n}`)),
      ...Array.from({ length: 10 }, (_, n) => vpcs({ session, region: `eu-west-${n}` })),
    ]);
    expect(most).toBe(4);
    expect(session.transport.calls).toEqual(
      new Map([
        ['iam:GetUser', 10],
        ['ec2:DescribeVpcs', 10],
      ]),
    );
  });

  it('say who makes them', async () => {
    const agents: unknown[] = [];
    await using _aws = await stubbedAws(answers);
    const named = iam.reader(['GetUser'], async ({ sdk, client }) => {
      client.middlewareStack.add(
        (next) => (args) => {
          const { headers } = Object(args.request);
          agents.push(headers['user-agent']);
          return next(args);
        },
        { step: 'finalizeRequest', priority: 'low' },
      );
      await client.send(new sdk.GetUserCommand({ UserName: 'ann' }));
    });
    await named({ session: sessionWith(), region: '' });
    expect(agents).toEqual([expect.stringContaining(`postern/${version}`)]);
  });
});

/** https://docs.aws.amazon.com/general/latest/gr/sts.html */
describe('a host that does not exist', () => {
  const nowhere = service({
    id: 'guardduty',
    region: 'regional',
    load: () => import('@aws-sdk/client-guardduty'),
    client: (sdk, config) => {
      const requestHandler = {
        handle: () =>
          Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })),
      };
      return new sdk.GuardDutyClient({ ...config, requestHandler });
    },
  }).reader(['ListDetectors'], ({ sdk, client }) => client.send(new sdk.ListDetectorsCommand({})));

  /** What the resolver says, for those as well who imported it by its name. */
  const lookup = vi.spyOn(dns, 'lookup');
  beforeEach(() => {
    lookup.mockReset();
    syncBuiltinESMExports();
  });
  afterAll(() => {
    lookup.mockRestore();
    syncBuiltinESMExports();
  });

  it('is a service that the Region lacks where the Region is reached, and no further attempt', async () => {
    lookup.mockResolvedValue({ address: '192.0.2.1', family: 4 });
    const session = sessionWith();
    await expect(nowhere({ session, region: 'eu-west-9' })).rejects.toMatchObject({
      kind: 'unavailable',
      message:
        'guardduty:ListDetectors is not available in eu-west-9 of account 111122223333 (ServiceNotInRegion)',
      cause: { cause: { code: 'ENOTFOUND' } },
    });
    expect(lookup.mock.calls).toEqual([['sts.eu-west-9.amazonaws.com']]);
    expect(session.transport.calls.get('guardduty:ListDetectors')).toBe(1);
  });

  it('is a failure of the network where it is not', async () => {
    lookup.mockRejectedValue(new Error('ENOTFOUND'));
    await expect(nowhere({ session: sessionWith(), region: 'eu-west-9' })).rejects.toMatchObject({
      kind: 'failed',
    });
  });
});

describe('a recording', () => {
  const recordedAt = '2026-01-01T00:00:00.000Z';
  const blank = () => new Tape({ recordedAt, startRegion: 'us-east-1', regions: [] });

  it('is replayed with the same answers, offline', async () => {
    const tape = blank();
    {
      await using _aws = await stubbedAws([
        {
          'iam:GetUser': (call) =>
            textParam(call, 'UserName') === 'eve' ? denied()(call, never) : undefined,
        },
        answers,
      ]);
      const session = sessionWith({ source: { kind: 'record', tape } });
      expect(await read(session, 'ann')).toBe('ann');
      expect(await read(session, 'bob')).toBe('bob');
      await expect(read(session, 'eve')).rejects.toMatchObject({ kind: 'denied' });
    }
    const session = sessionWith({ source: { kind: 'replay', tape: Tape.parse(tape.serialize()) } });
    expect(await read(session, 'bob')).toBe('bob');
    expect(await read(session, 'ann')).toBe('ann');
    await expect(read(session, 'eve')).rejects.toMatchObject({
      kind: 'denied',
      deniedBy: 'identity-based policy',
    });
    expect(session.transport.calls.get('iam:GetUser')).toBe(3);
  });

  it('keeps the last attempt of a call', async () => {
    const tape = blank();
    await using _aws = await stubbedAws([{ 'iam:GetUser': times(1, throttled()) }, answers]);
    await read(sessionWith({ source: { kind: 'record', tape } }));
    const replayed = sessionWith({ source: { kind: 'replay', tape } });
    expect(await read(replayed)).toBe('ann');
    expect(replayed.transport.calls.get('iam:GetUser')).toBe(1);
  });

  it('that holds no answer says so', async () => {
    const session = sessionWith({ source: { kind: 'replay', tape: blank() } });
    await expect(read(session)).rejects.toMatchObject({
      kind: 'failed',
      message:
        'iam:GetUser failed in us-east-1 of account 111122223333: the tape holds no answer to iam GetUser in us-east-1',
    });
  });

  it('does not wait in a replay', async () => {
    const session = sessionWith({ source: { kind: 'replay', tape: blank() } });
    const sent = { service: 'iam', operation: 'GetUser', region: 'us-east-1' };
    let looks = 0;
    await session.transport.until('it', sent, 60_000, async () => {
      looks += 1;
      return looks === 2;
    });
  });
});

const never = () => Promise.reject(new Error('nothing is forwarded'));
