import { afterEach, describe, expect, it, vi } from 'vitest';
import { unscannedResources } from '../../../src/services/inspector/coverage.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { OWN, off, on } from './answers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

/** So many instances, a page as large as asked for. */
const instances =
  (count: number): Answerer =>
  (call) => {
    const from = Number(textParam(call, 'nextToken') ?? 0);
    const to = Math.min(count, from + Number(textParam(call, 'maxResults')));
    return success(call, {
      coveredResources: Array.from({ length: to - from }, (_, index) => ({
        accountId: OWN,
        resourceId: `i-${from + index}`,
        resourceType: 'AWS_EC2_INSTANCE',
        scanType: 'PACKAGE',
        scanStatus: { statusCode: 'INACTIVE', reason: 'UNMANAGED_EC2_INSTANCE' },
      })),
      nextToken: to < count ? String(to) : undefined,
    });
  };

describe('unscannedResources', () => {
  it.each([
    [0, 0, false, 1],
    [201, 201, false, 2],
    [1000, 1000, false, 5],
    [5000, 1000, true, 5],
  ])('of %s reads %s, more: %s', async (count, read, more, calls) => {
    await using account = await stubbedPlace({ ...on, 'inspector2:ListCoverage': instances(count) });
    const answer = await unscannedResources(account.place);
    expect([answer.resources.length, answer.more]).toEqual([read, more]);
    expect(account.calls().filter((operation) => operation === 'ListCoverage')).toHaveLength(calls);
  });

  it('asks for the own ones that are not scanned', async () => {
    const asked: unknown[] = [];
    await using account = await stubbedPlace({
      ...on,
      'inspector2:ListCoverage': (call, upstream) => {
        asked.push(call.params.filterCriteria);
        return instances(0)(call, upstream);
      },
    });
    await unscannedResources(account.place);
    expect(asked).toEqual([
      {
        accountId: [{ comparison: 'EQUALS', value: OWN }],
        scanStatusCode: [{ comparison: 'EQUALS', value: 'INACTIVE' }],
      },
    ]);
  });

  it('asks for nothing where Inspector is off', async () => {
    await using account = await stubbedPlace(off);
    expect(await unscannedResources(account.place)).toEqual({ resources: [], more: false });
    expect(account.calls()).toEqual(['BatchGetAccountStatus']);
  });

  it('fails where it is denied', async () => {
    await using account = await stubbedPlace({ ...on, 'inspector2:ListCoverage': denied() });
    await expect(unscannedResources(account.place)).rejects.toMatchObject({
      action: 'inspector2:ListCoverage',
    });
  });
});
