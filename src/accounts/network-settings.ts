import { readFile } from 'node:fs/promises';
import { getProxyForUrl } from 'proxy-from-env';
import type { Network } from '../aws/http-agents.ts';
import { allProfiles, profileInUse } from './credentials.ts';
import { type Profiles, settingsOf } from './profile.ts';

/** A setting of the environment or of a profile that cannot be. The message is a sentence that names it. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

export interface NetworkOptions {
  /** Profile the user named on the command line. */
  readonly profile: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Setting {
  /** How to say which: `AWS_CA_BUNDLE`, or `ca_bundle of profile "work"`. */
  readonly name: string;
  readonly value: string;
}

/**
 * How to reach AWS, by the environment and the profile in use: proxies, trusted certificates, endpoints. Nothing is
 * asked yet. Proxies are those of HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY; the names in lower case go first, as
 * with curl. https://docs.aws.amazon.com/sdkref/latest/guide/feature-gen-config.html holds AWS_CA_BUNDLE.
 * @throws SettingError for a setting that cannot be.
 */
export async function networkSettings({ profile, environment }: NetworkOptions): Promise<Network> {
  const profiles = await allProfiles();
  const name = profileInUse(profile, environment) ?? 'default';
  for (const setting of endpointSettings(profiles, name, environment)) requireHttp(setting, 'endpoint');
  for (const setting of variantSettings(profiles, name, environment)) requireBoolean(setting);
  const proxies = {
    'http:': proxySetting('http', environment),
    'https:': proxySetting('https', environment),
  };
  for (const setting of Object.values(proxies)) if (setting !== undefined) requireHttp(setting, 'proxy');
  return {
    trusted: await trustedCertificates(profiles, name, environment),
    proxyTo: (url) => {
      // Whether there is one: it knows NO_PROXY.
      if (getProxyForUrl(url) === '') return undefined;
      return url.startsWith('https:') ? proxies['https:']?.value : proxies['http:']?.value;
    },
  };
}

function* endpointSettings(
  profiles: Profiles,
  profile: string,
  environment: NetworkOptions['environment'],
): Generator<Setting> {
  if (environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true') return;
  for (const [name, value] of Object.entries(environment))
    if (value && /^AWS_ENDPOINT_URL(_|$)/.test(name)) yield { name, value };
  const settings = settingsOf(profiles, profile);
  const of = ` of profile "${profile}"`;
  if (settings.endpoint_url) yield { name: `endpoint_url${of}`, value: settings.endpoint_url };
  if (!settings.services) return;
  const section = `services.${settings.services}`;
  if (!Object.hasOwn(profiles, section))
    throw new SettingError(
      `services${of} is "${settings.services}", but the configuration file has no section [services ${settings.services}].`,
    );
  for (const [key, value] of Object.entries(settingsOf(profiles, section)))
    if (value && key.endsWith('.endpoint_url'))
      yield { name: `endpoint_url of ${key.split('.')[0]} in [services ${settings.services}]`, value };
}

/** FIPS and dual-stack: the SDK takes what is neither true nor false for nothing, and asks other endpoints. */
function variantSettings(
  profiles: Profiles,
  profile: string,
  environment: NetworkOptions['environment'],
): Setting[] {
  const settings = settingsOf(profiles, profile);
  return ['use_fips_endpoint', 'use_dualstack_endpoint'].flatMap((key) => {
    const variable = `AWS_${key.toUpperCase()}`;
    return [
      { name: variable, value: environment[variable] ?? '' },
      { name: `${key} of profile "${profile}"`, value: settings[key] ?? '' },
    ].filter(({ value }) => value !== '');
  });
}

function requireBoolean({ name, value }: Setting): void {
  if (value === 'true' || value === 'false') return;
  throw new SettingError(`${name} is "${value}". It must be true or false.`);
}

function proxySetting(scheme: string, environment: NetworkOptions['environment']): Setting | undefined {
  for (const lower of [`${scheme}_proxy`, 'all_proxy'])
    for (const name of [lower, lower.toUpperCase()]) {
      const value = environment[name];
      // A proxy without a scheme is spoken to in HTTP, as by curl and the AWS CLI.
      if (value) return { name, value: value.includes('://') ? value : `http://${value}` };
    }
  return undefined;
}

function requireHttp({ name, value }: Setting, what: 'endpoint' | 'proxy'): void {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if ((url?.protocol === 'http:' || url?.protocol === 'https:') && url.hostname !== '') return;
  // What stands before an @ may be a password.
  const shown = value.replace(/\/\/[^/]*@/, '//…@');
  throw new SettingError(
    `${name} is "${shown}", which is no ${what} that Postern can use. It must be an http:// or https:// address.`,
  );
}

async function trustedCertificates(
  profiles: Profiles,
  profile: string,
  { AWS_CA_BUNDLE }: NetworkOptions['environment'],
): Promise<string | undefined> {
  const inProfile = settingsOf(profiles, profile).ca_bundle;
  const path = AWS_CA_BUNDLE || inProfile;
  if (!path) return undefined;
  const name = AWS_CA_BUNDLE ? 'AWS_CA_BUNDLE' : `ca_bundle of profile "${profile}"`;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new SettingError(
      `${name} is "${path}", which cannot be read. Name a file with certificates in PEM.`,
      {
        cause,
      },
    );
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new SettingError(`${name} is "${path}", which holds no certificate in PEM. Name a file that does.`);
}
