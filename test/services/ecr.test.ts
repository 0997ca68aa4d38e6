import { afterEach, describe, expect, it, vi } from 'vitest';
import { registryScanning, registryScans, repositories, repositoryPolicies } from '../../src/services/ecr.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answers } from '../support/stub.ts';
import { failure, success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const repositoryOf = (repositoryName: string) => ({
  repositoryArn: `arn:aws:ecr:eu-west-1:111122223333:repository/${repositoryName}`,
  repositoryName,
});

const listed: Answers = {
  'ecr:DescribeRepositories': (call) =>
    textParam(call, 'nextToken') === undefined
      ? success(call, { repositories: [repositoryOf('open'), repositoryOf('bare')], nextToken: 'next' })
      : success(call, { repositories: [repositoryOf('shut'), repositoryOf('gone')] }),
};

describe('repositoryPolicies', () => {
  it('are there or not, and one that is denied carries its error; a repository that is gone is left out', async () => {
    await using scan = await stubbedPlace({
      ...listed,
      'ecr:GetRepositoryPolicy': (call, upstream) => {
        switch (textParam(call, 'repositoryName')) {
          case 'open':
            return success(call, { policyText: '{}' });
          case 'bare':
            return failure(call, {
              status: 400,
              code: 'RepositoryPolicyNotFoundException',
              message: 'there is none',
            });
          case 'shut':
            return denied()(call, upstream);
          default:
            return failure(call, {
              status: 400,
              code: 'RepositoryNotFoundException',
              message: 'there is none',
            });
        }
      },
    });
    expect(
      (await repositoryPolicies(scan.place)).map(({ repository, policyText }) => [
        repository.repositoryName,
        policyText,
      ]),
    ).toEqual([
      ['open', { ok: true, value: { name: 'policyText', text: '{}' } }],
      ['bare', { ok: true, value: { name: 'policyText', text: undefined } }],
      ['shut', { ok: false, error: expect.objectContaining({ action: 'ecr:GetRepositoryPolicy' }) }],
    ]);
  });
});

describe('registryScanning', () => {
  it('is asked for where there are repositories', async () => {
    await using scan = await stubbedPlace({
      ...listed,
      'ecr:GetRegistryScanningConfiguration': (call) =>
        success(call, { registryId: '1', scanningConfiguration: { scanType: 'BASIC', rules: [] } }),
    });
    expect(await registryScanning(scan.place)).toEqual({ scanType: 'BASIC', rules: [] });
  });

  it('is not asked for elsewhere', async () => {
    await using scan = await stubbedPlace({
      'ecr:DescribeRepositories': (call) => success(call, { repositories: [] }),
    });
    expect(await registryScanning(scan.place)).toBeUndefined();
    expect(await repositories(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['DescribeRepositories']);
  });

  it('that AWS does not tell is no answer', async () => {
    await using scan = await stubbedPlace({
      ...listed,
      'ecr:GetRegistryScanningConfiguration': (call) => success(call, {}),
    });
    await expect(registryScanning(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });
});

describe('registryScans', () => {
  it.each<[string, 'SCAN_ON_PUSH' | 'CONTINUOUS_SCAN' | 'MANUAL', string, boolean]>([
    ['*', 'SCAN_ON_PUSH', 'team/app', true],
    ['*', 'CONTINUOUS_SCAN', 'team/app', true],
    ['*', 'MANUAL', 'team/app', false],
    ['app', 'SCAN_ON_PUSH', 'team/app-2', true],
    ['prod-*', 'SCAN_ON_PUSH', 'prod-app', true],
    ['prod-*', 'SCAN_ON_PUSH', 'my-prod-app', false],
    ['*a.p', 'SCAN_ON_PUSH', 'team/app', false],
  ])('%s %s: %s is %s', (filter, scanFrequency, name, expected) => {
    const rules = [{ scanFrequency, repositoryFilters: [{ filter, filterType: 'WILDCARD' as const }] }];
    expect(registryScans(name, { scanType: 'BASIC', rules })).toBe(expected);
  });
});
