import { createServer } from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import { callerIdentity } from '../../src/services/sts.ts';
import { sessionWith } from '../support/session.ts';
import { failure, recognise, success } from '../support/wire.ts';

const HOUR = 3_600_000;
/** Beyond it AWS refuses a request. https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html */
const ALLOWED = 300_000;

afterEach(() => vi.unstubAllEnvs());

/** `20260101T000000Z` */
const timeOf = (stamp: string) =>
  Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

it('of this machine that is wrong is corrected by what AWS answers', async () => {
  const skews: number[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const { method = '', url = '', headers } = incoming;
        const call = recognise({ method, url, headers, body: Buffer.concat(chunks) });
        const now = Date.now() + 2 * HOUR;
        const skew = Math.abs(timeOf(`${headers['x-amz-date']}`) - now);
        skews.push(skew);
        const answer =
          skew > ALLOWED
            ? failure(call, {
                code: 'RequestTimeTooSkewed',
                message: 'The difference is too large.',
                status: 403,
              })
            : success(call, {
                Account: '111122223333',
                Arn: 'arn:aws:iam::111122223333:user/ann',
                UserId: 'x',
              });
        outgoing
          .writeHead(answer.status ?? 200, { ...answer.headers, date: new Date(now).toUTCString() })
          .end(answer.body);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const address = server.address();
    if (typeof address !== 'object') throw new Error('no port');
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${address?.port}`);
    expect(await callerIdentity({ session: sessionWith(), region: 'us-east-1' })).toMatchObject({
      Account: '111122223333',
    });
    expect(skews.map((skew) => skew > ALLOWED)).toEqual([true, false]);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
