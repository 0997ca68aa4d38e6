import { describe, expect, it } from 'vitest';
import rule from '../../../rules/rds/single-zone.ts';
import { judge, statuses } from '../../support/judge.ts';
import { clusterOf, instanceOf } from './databases.fixture.ts';

type Readings = Parameters<typeof rule.check>[0];

describe('rds/single-zone', () => {
  it.each<[string, Readings['instances'], Readings['clusters'], string[]]>([
    ['two zones', [instanceOf({ MultiAZ: true })], [clusterOf({ MultiAZ: true })], ['pass', 'pass']],
    ['one zone', [instanceOf({ MultiAZ: false })], [clusterOf({ MultiAZ: false })], ['fail', 'fail']],
    [
      'a member of a cluster in two zones',
      [instanceOf({ MultiAZ: false, DBClusterIdentifier: 'shop' })],
      [clusterOf({ MultiAZ: true })],
      ['pass'],
    ],
    [
      'a read replica',
      [instanceOf({ MultiAZ: false, ReadReplicaSourceDBInstanceIdentifier: 'main' })],
      [],
      ['notApplicable'],
    ],
    ['stopped', [instanceOf({ MultiAZ: false, DBInstanceStatus: 'stopped' })], [], ['notApplicable']],
    ['RDS Custom', [instanceOf({ MultiAZ: false, Engine: 'custom-oracle-ee' })], [], ['notApplicable']],
    [
      'RDS Custom for SQL Server',
      [
        instanceOf({ MultiAZ: false, Engine: 'custom-sqlserver-ee' }),
        instanceOf({ MultiAZ: true, Engine: 'custom-sqlserver-se' }),
      ],
      [],
      ['fail', 'pass'],
    ],
    ['serverless v1', [], [clusterOf({ MultiAZ: false, EngineMode: 'serverless' })], ['notApplicable']],
    ['no instance', [], [clusterOf({ MultiAZ: false, DBClusterMembers: [] })], ['notApplicable']],
    ['a stopped cluster', [], [clusterOf({ MultiAZ: false, Status: 'stopped' })], ['notApplicable']],
    ['not told', [instanceOf()], [], ['unknown']],
  ])('%s', (_case, instances, clusters, expected) => {
    expect(statuses(judge(rule, { instances, clusters }))).toEqual(expected);
  });
});
