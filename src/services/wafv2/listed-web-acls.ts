import type { Scope, WebACLSummary } from '@aws-sdk/client-wafv2';
import { type Named, named } from '../../aws/named.ts';
import type { Partition } from '../../aws/partitions.ts';
import { PAGE, wafv2 } from './service.ts';

/** A web ACL as a list has it. */
export type ListedWebAcl = Named<Pick<WebACLSummary, 'Name' | 'Id' | 'ARN'>, 'Name' | 'Id' | 'ARN'> & {
  /** What it may protect: what lies in the Region, or CloudFront. */
  readonly Scope: Scope;
};

/**
 * The scopes of web ACLs that a Region holds. Those for CloudFront are in us-east-1 alone; China's CloudFront takes none,
 * and the other partitions have no CloudFront.
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_ListWebACLs.html
 */
export function scopesIn({ id }: Partition, region: string): readonly Scope[] {
  return id === 'aws' && region === 'us-east-1' ? ['REGIONAL', 'CLOUDFRONT'] : ['REGIONAL'];
}

/**
 * The web ACLs of the Region, those that Firewall Manager made too, and in us-east-1 those of CloudFront; none where
 * there are none.
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_ListWebACLs.html
 */
export const listedWebAcls = wafv2.reader(
  [{ repeats: 'ListWebACLs' }],
  async ({ sdk, client, partition, region }): Promise<readonly ListedWebAcl[]> => {
    const inScope = async (Scope: Scope): Promise<readonly ListedWebAcl[]> => {
      const all: ListedWebAcl[] = [];
      let NextMarker: string | undefined;
      do {
        const page = await client.send(
          new sdk.ListWebACLsCommand({
            Scope,
            Limit: PAGE,
            ...(NextMarker === undefined ? {} : { NextMarker }),
          }),
        );
        for (const { Name, Id, ARN } of named(page.WebACLs, 'Name', 'Id', 'ARN'))
          all.push({ Name, Id, ARN, Scope });
        NextMarker = page.NextMarker;
      } while (NextMarker !== undefined && NextMarker !== '');
      return all;
    };
    return (await Promise.all(scopesIn(partition, region).map(inScope))).flat();
  },
);
