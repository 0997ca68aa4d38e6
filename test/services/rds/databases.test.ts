import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  databaseClusters,
  databaseInstances,
  isEncrypted,
  productOf,
} from '../../../src/services/rds/databases.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';
import { cluster, clusters, instance, instances } from './answers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('databaseInstances and databaseClusters', () => {
  it('are those of all pages', async () => {
    await using scan = await stubbedPlace({
      'rds:DescribeDBInstances': (call) => {
        expect(textParam(call, 'MaxRecords')).toBe('100');
        const first = textParam(call, 'Marker') === undefined;
        return success(call, {
          DBInstances: [instance(first ? 'one' : 'two')],
          Marker: first ? 'next' : undefined,
        });
      },
      'rds:DescribeDBClusters': clusters(cluster('aurora')),
    });
    expect((await databaseInstances(scan.place)).map((one) => one.DBInstanceIdentifier)).toEqual([
      'one',
      'two',
    ]);
    expect((await databaseClusters(scan.place)).map((one) => one.DBClusterIdentifier)).toEqual(['aurora']);
  });

  it.each([
    [databaseInstances, 'DescribeDBInstances'],
    [databaseClusters, 'DescribeDBClusters'],
  ])('name the action that is denied', async (reader, operation) => {
    await using scan = await stubbedPlace({ [`rds:${operation}`]: denied() });
    await expect(reader(scan.place)).rejects.toMatchObject({ kind: 'denied', action: `rds:${operation}` });
  });

  it('are not known when AWS sends one without an ARN', async () => {
    await using scan = await stubbedPlace({
      'rds:DescribeDBInstances': instances({ DBInstanceIdentifier: 'one', Engine: 'mysql' }),
    });
    await expect(databaseInstances(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });
});

describe('isEncrypted', () => {
  it.each([
    [{ StorageEncrypted: true, StorageEncryptionType: 'sse-kms' as const }, true],
    [{ StorageEncrypted: false, StorageEncryptionType: 'sse-rds' as const }, true],
    [{ StorageEncrypted: false, StorageEncryptionType: 'none' as const }, false],
    [{ StorageEncrypted: true }, true],
    [{ StorageEncrypted: false }, false],
    [{}, undefined],
  ])('of %j is %s', (told, expected) => {
    const { StorageEncrypted, StorageEncryptionType } = {
      StorageEncrypted: undefined,
      StorageEncryptionType: undefined,
      ...told,
    };
    expect(isEncrypted({ StorageEncrypted, StorageEncryptionType })).toBe(expected);
  });
});

describe('productOf', () => {
  it.each([
    ['docdb', 'DocumentDB'],
    ['neptune', 'Neptune'],
    ['aurora-postgresql', 'Aurora'],
    ['postgres', 'RDS'],
  ])('%s is %s', (Engine, product) => expect(productOf({ Engine })).toBe(product));
});
