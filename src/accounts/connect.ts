import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { homeRegion, partitionOfRegion } from '../aws/partitions.ts';
import { ReadError } from '../aws/read-error.ts';
import type { Session } from '../aws/session.ts';
import type { Transport } from '../aws/transport.ts';
import { allRegions } from '../services/ec2/regions.ts';
import { identify } from './caller-identity.ts';
import { requireCredentials } from './credentials.ts';
import { isRegionName, type Region, requireRegion, selectRegions, UnknownRegionError } from './regions.ts';

export interface ConnectOptions {
  readonly credentials: AwsCredentialIdentityProvider;
  readonly profile: string | undefined;
  /** Region that is asked who we are; it also tells the partition. */
  readonly region: string;
  /** Regions to scan, names and globs; none means every enabled one. */
  readonly regions: readonly string[];
  readonly transport: Transport;
  /** The moment of the scan. */
  readonly now: Date;
}

/**
 * Finds out which account the credentials are for and which Regions it has.
 * @throws CredentialsError, UnknownRegionError, or ReadError when AWS cannot be reached.
 */
export async function connect(options: ConnectOptions): Promise<Session> {
  const { transport, credentials, profile, now } = options;
  if (!isRegionName(options.region))
    throw new UnknownRegionError(
      `"${options.region}" cannot be a Region. Set AWS_REGION, or region in the profile, to one.`,
    );
  if (!transport.replays) await requireCredentials(credentials);
  const stranger: Session = {
    accountId: '',
    partition: partitionOfRegion(options.region),
    principalArn: '',
    regions: { scanned: [], off: [], enabled: [] },
    now,
    credentials,
    profile,
    transport,
  };
  const { accountId, principalArn, partition, wrongRegion } = await identify(stranger, options.region);
  const known = { ...stranger, accountId, principalArn, partition };
  const regions = await regionsOf(known);
  const selected = selectRegions(regions, options.regions);
  if (wrongRegion && !(regions instanceof ReadError)) requireRegion(regions, options.region);
  return { ...known, regions: selected };
}

async function regionsOf(session: Session): Promise<readonly Region[] | ReadError> {
  try {
    const regions = await allRegions({ session, region: homeRegion(session.partition, 'ec2') });
    return regions.flatMap(({ RegionName, OptInStatus }) =>
      RegionName === undefined ? [] : [{ name: RegionName, enabled: OptInStatus !== 'not-opted-in' }],
    );
  } catch (error) {
    if (error instanceof ReadError) return error;
    throw error;
  }
}
