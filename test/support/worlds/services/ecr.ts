import type { Answers } from '../../stub.ts';
import { failure, success, textParam, type Wire } from '../../wire.ts';
import type { ServiceWorld } from './service-world.ts';
import { document } from './statements.ts';

/** Repositories in us-east-1 with their policies, by name, and the rules of their registry. */
function repositories(
  accountId: string,
  policies: Readonly<Record<string, string | undefined>>,
  rules: readonly Wire[],
): Answers {
  return {
    'ecr:DescribeRepositories': (call) =>
      success(call, {
        repositories:
          call.region === 'us-east-1'
            ? Object.keys(policies).map((repositoryName) => ({
                repositoryArn: `arn:aws:ecr:us-east-1:${accountId}:repository/${repositoryName}`,
                repositoryName,
                imageScanningConfiguration: { scanOnPush: false },
              }))
            : [],
      }),
    'ecr:GetRepositoryPolicy': (call) => {
      const policyText = policies[textParam(call, 'repositoryName') ?? ''];
      return policyText === undefined
        ? failure(call, {
            status: 400,
            code: 'RepositoryPolicyNotFoundException',
            message: 'Repository policy does not exist for the repository',
          })
        : success(call, { policyText });
    },
    'ecr:GetRegistryScanningConfiguration': (call) =>
      success(call, {
        registryId: accountId,
        scanningConfiguration: { scanType: 'BASIC', rules },
      }),
  };
}

const scanning = (filter: string): Wire => ({
  scanFrequency: 'SCAN_ON_PUSH',
  repositoryFilters: [{ filter, filterType: 'WILDCARD' }],
});

export const ecrWorld: ServiceWorld = {
  badlyKept: {
    answers: ({ accountId }) =>
      repositories(
        accountId,
        {
          'open-repository': document({
            Effect: 'Allow',
            Principal: '*',
            Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          }),
          'scanned-repository': undefined,
        },
        [scanning('scanned-*')],
      ),
  },
  wellKept: { answers: ({ accountId }) => repositories(accountId, { app: undefined }, [scanning('*')]) },
  finds: {
    'ecr/repository-public': { fails: ['open-repository'], passes: ['scanned-repository'] },
    'ecr/image-scanning-off': { fails: ['open-repository'], passes: ['scanned-repository'] },
  },
};
