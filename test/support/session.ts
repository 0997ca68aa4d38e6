import { vi } from 'vitest';
import { partitionOf } from '../../src/aws/partitions.ts';
import { PATIENCE, type Patience } from '../../src/aws/patience.ts';
import type { Session, SessionRegions } from '../../src/aws/session.ts';
import { type Source, Transport } from '../../src/aws/transport.ts';
import { type Answers, type Stub, startStub } from './stub.ts';

/** So little patience that a test of its end takes milliseconds. */
const IMPATIENT: Patience = {
  ...PATIENCE,
  attempts: 3,
  connectWithin: 2_000,
  answerWithin: 2_000,
  throttledFor: 0,
  backOff: 0.001,
};

export interface SessionOptions {
  readonly accountId?: string;
  readonly partition?: string;
  readonly regions?: Partial<SessionRegions>;
  readonly now?: Date;
  readonly source?: Source;
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  readonly patience?: Partial<Patience>;
}

/** An account that is read through a transport of its own; AWS is wherever AWS_ENDPOINT_URL says. */
export function sessionWith(options: SessionOptions = {}): Session {
  const partition = partitionOf(options.partition ?? 'aws');
  if (partition === undefined) throw new Error(`there is no partition ${options.partition}`);
  const accountId = options.accountId ?? '111122223333';
  const scanned = options.regions?.scanned ?? ['eu-west-1'];
  return {
    accountId,
    partition,
    principalArn: `arn:${partition.id}:iam::${accountId}:user/auditor`,
    regions: { scanned, off: [], enabled: scanned, ...options.regions },
    now: options.now ?? new Date(),
    credentials: async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }),
    profile: undefined,
    transport: new Transport({
      source: options.source ?? { kind: 'aws' },
      concurrency: options.concurrency ?? 8,
      signal: options.signal ?? new AbortController().signal,
      patience: { ...IMPATIENT, ...options.patience },
    }),
  };
}

/** A stub that every SDK client asks until `vi.unstubAllEnvs()`. */
export async function stubbedAws(answers: Answers | readonly Answers[], delayMs = 0): Promise<Stub> {
  const stub = await startStub({ answers, delayMs });
  vi.stubEnv('AWS_ENDPOINT_URL', stub.endpoint);
  return stub;
}
