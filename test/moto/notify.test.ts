import { createServer, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { postern, startPostern } from './cli.fixture.ts';

const DEMO = ['--demo', '--rule', 'iam/root-*', '--format', 'json'] as const;

interface Posted {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: { readonly [field: string]: unknown };
}

/** In the place of a status: no answer at all. */
const NEVER = 0;

/** A webhook that gives these answers, one after the other, and the last one to all that follow. */
async function webhook(...statuses: readonly number[]) {
  return repeating(() => 'no_team\u001b[31m', ...statuses);
}

/** One that says of each request what it is given to say. */
async function repeating(words: (path: string) => string, ...statuses: readonly number[]) {
  const posted: Posted[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    let text = '';
    for await (const piece of request.setEncoding('utf8')) text += String(piece);
    posted.push({ path: request.url, authorization: request.headers.authorization, body: JSON.parse(text) });
    const status = statuses[Math.min(posted.length, statuses.length) - 1] ?? 200;
    if (status === NEVER) return;
    response
      .writeHead(status, status === 302 ? { location: '/elsewhere' } : {})
      .end(words(request.url ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    posted,
    url: `http://127.0.0.1:${port}/services/SECRET`,
    host: `127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

describe('--notify', () => {
  it('tells a webhook what would fail the gate, with the token of the environment', async () => {
    await using hook = await webhook(200);
    const { code, stderr } = await postern([...DEMO, '--notify', hook.url], {
      POSTERN_NOTIFY_TOKEN: 'sesame',
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^Failing/) });
    expect(hook.posted).toMatchObject([
      {
        path: '/services/SECRET',
        authorization: 'Bearer sesame',
        body: {
          scan: { accounts: [{ accountId: '123456789012', alias: 'example-production' }] },
          new: { bySeverity: { CRITICAL: expect.any(Number), LOW: 0 } },
          findings: expect.arrayContaining([expect.objectContaining({ ruleId: 'iam/root-without-mfa' })]),
          more: 0,
        },
      },
    ]);
  });

  it('speaks as Slack wants it', async () => {
    await using hook = await webhook(200);
    await postern([...DEMO, '--notify', hook.url, '--notify-format', 'slack']);
    expect(hook.posted).toMatchObject([
      {
        body: {
          text: expect.stringMatching(/^Postern: \d new findings? in 123456789012 \(example-production\): /),
        },
      },
    ]);
  });

  it('tells nobody where nothing is at or above the threshold', async () => {
    await using hook = await webhook(200);
    const { code } = await postern([
      '--demo',
      '--service',
      'artifact',
      '--notify',
      hook.url,
      '--fail-on',
      'critical',
    ]);
    expect({ code, posted: hook.posted }).toEqual({ code: 0, posted: [] });
  });

  it('never changes the exit code, and says on standard error what went wrong, without the address', async () => {
    await using hook = await webhook(404);
    const { code, stderr } = await postern([...DEMO, '--notify', hook.url]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `postern: The webhook at ${hook.host} was not told of the new findings: HTTP 404, "no_team\\u001b[31m".\n`,
    );
    expect(stderr).not.toContain('SECRET');
    expect(hook.posted).toHaveLength(1);
  });

  it('repeats nothing of the address that the webhook repeats', async () => {
    await using hook = await repeating((path) => `{"message":"Route POST:${path} sesame not found"}`, 404);
    const { stderr } = await postern([...DEMO, '--notify', `${hook.url}?key=HIDDEN%20KEY`], {
      POSTERN_NOTIFY_TOKEN: 'sesame',
    });
    expect(stderr).toContain('HTTP 404, "{\\"message\\":\\"Route POST:… … not found\\"}".\n');
  });

  it('says why a webhook is not reached that has several addresses', async () => {
    const { stderr } = await postern([...DEMO, '--notify', 'https://localhost:1/SECRET']);
    expect(stderr).toMatch(/localhost:1 was not told of the new findings: connect ECONNREFUSED \S+:1\.\n/);
    expect(stderr).not.toContain('SECRET');
  });

  it('tries again where the webhook is broken, and follows nobody elsewhere', async () => {
    await using broken = await webhook(503, 200);
    await using moved = await webhook(302);
    const [again, elsewhere] = await Promise.all([
      postern([...DEMO, '--notify', broken.url]),
      postern([...DEMO, '--notify', moved.url]),
    ]);
    expect(again.stderr).not.toContain('webhook');
    expect(broken.posted).toHaveLength(2);
    expect(elsewhere.stderr).toContain('HTTP 302');
    expect(moved.posted).toHaveLength(1);
  });

  it('is given up at once by who interrupts, and the exit code is that of the signal', async () => {
    await using silent = await webhook(NEVER);
    const running = startPostern([...DEMO, '--notify', silent.url]);
    await expect.poll(() => silent.posted.length, { timeout: 20_000 }).toBe(1);
    running.interrupt('SIGINT');
    const { code, stderr } = await running.done;
    expect(code).toBe(130);
    expect(stderr).toContain('was not told of the new findings: it was interrupted.');
    expect(silent.posted).toHaveLength(1);
  });

  it('does not go with --plan, which finds nothing', async () => {
    const { code, stderr } = await postern(['--demo', '--plan', '--notify', 'https://hooks.example.com/']);
    expect(code).toBe(2);
    expect(stderr).toContain("option '--plan' cannot be used with option '--notify <url>'");
  });

  it.each([
    ['hooks.example.com', '--notify takes the https:// address of a webhook.'],
    ['http://hooks.example.com/SECRET', '--notify takes the https:// address of a webhook.'],
    [
      'https://user:SECRET@hooks.example.com/',
      'The address of the webhook must hold no password: set POSTERN_NOTIFY_TOKEN instead.',
    ],
  ])('%s is a usage error that repeats nothing of it', async (url, message) => {
    const { code, stderr, stdout } = await postern([...DEMO, '--notify', url]);
    expect({ code, stderr, stdout }).toEqual({ code: 2, stderr: `postern: ${message}\n`, stdout: '' });
  });
});
