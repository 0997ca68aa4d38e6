import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpHandler } from '@smithy/core/protocols';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider, Logger } from '@smithy/types';
import { CLOCK_SENTENCE, clockIsWrong } from '../aws/clock.ts';
import { firstWords } from '../aws/first-words.ts';
import {
  assumesRole,
  emptyWays,
  firstBadLine,
  type ProfileSettings,
  type Profiles,
  profileProblem,
  settingsOf,
  wayOf,
} from './profile.ts';

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
  /** The way to AWS for the calls that get credentials; undefined lets the SDK find its own. */
  readonly requestHandler?: HttpHandler<object> | undefined;
  /** Runs the credential_process of a profile to its end, and tells what it wrote; rejects with a reason for people. */
  readonly runProcess: (command: string) => Promise<string>;
}

type ProcessDone = (error: unknown, output?: { readonly stdout: string }) => void;

/** Where credentials come from: in words that follow "The AWS credentials", and how to get them. */
interface CredentialSource {
  readonly of: string;
  readonly provide: () => Promise<AwsCredentialIdentity>;
  /** What to say where they cannot be had, if that is not why. */
  readonly otherwise?: string;
}

/** Milliseconds before their end at which the SDK has credentials renewed. */
const RENEWED_BEFORE_END = 300_000;

/**
 * Credentials from one source, the first that is set, in the order of the AWS CLI: a profile that was named, the
 * environment, the role of the profile of AWS_PROFILE or of the default one, a web identity of the environment, that
 * profile (keys, SSO, processes, web identity, a console login), the container, the instance. A source that is set either gives credentials
 * or the provider rejects: what comes after it may belong to another account. A profile that holds nothing but settings
 * is no source; with one that was named on the command line the environment is none either, as in botocore.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-configure.html#configure-precedence
 * @throws CredentialsError for settings that cannot give any, UnknownProfileError; the provider, CredentialsError.
 */
export async function credentialChain(options: CredentialOptions): Promise<AwsCredentialIdentityProvider> {
  const { externalDataInterceptor, memoize } = await import('@smithy/core/config');
  // Wherever in a chain of profiles the SDK comes upon a process, it has it run by this.
  externalDataInterceptor.interceptToken('exec', (command: string, done: ProcessDone) => {
    options.runProcess(command).then((stdout) => done(null, { stdout }), done);
  });
  const profile = profileInUse(options.profile, options.environment);
  const { of, provide, otherwise } = await sourceOf(options, profile);
  return memoize<AwsCredentialIdentity>(
    async () => {
      try {
        return await provide();
      } catch (cause) {
        throw new CredentialsError(otherwise ?? sentence(cause, of, profile), { cause });
      }
    },
    ({ expiration }) => expiration !== undefined && expiration.getTime() - Date.now() < RENEWED_BEFORE_END,
    ({ expiration }) => expiration !== undefined,
  );
}

/** The profile that the command line or the environment names. */
export function profileInUse(
  named: string | undefined,
  { AWS_PROFILE, AWS_DEFAULT_PROFILE }: CredentialOptions['environment'],
): string | undefined {
  return named ?? (AWS_PROFILE || AWS_DEFAULT_PROFILE || undefined);
}

async function sourceOf(options: CredentialOptions, profile: string | undefined): Promise<CredentialSource> {
  const { fromEnv, fromHttp, fromIni, fromInstanceMetadata, fromTokenFile } = await import(
    '@aws-sdk/credential-providers'
  );
  const { environment, mfaCode, region, requestHandler } = options;
  const named = options.profile !== undefined;
  if (!named && environment.AWS_ACCESS_KEY_ID) {
    if (!environment.AWS_SECRET_ACCESS_KEY)
      throw new CredentialsError(
        'AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not. Set both, or unset both.',
      );
    return { of: ' of AWS_ACCESS_KEY_ID', provide: fromEnv() };
  }
  const settings = await requireProfile(profile, environment);
  const client = {
    ...(requestHandler === undefined ? {} : { requestHandler }),
    ...(profile === undefined ? {} : { profile }),
  };
  const shared = {
    // Without a Region: it would go before the one in which IAM Identity Center lives, sso_region.
    clientConfig: client,
    parentClientConfig: { ...client, region },
    logger: SILENT,
  };
  if (!named && !assumesRole(settings) && environment.AWS_WEB_IDENTITY_TOKEN_FILE) {
    if (!environment.AWS_ROLE_ARN)
      throw new CredentialsError(
        'AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not. Set both, or unset both.',
      );
    return { of: ' of AWS_WEB_IDENTITY_TOKEN_FILE', provide: fromTokenFile(shared) };
  }
  const way = wayOf(settings);
  if (way !== undefined) {
    const provide = fromIni({
      ...shared,
      ...(profile === undefined ? {} : { profile }),
      ...(mfaCode === undefined ? {} : { mfaCodeProvider: mfaCode }),
    });
    const of = ` of ${profile === undefined ? 'the default profile' : `profile "${profile}"`} (${way})`;
    // A console login takes its Region from nowhere else.
    return { of, provide: () => provide({ callerClientConfig: { ...client, region: async () => region } }) };
  }
  const uri = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].find(
    (name) => environment[name],
  );
  if (uri !== undefined) return { of: ` of ${uri}`, provide: async () => fromHttp({ logger: SILENT })() };
  const disabled = environment.AWS_EC2_METADATA_DISABLED;
  return {
    of: '',
    otherwise: noneFound(profile),
    provide:
      disabled && disabled !== 'false'
        ? () => Promise.reject(new Error('AWS_EC2_METADATA_DISABLED is set'))
        : fromInstanceMetadata({ logger: SILENT }),
  };
}

function noneFound(profile: string | undefined): string {
  return profile === undefined
    ? 'No AWS credentials found. Sign in with `aws sso login` or `aws configure`, name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.'
    : `The profile "${profile}" gives no credentials, and this machine has none of its own. Look at its settings, or set it up with \`aws configure sso --profile ${profile}\`.`;
}

/** Otherwise the SDK writes to standard error that there are credentials both in the environment and in a profile. */
const SILENT: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** What to do about credentials that cannot be had. The SDK tells its reasons apart by their words alone. */
function sentence(cause: unknown, of: string, profile: string | undefined): string {
  const because = reasonOf(cause);
  const option = profile === undefined ? '' : ` --profile ${profile}`;
  const signedOut = because === DAMAGED && /\(sso_\w+\)$/.test(of);
  // The second is what the portal says to a session that was ended there.
  // https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
  if (signedOut || /aws sso login|^UnauthorizedException:/i.test(because))
    return `Nobody is signed in to AWS IAM Identity Center, or no longer. Run \`aws sso login${option}\` and try again.`;
  if (/requires multi-factor authentication/i.test(because))
    return `${because.replace(/, but no MFA.*/, '')}, and nobody can be asked for the code here. Run Postern in a terminal, or set AWS_SESSION_TOKEN and the keys that go with it.`;
  if (!/\(login_session\)$/.test(of)) return `The AWS credentials${of} cannot be used: ${because}.`;
  const again = `Run \`aws login${option}\` and try again.`;
  return /ENOENT/.test(because)
    ? `Nobody is signed in with \`aws login\`. ${again}`
    : `The AWS credentials${of} cannot be used: ${because}. ${again}`;
}

const DAMAGED = 'what it leads to is damaged, or is something else';

function reasonOf(cause: unknown): string {
  const name = cause instanceof Error ? cause.name : '';
  const because = firstWords(cause instanceof Error ? cause.message : String(cause)).replace(/^Error: /, '');
  // The SDK stumbles over files and answers that are not what it expects, and may hide the kind of its error.
  if (
    cause instanceof TypeError ||
    cause instanceof SyntaxError ||
    /^Cannot (read|set) propert/.test(because)
  )
    return DAMAGED;
  if (clockIsWrong(name, because)) return `${CLOCK_SENTENCE} (${because})`;
  return because || name || 'no reason is given';
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
    throw new CredentialsError(sentence(cause, '', undefined), { cause });
  }
}

/** The Region that the environment or the profile sets, as the AWS CLI reads it. */
export async function configuredRegion(
  profile: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const named = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  if (named) return named;
  const profiles = await allProfiles();
  return settingsOf(profiles, profileInUse(profile, environment) ?? 'default').region;
}

/** Both files together, as the SDK reads them. https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html */
export async function allProfiles(): Promise<Profiles> {
  const { parseKnownFiles } = await import('@smithy/core/config');
  return parseKnownFiles({});
}

/** The settings of a profile that exists and of which nothing is wrong; of the default one, which need not. */
async function requireProfile(
  named: string | undefined,
  environment: CredentialOptions['environment'],
): Promise<ProfileSettings> {
  const texts = await soundFiles(environment);
  const profiles = await allProfiles();
  const profile = named ?? 'default';
  if (named !== undefined && !Object.hasOwn(profiles, named)) throw unknownProfile(named, profiles);
  const problem = profileProblem(profiles, profile);
  if (problem !== undefined) throw new CredentialsError(problem);
  const settings = settingsOf(profiles, profile);
  const [empty] = texts.flatMap((text) => emptyWays(text, profile));
  if (empty !== undefined && wayOf(settings) === undefined)
    throw new CredentialsError(
      `The profile "${profile}" sets ${empty} to nothing. Give it a value, or remove it.`,
    );
  return settings;
}

/** The texts of both files. The SDK takes a file that it cannot read for none, and lines that it cannot for nothing. */
async function soundFiles(environment: CredentialOptions['environment']): Promise<string[]> {
  const { getHomeDir } = await import('@smithy/core/config');
  const folder = join(getHomeDir(), '.aws');
  return Promise.all([
    soundFile('AWS_CONFIG_FILE', environment.AWS_CONFIG_FILE ?? join(folder, 'config')),
    soundFile(
      'AWS_SHARED_CREDENTIALS_FILE',
      environment.AWS_SHARED_CREDENTIALS_FILE ?? join(folder, 'credentials'),
    ),
  ]);
}

/** The text of a file, empty where there is none. */
async function soundFile(variable: string, path: string): Promise<string> {
  const instead = `Mend it, or name another file with ${variable}.`;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return '';
    throw new CredentialsError(`The file ${path} cannot be read (${code}). ${instead}`, { cause });
  }
  const line = firstBadLine(text);
  if (line === undefined) return text;
  throw new CredentialsError(`Line ${line} of ${path} is neither a [section] nor a setting. ${instead}`);
}

function unknownProfile(profile: string, profiles: Profiles): UnknownProfileError {
  const names = Object.keys(profiles)
    .filter((name) => !name.startsWith('sso-session.') && !name.startsWith('services.'))
    .sort();
  return new UnknownProfileError(
    names.length === 0
      ? `There is no profile "${profile}": no AWS profile is configured. Make one with \`aws configure sso\`.`
      : `There is no profile "${profile}". Profiles are: ${names.join(', ')}.`,
  );
}
