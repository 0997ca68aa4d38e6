import { afterEach, describe, expect, it, vi } from 'vitest';
import { engineVersions } from '../../../src/services/rds/engine-versions.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';
import { cluster, clusters, instance, instances } from './answers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('engineVersions', () => {
  const version = (EngineVersion: string, MajorEngineVersion: string, Status: string) => ({
    EngineVersion,
    MajorEngineVersion,
    Status,
  });

  it('asks about the versions in use, once an engine, and not about members and custom engines', async () => {
    const asked: unknown[] = [];
    await using scan = await stubbedPlace({
      'rds:DescribeDBInstances': instances(
        instance('one'),
        instance('two', { EngineVersion: '11.22' }),
        instance('three', { Engine: 'sqlserver-ee', EngineVersion: '15.00' }),
        instance('member', { Engine: 'aurora-mysql', DBClusterIdentifier: 'aurora' }),
        instance('own', { Engine: 'custom-oracle-ee', EngineVersion: '19.my' }),
      ),
      'rds:DescribeDBClusters': clusters(cluster('aurora')),
      'rds:DescribeDBEngineVersions': (call) => {
        const engine = textParam(call, 'Engine');
        asked.push(call.params);
        return success(call, {
          DBEngineVersions:
            engine === 'postgres'
              ? [version('16.4', '16', 'available'), version('11.22', '11', 'deprecated')]
              : engine === 'sqlserver-ee'
                ? [version('15.00', '15.00', 'available')]
                : [],
        });
      },
      'rds:DescribeDBMajorEngineVersions': (call) =>
        success(call, {
          DBMajorEngineVersions:
            textParam(call, 'Engine') === 'postgres'
              ? [
                  {
                    Engine: 'postgres',
                    MajorEngineVersion: '16',
                    SupportedEngineLifecycles: [
                      {
                        LifecycleSupportName: 'open-source-rds-standard-support',
                        LifecycleSupportStartDate: '2024-02-01T00:00:00Z',
                        LifecycleSupportEndDate: '2029-02-28T00:00:00Z',
                      },
                    ],
                  },
                ]
              : [],
        }),
    });
    expect(await engineVersions(scan.place)).toMatchObject([
      {
        database: { DBInstanceIdentifier: 'one' },
        version: { ok: true, value: { status: 'available', standardSupportEnds: new Date('2029-02-28') } },
      },
      {
        database: { DBInstanceIdentifier: 'two' },
        version: { ok: true, value: { status: 'deprecated', standardSupportEnds: undefined } },
      },
      { database: { DBInstanceIdentifier: 'three' }, version: { ok: true, value: { status: 'available' } } },
      { database: { DBClusterIdentifier: 'aurora' }, version: { ok: true, value: undefined } },
    ]);
    expect(asked).toHaveLength(3);
    expect(asked[0]).toMatchObject({
      Engine: 'postgres',
      IncludeAll: 'true',
      'Filters.Filter.1.Name': 'engine-version',
      'Filters.Filter.1.Values.Value.1': '16.4',
      'Filters.Filter.1.Values.Value.2': '11.22',
    });
    expect(scan.calls().filter((one) => one === 'DescribeDBMajorEngineVersions')).toHaveLength(2);
  });

  it('carries the error of an engine, and asks nothing where no database is', async () => {
    await using scan = await stubbedPlace({
      'rds:DescribeDBInstances': instances(instance('one')),
      'rds:DescribeDBClusters': clusters(),
      'rds:DescribeDBEngineVersions': (call) => success(call, { DBEngineVersions: [] }),
      'rds:DescribeDBMajorEngineVersions': denied(),
    });
    expect(await engineVersions(scan.place)).toMatchObject([
      { version: { ok: false, error: { kind: 'denied', action: 'rds:DescribeDBMajorEngineVersions' } } },
    ]);
    await using empty = await stubbedPlace({
      'rds:DescribeDBInstances': instances(),
      'rds:DescribeDBClusters': clusters(),
    });
    expect(await engineVersions(empty.place)).toEqual([]);
    expect(empty.calls()).toHaveLength(2);
  });
});
