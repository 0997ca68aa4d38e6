import { named } from '../../aws/named.ts';
import { listeners } from './listeners.ts';
import { elbv2 } from './service.ts';

/** What a security policy accepts. */
export interface TlsPolicy {
  readonly protocols: readonly string[];
  readonly ciphers: readonly string[];
}

/**
 * The security policies that AWS offers in the Region, by name, where a listener has one; else none is asked for.
 * They are judged by what they hold: a name with FIPS or PQ in it may accept TLS 1.0.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeSSLPolicies.html
 */
export const tlsPolicies = elbv2
  .using(listeners)
  .reader(
    [{ ifAny: 'DescribeSSLPolicies' }],
    async ({ sdk, client, ask }): Promise<ReadonlyMap<string, TlsPolicy>> => {
      const policies = new Map<string, TlsPolicy>();
      const inUse = (await ask(listeners)).some(
        ({ answer }) => answer.ok && answer.value.some(({ SslPolicy }) => SslPolicy !== undefined),
      );
      if (!inUse) return policies;
      let Marker: string | undefined;
      do {
        const page = await client.send(
          new sdk.DescribeSSLPoliciesCommand({ PageSize: 400, ...(Marker === undefined ? {} : { Marker }) }),
        );
        for (const { Name, SslProtocols = [], Ciphers = [] } of named(page.SslPolicies, 'Name'))
          policies.set(Name, {
            protocols: SslProtocols,
            ciphers: Ciphers.flatMap((cipher) => cipher.Name ?? []),
          });
        Marker = page.NextMarker;
      } while (Marker !== undefined && Marker !== '');
      return policies;
    },
  );

/**
 * Versions before TLS 1.2, as load balancers name them, and those that a custom policy has switched on.
 * https://www.rfc-editor.org/rfc/rfc8996
 */
const OLD: ReadonlySet<string> = new Set(['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1']);

/** Ciphers that hide nothing from whoever tries: https://www.rfc-editor.org/rfc/rfc9325#section-4.1 */
const BROKEN = /(^|-)(ADH|DES|EXP|NULL|RC2|RC4)(-|$)/;

/** What a policy accepts that it should not: old versions of TLS and broken ciphers, in the order it names them. */
export function weaknessesOf({ protocols, ciphers }: TlsPolicy): readonly string[] {
  return [
    ...protocols.filter((protocol) => OLD.has(protocol)),
    ...ciphers.filter((cipher) => BROKEN.test(cipher)),
  ];
}
