import {
  accountResource,
  type Gathering,
  type NotApplicable,
  notApplicable,
  type Resource,
} from 'postern/rule';
import type { Distribution } from 'postern/services/cloudfront';

/** A distribution by its ARN; people know it by its names. */
export function distributionResource({ ARN, DomainName, aliases }: Distribution): Resource {
  return { type: 'AwsCloudFrontDistribution', id: ARN, details: { DomainName, Aliases: aliases } };
}

/** What people call a distribution. */
export function nameOf({ Id, aliases: [alias] }: Distribution): string {
  return alias === undefined ? Id : `${Id} (${alias})`;
}

/** Says of a distribution that is off that it serves nobody; undefined for all others. */
export function whenOff(distribution: Distribution): NotApplicable | undefined {
  return distribution.Enabled === false
    ? notApplicable(
        `the distribution ${nameOf(distribution)} is disabled: it serves nobody`,
        distributionResource(distribution),
      )
    : undefined;
}

/** One finding a distribution, however much of it fails. */
export const ONE_A_DISTRIBUTION: Gathering = {
  in: 'account',
  by: ({ resource }) => resource.id,
  describe: (parts, place) => ({
    resource: parts[0]?.fail.resource ?? accountResource(place),
    description: parts.map(({ fail }) => fail.description).join(' '),
  }),
};
