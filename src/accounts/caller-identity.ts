import { credentialsRefused } from '../aws/classify-error.ts';
import { CLOCK_SENTENCE, clockIsWrong } from '../aws/clock.ts';
import { partitionOf } from '../aws/partitions.ts';
import { ReadError } from '../aws/read-error.ts';
import type { Session } from '../aws/session.ts';
import { callerIdentity } from '../services/sts.ts';
import { CredentialsError } from './credentials.ts';

/**
 * Who the credentials are, asked in a Region.
 *
 * A Region whose host does not exist is named wrongly when AWS answers in the home Region of the partition.
 * @throws CredentialsError where AWS does not accept them, ReadError where it cannot be asked.
 */
export async function identify(session: Session, region: string) {
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
    const { cause, errorName = '' } = error;
    if (clockIsWrong(errorName, cause instanceof Error ? cause.message : ''))
      throw new CredentialsError(`AWS did not accept the request (${errorName}): ${CLOCK_SENTENCE}.`, {
        cause: error,
      });
    throw new CredentialsError(
      `AWS did not accept the credentials in ${region} (${error.errorName}): they have expired, were deleted, or belong to another partition. Sign in again; for AWS GovCloud (US) or AWS China set AWS_REGION.`,
      { cause: error },
    );
  }
}
