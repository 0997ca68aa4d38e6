import type { TargetGroup as AwsTargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { listeners } from './listeners.ts';
import { facesInternet } from './load-balancers.ts';
import { elbv2 } from './service.ts';

export type TargetGroup = Named<
  Pick<
    AwsTargetGroup,
    'TargetGroupArn' | 'Port' | 'Protocol' | 'TargetType' | 'HealthCheckProtocol' | 'HealthCheckPort'
  >,
  'TargetGroupArn'
>;

/** Protocols of a listener that pass a TCP stream on as it comes: TLS too, where targets speak it. */
const PASSED_ON: ReadonlySet<string | undefined> = new Set(['TCP', 'TCP_UDP', 'TCP_QUIC']);

export function passesTcpOn({ Protocol }: { readonly Protocol?: string | undefined }): boolean {
  return PASSED_ON.has(Protocol);
}

/**
 * The target groups of the Region, where a listener that faces the internet passes TCP on to some; else none is asked
 * for.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html
 */
export const targetGroupsOfTcpListeners = elbv2
  .using(listeners)
  .reader(
    [{ ifAny: 'DescribeTargetGroups' }],
    async ({ sdk, client, ask }): Promise<readonly TargetGroup[]> => {
      const open = (await ask(listeners)).filter(({ item }) => facesInternet(item));
      if (!open.some(({ answer }) => answer.ok && answer.value.some(passesTcpOn))) return [];
      return pages(sdk.paginateDescribeTargetGroups({ client }, { PageSize: 400 }), (page) =>
        named(page.TargetGroups, 'TargetGroupArn'),
      );
    },
  );
