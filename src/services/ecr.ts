import type { Repository as AwsRepository, RegistryScanningConfiguration } from '@aws-sdk/client-ecr';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import type { Answer } from '../aws/reader.ts';
import { service } from '../aws/service.ts';
import { stillThere } from '../aws/still-there.ts';
import type { PolicyText } from '../policy/outside/admission.ts';

const ecr = service({
  id: 'ecr',
  region: 'regional',
  load: () => import('@aws-sdk/client-ecr'),
  client: (sdk, config) => new sdk.ECRClient(config),
});

export type Repository = Named<AwsRepository, 'repositoryArn' | 'repositoryName'>;

/**
 * The repositories of the private registry in the Region.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html
 */
export const repositories = ecr.reader(['DescribeRepositories'], ({ sdk, client }) =>
  pages(sdk.paginateDescribeRepositories({ client, pageSize: 1000 }, {}), (page) =>
    named(page.repositories, 'repositoryArn', 'repositoryName'),
  ),
);

export interface RepositoryPolicy {
  readonly repository: Repository;
  readonly policyText: Answer<PolicyText>;
}

/**
 * The same with their policies, of which most have none; one that may not be read carries its error.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html
 */
export const repositoryPolicies = ecr
  .using(repositories)
  .reader(
    [{ ifAny: 'GetRepositoryPolicy' }],
    async ({ sdk, client, ask, each }): Promise<readonly RepositoryPolicy[]> => {
      const answers = await each(await ask(repositories), async ({ repositoryName }): Promise<PolicyText> => {
        try {
          const { policyText } = await client.send(new sdk.GetRepositoryPolicyCommand({ repositoryName }));
          if (policyText === undefined) throw new Error('AWS sent no policy');
          return { name: 'policyText', text: policyText };
        } catch (error) {
          if (!(error instanceof sdk.RepositoryPolicyNotFoundException)) throw error;
          return { name: 'policyText', text: undefined };
        }
      });
      return stillThere(answers, 'RepositoryNotFoundException').map(({ item, answer }) => ({
        repository: item,
        policyText: answer,
      }));
    },
  );

/**
 * How the registry of the Region scans images; undefined where it has no repository.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRegistryScanningConfiguration.html
 */
export const registryScanning = ecr
  .using(repositories)
  .reader(
    [{ ifAny: 'GetRegistryScanningConfiguration' }],
    async ({ sdk, client, ask }): Promise<RegistryScanningConfiguration | undefined> => {
      if ((await ask(repositories)).length === 0) return undefined;
      const { scanningConfiguration } = await client.send(
        new sdk.GetRegistryScanningConfigurationCommand({}),
      );
      if (scanningConfiguration === undefined)
        throw new Error('AWS did not say how the registry scans images');
      return scanningConfiguration;
    },
  );

/**
 * Whether the images of a repository are scanned when they are pushed, by the rules of its registry. A filter with `*`
 * matches whole names, one without any name that has it in it.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
 */
export function registryScans(repositoryName: string, { rules }: RegistryScanningConfiguration): boolean {
  return (rules ?? []).some(
    ({ scanFrequency, repositoryFilters }) =>
      (scanFrequency === 'SCAN_ON_PUSH' || scanFrequency === 'CONTINUOUS_SCAN') &&
      (repositoryFilters ?? []).some(({ filter }) => filter !== undefined && admits(filter, repositoryName)),
  );
}

function admits(filter: string, name: string): boolean {
  if (!filter.includes('*')) return name.includes(filter);
  const parts = filter.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
