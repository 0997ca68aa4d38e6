import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { credentialsRefused } from './classify-error.ts';
import { CredentialsError, requireCredentials } from './credentials.ts';
import { allRegions } from './ec2.ts';
import { homeRegion, partitionOf, partitionOfRegion } from './partitions.ts';
import { ReadError } from './read-error.ts';
import { isRegionName, type Region, selectRegions, UnknownRegionError } from './regions.ts';
import type { Session } from './session.ts';
import { callerIdentity } from './sts.ts';
import type { Transport } from './transport.ts';

export interface ConnectOptions {
  readonly credentials: AwsCredentialIdentityProvider;
  readonly profile: string | undefined;
  /** Region that is asked who we are; it also tells the partition. */
  readonly region: string;
  /** Regions to scan, names and globs; none means every enabled one. */
  readonly regions: readonly string[];
  readonly transport: Transport;
}

/**
 * Finds out which account the credentials are for and which Regions it has.
 * @throws CredentialsError, UnknownRegionError, or ReadError when AWS cannot be reached.
 */
export async function connect(options: ConnectOptions): Promise<Session> {
  const { transport, credentials, profile } = options;
  if (!isRegionName(options.region))
    throw new UnknownRegionError(`"${options.region}" cannot be a Region. Set AWS_REGION to one.`);
  if (!transport.replays) await requireCredentials(credentials);
  const stranger: Session = {
    accountId: '',
    partition: partitionOfRegion(options.region),
    principalArn: '',
    regions: { scanned: [], off: [], enabled: [] },
    credentials,
    profile,
    transport,
  };
  const { accountId, principalArn, partition, wrongRegion } = await identify(stranger, options.region);
  const known = { ...stranger, accountId, principalArn, partition };
  const regions = await regionsOf(known);
  const selected = selectRegions(regions, options.regions);
  if (wrongRegion && !(regions instanceof ReadError)) selectRegions(regions, [options.region]);
  return { ...known, regions: selected };
}

/** A Region whose host does not exist is named wrongly when AWS answers in the home Region of the partition. */
async function identify(session: Session, region: string) {
  try {
    return { ...(await identifyIn(session, region)), wrongRegion: false };
  } catch (error) {
    const { home } = session.partition;
    if (region === home || !(error instanceof ReadError) || !isNoSuchHost(error.cause)) throw error;
    return { ...(await identifyIn(session, home)), wrongRegion: true };
  }
}

function isNoSuchHost(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOTFOUND';
}

async function identifyIn(session: Session, region: string) {
  const { Account, Arn } = await askWho(session, region);
  const partition = partitionOf(Arn?.split(':')[1] ?? '');
  if (Account === undefined || Arn === undefined || partition === undefined) {
    throw new CredentialsError(
      `AWS answered with an identity that Postern does not understand: ${Arn ?? 'no ARN'}`,
    );
  }
  return { accountId: Account, principalArn: Arn, partition };
}

async function askWho(session: Session, region: string) {
  try {
    return await callerIdentity({ session, region });
  } catch (error) {
    if (!(error instanceof ReadError) || !credentialsRefused(error.errorName)) throw error;
    throw new CredentialsError(
      `AWS did not accept the credentials in ${region} (${error.errorName}): they have expired, were deleted, or belong to another partition. Sign in again; for AWS GovCloud (US) or AWS China set AWS_REGION.`,
      { cause: error },
    );
  }
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
