import { homeRegion, partitionOfRegion } from '../aws/partitions.ts';
import type { Session } from '../aws/session.ts';
import type { Tape } from '../aws/tape.ts';
import type { Source, Transport } from '../aws/transport.ts';
import { connect } from './connect.ts';
import { type CredentialOptions, configuredRegion, credentialChain, profileInUse } from './credentials.ts';

export interface SessionOptions extends Omit<CredentialOptions, 'region' | 'requestHandler'> {
  /** Where the transport's answers come from. */
  readonly source: Source;
  readonly transport: Transport;
  /** Regions to scan, names and globs; none means every enabled one, or those of the tape. */
  readonly regions: readonly string[];
  /** The moment of the scan. */
  readonly now: Date;
}

/**
 * The session of a scan: with the user's credentials, or as a tape was recorded. A tape that is being recorded is
 * told how the session was opened, so that a replay asks the same questions.
 * @throws CredentialsError, UnknownProfileError, UnknownRegionError, or ReadError when AWS cannot be reached.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { source } = options;
  switch (source.kind) {
    case 'replay':
      return replayed(source.tape, options);
    case 'aws':
      return live(await startRegion(options), options);
    case 'record': {
      const region = await startRegion(options);
      const session = await live(region, options);
      const { scanned, off } = session.regions;
      source.tape.setting = { ...source.tape.setting, startRegion: region, regions: [...scanned, ...off] };
      return session;
    }
  }
}

function replayed(tape: Tape, { regions, transport, now }: SessionOptions): Promise<Session> {
  return connect({
    credentials: async () => ({ accessKeyId: '', secretAccessKey: '' }),
    profile: undefined,
    region: tape.setting.startRegion,
    regions: regions.length === 0 ? tape.setting.regions : regions,
    transport,
    now,
  });
}

async function live(region: string, options: SessionOptions): Promise<Session> {
  const { regions, transport, now } = options;
  return connect({
    credentials: await credentialChain({ ...options, region, requestHandler: await transport.handler() }),
    profile: profileInUse(options.profile, options.environment),
    region,
    regions,
    transport,
    now,
  });
}

/** Where AWS is asked first. A Region that is to be scanned may be off or misspelt: only its partition is taken from it. */
async function startRegion({ profile, environment, regions }: SessionOptions): Promise<string> {
  return (
    (await configuredRegion(profile, environment)) ?? homeRegion(partitionOfRegion(regions[0] ?? ''), 'sts')
  );
}
