import type { AwsCredentialIdentityProvider, Logger } from '@smithy/types';

/** No credentials, or none that AWS accepts. The message says what to do. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}

/** A profile that neither the configuration nor the credentials file holds. */
export class UnknownProfileError extends Error {
  override readonly name = 'UnknownProfileError';
}

export interface CredentialOptions {
  /** Profile the user named on the command line; it goes before credentials in the environment. */
  readonly profile: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Region of the STS calls that role chains need. */
  readonly region: string;
  /** Asks the person at the terminal for the code of an MFA device; undefined where nobody can be asked. */
  readonly mfaCode: ((serial: string) => Promise<string>) | undefined;
}

/**
 * Credentials in the order of the AWS CLI: a profile that was named, the environment, the profile of AWS_PROFILE or
 * the default one (keys, SSO, role chains, processes, web identity), the container, the instance.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-authentication.html
 */
export async function credentialChain(options: CredentialOptions): Promise<AwsCredentialIdentityProvider> {
  const { fromEnv, fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const { environment, mfaCode, region } = options;
  if (options.profile === undefined && environment.AWS_ACCESS_KEY_ID && environment.AWS_SECRET_ACCESS_KEY) {
    return fromEnv();
  }
  const profile = options.profile ?? environment.AWS_PROFILE;
  if (profile !== undefined) await requireProfile(profile);
  const provider = fromNodeProviderChain({
    ...(profile === undefined ? {} : { profile }),
    ...(mfaCode === undefined ? {} : { mfaCodeProvider: mfaCode }),
    // Not `clientConfig`: its Region would go before the one in which IAM Identity Center lives, sso_region.
    parentClientConfig: { region, ...(profile === undefined ? {} : { profile }) },
    logger: SILENT,
  });
  return async (identity) => {
    try {
      return await provider(identity);
    } catch (cause) {
      throw new CredentialsError(sentence(cause, profile), { cause });
    }
  };
}

/** Otherwise the SDK writes to standard error that there are credentials both in the environment and in a profile. */
const SILENT: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** What to do about credentials that cannot be had. The SDK tells its reasons apart by their words alone. */
function sentence(cause: unknown, profile: string | undefined): string {
  const because = (cause instanceof Error ? cause.message : String(cause)).trim().replace(/\.$/, '');
  const option = profile === undefined ? '' : ` --profile ${profile}`;
  if (/could not load credentials from any providers/i.test(because)) {
    return profile === undefined
      ? 'No AWS credentials found. Sign in with `aws sso login` or `aws configure`, name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.'
      : `The profile "${profile}" gives no credentials, and this machine has none of its own. Look at its settings, or set it up with \`aws configure sso${option}\`.`;
  }
  // The second is what the portal says to a session that was ended there.
  // https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
  if (/aws sso login|^UnauthorizedException:/i.test(because))
    return `Nobody is signed in to AWS IAM Identity Center, or no longer. Run \`aws sso login${option}\` and try again.`;
  if (/requires multi-factor authentication/i.test(because))
    return `${because.replace(/, but no MFA.*/, '')}, and nobody can be asked for the code here. Run Postern in a terminal, or set AWS_SESSION_TOKEN and the keys that go with it.`;
  return `The AWS credentials${profile === undefined ? '' : ` of profile "${profile}"`} cannot be used: ${because}.`;
}

/**
 * Takes credentials from a provider once, before anything is asked with them.
 * @throws CredentialsError that says why there are none.
 */
export async function requireCredentials(provider: AwsCredentialIdentityProvider): Promise<void> {
  try {
    await provider();
  } catch (cause) {
    if (cause instanceof CredentialsError) throw cause;
    throw new CredentialsError(sentence(cause, undefined), { cause });
  }
}

/** The Region that the environment or the profile sets, as the AWS CLI reads it. */
export async function configuredRegion(
  profile: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const named = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  if (named) return named;
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const name = profile ?? environment.AWS_PROFILE ?? 'default';
  return configFile[name]?.region ?? credentialsFile[name]?.region;
}

async function requireProfile(profile: string): Promise<void> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  if (Object.hasOwn(configFile, profile) || Object.hasOwn(credentialsFile, profile)) return;
  const names = [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])]
    .filter((name) => !name.startsWith('sso-session.') && !name.startsWith('services.'))
    .sort();
  throw new UnknownProfileError(
    names.length === 0
      ? `There is no profile "${profile}": no AWS profile is configured. Make one with \`aws configure sso\`.`
      : `There is no profile "${profile}". Profiles are: ${names.join(', ')}.`,
  );
}
