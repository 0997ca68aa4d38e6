/** The settings of one profile, both files together: `aws_access_key_id`, `region` and the like. */
export type ProfileSettings = Readonly<Record<string, string | undefined>>;

/** The profiles by name, and sections of other kinds as the SDK names them, such as `sso-session.work`. */
export type Profiles = Readonly<Record<string, ProfileSettings>>;

/**
 * Settings that say how to get credentials. botocore goes by the same ones, except that it lets
 * `aws_secret_access_key`, `source_profile` or `sso_session` stand alone for nothing; here they are half a way, told
 * as such, since what follows would be the credentials of somebody else.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html#cli-configure-files-settings
 */
const WAYS = [
  'web_identity_token_file',
  'role_arn',
  'aws_access_key_id',
  'aws_secret_access_key',
  'credential_process',
  'sso_session',
  'sso_start_url',
  'sso_account_id',
  'sso_role_name',
  'login_session',
  'source_profile',
  'credential_source',
  'aws_session_token',
] as const;

const CREDENTIAL_SOURCES = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'];

/** The settings of a profile; none where there is no such profile. */
export const settingsOf = (profiles: Profiles, name: string): ProfileSettings =>
  (Object.hasOwn(profiles, name) ? profiles[name] : undefined) ?? {};

/** The setting by which a profile says how to get credentials; undefined where it holds nothing but other settings. */
export function wayOf(settings: ProfileSettings): string | undefined {
  return WAYS.find((key) => settings[key]);
}

/** Whether a profile assumes a role with the credentials of another source, not with a web identity. */
export function assumesRole(settings: ProfileSettings): boolean {
  return Boolean(settings.role_arn) && !settings.web_identity_token_file;
}

/**
 * Why a profile cannot give credentials, seen from its settings alone, in one sentence that names the profile and the
 * setting; undefined where nothing speaks against it. A role chain is followed to its end.
 * @param visited profiles that led here by `source_profile`.
 */
export function profileProblem(
  profiles: Profiles,
  name: string,
  visited: readonly string[] = [],
): string | undefined {
  const settings = settingsOf(profiles, name);
  const sets = (key: string) => Boolean(settings[key]);
  const keys = sets('aws_access_key_id') && sets('aws_secret_access_key');
  // As the SDK and botocore do: keys beside a role are what the role is assumed with, once it is the source.
  if (visited.length > 0 && keys) return undefined;
  if (assumesRole(settings)) return roleProblem(profiles, name, visited);
  return (
    half(name, settings, 'aws_access_key_id', ['aws_secret_access_key']) ??
    half(name, settings, 'aws_secret_access_key', ['aws_access_key_id']) ??
    half(name, settings, 'aws_session_token', ['aws_access_key_id']) ??
    half(name, settings, 'source_profile', ['role_arn']) ??
    (visited.length > 0 ? undefined : half(name, settings, 'credential_source', ['role_arn'])) ??
    (keys ? undefined : half(name, settings, 'web_identity_token_file', ['role_arn'])) ??
    (keys || sets('web_identity_token_file') || sets('credential_process')
      ? undefined
      : signInProblem(profiles, name))
  );
}

function roleProblem(profiles: Profiles, name: string, visited: readonly string[]): string | undefined {
  const { source_profile: source, credential_source: from } = settingsOf(profiles, name);
  if (source && from)
    return `The profile "${name}" sets both source_profile and credential_source. Remove one of them.`;
  if (from) {
    return CREDENTIAL_SOURCES.includes(from)
      ? undefined
      : `The profile "${name}" sets credential_source to "${from}". It must be one of ${CREDENTIAL_SOURCES.join(', ')}.`;
  }
  if (!source)
    return `The profile "${name}" sets role_arn, but neither source_profile, credential_source nor web_identity_token_file. Add the one that says whose credentials assume the role.`;
  if (!Object.hasOwn(profiles, source))
    return `The profile "${name}" sets source_profile to "${source}", which does not exist. Name a profile that does.`;
  const chain = [...visited, name];
  const { aws_access_key_id: id, aws_secret_access_key: secret } = settingsOf(profiles, source);
  if (chain.includes(source) && !(source === name && id && secret))
    return `The source_profile settings lead in a circle: ${[...chain, source].join(', ')}. Let the last one name a profile that has credentials of its own.`;
  if (wayOf(settingsOf(profiles, source)) === undefined)
    return `The profile "${name}" sets source_profile to "${source}", which has no credentials. Give it some, or name another profile.`;
  return profileProblem(profiles, source, chain);
}

/** Of IAM Identity Center. https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html */
function signInProblem(profiles: Profiles, name: string): string | undefined {
  const settings = settingsOf(profiles, name);
  const { sso_session: session, sso_start_url: url, sso_account_id: account, sso_role_name: role } = settings;
  if (!session && !url && !account && !role) return undefined;
  const needs = ['sso_account_id', 'sso_role_name'];
  if (!session) {
    const way = wayOf(settings) ?? 'sso_start_url';
    return half(name, settings, way, [...needs, 'sso_start_url', 'sso_region']);
  }
  const section = `sso-session.${session}`;
  if (!Object.hasOwn(profiles, section))
    return `The profile "${name}" sets sso_session to "${session}", but the configuration file has no section [sso-session ${session}]. Set it up with \`aws configure sso-session\`.`;
  const sessionSettings = settingsOf(profiles, section);
  const missing = ['sso_start_url', 'sso_region'].filter((key) => !sessionSettings[key]);
  if (missing.length > 0)
    return `The section [sso-session ${session}], which the profile "${name}" names, lacks ${missing.join(' and ')}. Set it up with \`aws configure sso-session\`.`;
  return half(name, settings, 'sso_session', needs);
}

function half(
  name: string,
  settings: ProfileSettings,
  set: string,
  needed: readonly string[],
): string | undefined {
  const missing = needed.filter((key) => !settings[key]);
  if (!settings[set] || missing.length === 0) return undefined;
  return `The profile "${name}" sets ${set}, but not ${missing.join(' and ')}. Add what is missing, or remove ${set}.`;
}

/**
 * The number of the first line of a configuration file that is no section, setting, comment or continuation; the
 * settings that follow a broken section would count for the one before it. Undefined where all are.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function firstBadLine(text: string): number | undefined {
  const index = text
    .split(/\r?\n/)
    .findIndex(
      (line) =>
        !/^(?:\s*$|\s*[#;]|\s+\S|\[[^\]]+\]\s*(?:[#;].*)?$|[^\s[=][^=]*=)/.test(line.replace(/^\uFEFF/, '')),
    );
  return index === -1 ? undefined : index + 1;
}

/**
 * The settings of a profile that say how to get credentials, and are set to nothing, as by a template whose variables
 * were empty: the SDK leaves them out, and the profile would look like one without.
 * @param text a configuration or a credentials file.
 */
export function emptyWays(text: string, profile: string): string[] {
  let within = false;
  return text.split(/\r?\n/).flatMap((line) => {
    const section = /^\[\s*(?:profile\s+)?["']?([^\]"']+?)["']?\s*\]/.exec(line)?.[1];
    if (section !== undefined) within = section === profile;
    const key = /^([\w-]+)\s*=\s*(?:[#;].*)?$/.exec(line)?.[1];
    return within && key !== undefined && WAYS.some((way) => way === key) ? [key] : [];
  });
}
