import type { AwsCredentialIdentityProvider } from '@smithy/types';

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
  return fromNodeProviderChain({
    ...(profile === undefined ? {} : { profile }),
    ...(mfaCode === undefined ? {} : { mfaCodeProvider: mfaCode }),
    clientConfig: { region },
  });
}

/**
 * Takes credentials from a provider once, before anything is asked with them.
 * @throws CredentialsError that says why there are none.
 */
export async function requireCredentials(provider: AwsCredentialIdentityProvider): Promise<void> {
  try {
    await provider();
  } catch (cause) {
    const because = cause instanceof Error ? cause.message : String(cause);
    throw new CredentialsError(
      /could not load credentials from any providers/i.test(because)
        ? 'No AWS credentials found. Sign in with `aws sso login` or `aws configure`, name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.'
        : `The AWS credentials cannot be used: ${because}`,
      { cause },
    );
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
  if (profile in configFile || profile in credentialsFile) return;
  const names = [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])]
    .filter((name) => !name.startsWith('sso-session.') && !name.startsWith('services.'))
    .sort();
  throw new UnknownProfileError(
    names.length === 0
      ? `There is no profile "${profile}": no AWS profile is configured. Make one with \`aws configure sso\`.`
      : `There is no profile "${profile}". Profiles are: ${names.join(', ')}.`,
  );
}
