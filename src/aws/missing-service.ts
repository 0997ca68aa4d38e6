import { lookup } from 'node:dns/promises';
import type { HttpRequest } from '@smithy/core/protocols';
import type { Network } from './http-agents.ts';

/**
 * The host of a service does not exist. It has no cause until the SDK has let go of it: for an error with a cause in
 * the network it would try again, and no attempt makes a host.
 */
export class NoSuchHostError extends Error {
  override readonly name = 'NoSuchHost';
  constructor(readonly dnsError: unknown) {
    super('no such host');
  }
}

/** A FIPS or dual-stack host that does not exist. The service may well be there, so nothing is known of it. */
export class NoSuchVariantError extends Error {
  override readonly name = 'NoSuchVariant';
}

/** FIPS and dual-stack hosts, and the settings that ask for them. https://docs.aws.amazon.com/general/latest/gr/rande.html */
const VARIANTS: readonly { readonly host: RegExp; readonly what: string; readonly setting: string }[] = [
  {
    host: /(^|[.-])fips([.-]|$)/,
    what: 'FIPS',
    setting: 'AWS_USE_FIPS_ENDPOINT (in a profile, use_fips_endpoint)',
  },
  {
    host: /\.dualstack\.|\.api\.(aws|amazonwebservices\.com\.cn)$/,
    what: 'dual-stack',
    setting: 'AWS_USE_DUALSTACK_ENDPOINT (in a profile, use_dualstack_endpoint)',
  },
];

/**
 * What an error in the network means for a request. A host name that does not exist means a service without an endpoint
 * in that Region only when the Region itself is reached: its STS endpoint resolves
 * (https://docs.aws.amazon.com/general/latest/gr/sts.html). Otherwise it is the network here that fails. Behind a proxy
 * it is the name of the proxy that was looked up, and of the service nothing is known.
 * @returns NoSuchHostError, NoSuchVariantError, or the error as it came.
 */
export async function meaningOf(
  error: unknown,
  request: unknown,
  { service, region }: { readonly service: string; readonly region: string },
  network: Network,
): Promise<unknown> {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOTFOUND') return error;
  const { HttpRequest } = await import('@smithy/core/protocols');
  if (!HttpRequest.isInstance(request) || isProxied(request, network)) return error;
  const { hostname } = request;
  const variant = VARIANTS.find(({ host }) => host.test(hostname));
  if (variant !== undefined)
    return new NoSuchVariantError(
      `${service} has no ${variant.what} endpoint in ${region}: ${hostname} does not exist. Unset ${variant.setting} to ask its ordinary endpoint`,
    );
  const [, suffix] = hostname.split(`.${region}.`);
  if (suffix === undefined) return error;
  try {
    await lookup(`sts.${region}.${suffix}`);
    return new NoSuchHostError(error);
  } catch {
    return error;
  }
}

const isProxied = ({ protocol, hostname }: HttpRequest, network: Network): boolean =>
  network.proxyTo(`${protocol}//${hostname}`) !== undefined;
