import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ecr/image-scanning-off.ts';
import { judge, statuses } from '../../support/judge.ts';

type Registry = Parameters<typeof rule.check>[0]['registry'];

const scanning = (filter: string) =>
  [
    { scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter, filterType: 'WILDCARD' }] },
  ] satisfies NonNullable<Registry>['rules'];

describe('ecr/image-scanning-off', () => {
  it.each<[string, boolean | undefined, Registry, string]>([
    ['nothing scans', false, { scanType: 'BASIC', rules: [] }, 'fail'],
    ['the registry scans others', false, { scanType: 'BASIC', rules: scanning('prod-*') }, 'fail'],
    ['the registry scans all', false, { scanType: 'BASIC', rules: scanning('*') }, 'pass'],
    ['the repository scans', true, { scanType: 'BASIC', rules: [] }, 'pass'],
    [
      'the repository would, but the registry has another scanner',
      true,
      { scanType: 'ENHANCED', rules: [] },
      'fail',
    ],
    ['Amazon Inspector scans all', false, { scanType: 'ENHANCED', rules: scanning('*') }, 'pass'],
    ['AWS did not say', undefined, {}, 'unknown'],
    ['AWS was not asked', undefined, undefined, 'unknown'],
  ])('%s', (_case, scanOnPush, registry, expected) => {
    const repository = {
      repositoryArn: 'arn:aws:ecr:us-east-1:111122223333:repository/app',
      repositoryName: 'app',
      imageScanningConfiguration: { scanOnPush },
    };
    expect(statuses(judge(rule, { repositories: [repository], registry }))).toEqual([expected]);
  });
});
