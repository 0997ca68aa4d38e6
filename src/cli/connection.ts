import { networkSettings } from '../accounts/network-settings.ts';
import { openSession } from '../accounts/open-session.ts';
import type { Session } from '../aws/session.ts';
import { type Source, Transport } from '../aws/transport.ts';
import { runCredentialProcess } from './credential-process.ts';
import { waitingOf } from './patience.ts';
import { momentOf, type SourceOptions, sourceOf } from './source.ts';
import { askForMfaCode, terminal } from './terminal.ts';

export interface ConnectionOptions extends SourceOptions {
  readonly profile?: string;
  readonly region: readonly string[];
  readonly concurrency: number;
}

/** The way to the account that the user means. */
export interface Connection {
  readonly source: Source;
  readonly transport: Transport;
  /** Milliseconds between two lines that tell what is waited for, where nobody watches. */
  readonly tellEvery: number;
  /** The moment that ages are judged by. */
  readonly now: Date;
  /** Finds out who and where we are. */
  readonly connect: () => Promise<Session>;
}

/**
 * Asks nothing of AWS yet.
 * @throws TapeError when a tape cannot be read or is none of ours, UsageError or SettingError for a setting that cannot be.
 */
export async function connectionTo(options: ConnectionOptions, signal: AbortSignal): Promise<Connection> {
  const { concurrency, profile, region: regions } = options;
  const { patience, tellEvery } = waitingOf(process.env);
  const source = await sourceOf(options);
  const network =
    source.kind === 'replay' ? {} : { network: await networkSettings({ profile, environment: process.env }) };
  const transport = new Transport({ source, concurrency, signal, patience, ...network });
  const now = momentOf(source);
  const connect = () =>
    openSession({
      source,
      transport,
      now,
      profile,
      regions,
      environment: process.env,
      runProcess: runCredentialProcess,
      mfaCode: terminal().interactive ? (serial) => askForMfaCode(serial, signal) : undefined,
    });
  return { source, transport, tellEvery, now, connect };
}
