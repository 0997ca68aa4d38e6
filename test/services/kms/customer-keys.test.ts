import { afterEach, describe, expect, it, vi } from 'vitest';
import { customerKeys } from '../../../src/services/kms/customer-keys.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { failure, success } from '../../support/wire.ts';
import { arnOf, keysOf, symmetric } from './keys.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('customerKeys', () => {
  it('are those that AWS does not manage, of which most are told by their aliases', async () => {
    await using scan = await stubbedPlace(
      keysOf({ mine: symmetric, aws: symmetric, odd: { ...symmetric, KeyManager: 'AWS' }, shut: undefined }, [
        { AliasName: 'alias/aws/s3', TargetKeyId: 'aws' },
        { AliasName: 'alias/aws/never-used' },
        { AliasName: 'alias/app', TargetKeyId: 'mine' },
      ]),
    );
    expect(await customerKeys(scan.place)).toMatchObject([
      { KeyId: 'mine', KeyArn: arnOf('mine'), aliases: ['app'], metadata: { ok: true } },
      { KeyId: 'shut', aliases: [], metadata: { ok: false, error: { action: 'kms:DescribeKey' } } },
    ]);
    expect(scan.calls().filter((call) => call === 'DescribeKey')).toHaveLength(3);
  });

  it('are none, for one call', async () => {
    await using scan = await stubbedPlace({
      'kms:ListKeys': (call) => success(call, { Keys: [], Truncated: false }),
    });
    expect(await customerKeys(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['ListKeys']);
  });

  it('that are gone meanwhile are left out', async () => {
    await using scan = await stubbedPlace({
      ...keysOf({ gone: symmetric }),
      'kms:DescribeKey': (call) =>
        failure(call, { status: 400, code: 'NotFoundException', message: 'no such key' }),
    });
    expect(await customerKeys(scan.place)).toEqual([]);
  });

  it('are unknown where they may not be listed', async () => {
    await using scan = await stubbedPlace({ 'kms:ListKeys': denied() });
    await expect(customerKeys(scan.place)).rejects.toMatchObject({ action: 'kms:ListKeys' });
  });
});
