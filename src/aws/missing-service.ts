import { lookup } from 'node:dns/promises';

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

/**
 * A host name that does not exist means a service without an endpoint in that Region only when the Region itself is
 * reached: its STS endpoint resolves (https://docs.aws.amazon.com/general/latest/gr/sts.html). Otherwise it is the
 * network here that fails.
 */
export async function isMissingService(error: unknown, request: unknown, region: string): Promise<boolean> {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOTFOUND') return false;
  const { HttpRequest } = await import('@smithy/core/protocols');
  if (!HttpRequest.isInstance(request)) return false;
  const [, suffix] = request.hostname.split(`.${region}.`);
  if (suffix === undefined) return false;
  try {
    await lookup(`sts.${region}.${suffix}`);
    return true;
  } catch {
    return false;
  }
}
