import { vi } from 'vitest';
import { partitionOf } from '../../src/aws/partitions.ts';
import type { Place } from '../../src/aws/session.ts';
import { Transport } from '../../src/aws/transport.ts';
import { type Answers, startStub } from './stub.ts';

/**
 * Where a test takes readings: an account whose every call the stub answers. When the test is done with it, readers must
 * have sent what they declare, or the plan of a scan would be wrong.
 */
export interface StubbedPlace extends AsyncDisposable {
  readonly place: Place;
  /** The operations called so far. */
  calls(): readonly string[];
}

/** The test that calls this undoes AWS_ENDPOINT_URL with `vi.unstubAllEnvs()` when it is over. */
export async function stubbedPlace(
  answers: Answers,
  { accountId = '111122223333', region = 'eu-west-1' } = {},
): Promise<StubbedPlace> {
  const stub = await startStub({ answers });
  vi.stubEnv('AWS_ENDPOINT_URL', stub.endpoint);
  const partition = partitionOf('aws');
  if (partition === undefined) throw new Error('there is no partition aws');
  const transport = new Transport({
    source: { kind: 'aws' },
    concurrency: 8,
    signal: new AbortController().signal,
    patience: { backOff: 0.001, throttledFor: 0 },
  });
  return {
    place: {
      session: {
        accountId,
        partition,
        principalArn: `arn:aws:iam::${accountId}:user/auditor`,
        regions: { scanned: [region], off: [], enabled: [region] },
        now: new Date('2026-11-20T12:00:00Z'),
        credentials: async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }),
        profile: undefined,
        transport,
      },
      region,
    },
    calls: () => stub.requests.map(({ operation }) => operation),
    [Symbol.asyncDispose]: async () => {
      await stub.stop();
      if (transport.misdeclared.size > 0) throw new Error([...transport.misdeclared].join('\n'));
    },
  };
}
