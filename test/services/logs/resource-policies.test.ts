import { afterEach, describe, expect, it, vi } from 'vitest';
import { logResourcePolicies } from '../../../src/services/logs/resource-policies.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

describe('logResourcePolicies', () => {
  it('are read page by page', async () => {
    await using scan = await stubbedPlace({
      'logs:DescribeResourcePolicies': (call) =>
        textParam(call, 'nextToken') === undefined
          ? success(call, {
              resourcePolicies: [{ policyName: 'a', policyDocument: '{}' }],
              nextToken: 'next',
            })
          : success(call, { resourcePolicies: [{ policyName: 'b', policyDocument: '{}' }] }),
    });
    expect((await logResourcePolicies(scan.place)).map(({ policyName }) => policyName)).toEqual(['a', 'b']);
  });

  it('whose pages do not end are damaged', async () => {
    await using scan = await stubbedPlace({
      'logs:DescribeResourcePolicies': (call) => success(call, { resourcePolicies: [], nextToken: 'again' }),
    });
    await expect(logResourcePolicies(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });

  it('are unknown where they may not be listed', async () => {
    await using scan = await stubbedPlace({ 'logs:DescribeResourcePolicies': denied() });
    await expect(logResourcePolicies(scan.place)).rejects.toMatchObject({
      action: 'logs:DescribeResourcePolicies',
    });
  });
});
