import { describe, expect, it } from 'vitest';
import rule from '../../../rules/rds/storage-unencrypted.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { clusterOf, instanceOf } from './databases.fixture.ts';

type Readings = Parameters<typeof rule.check>[0];
const check = (instances: Readings['instances'], clusters: Readings['clusters'] = []) =>
  judge(rule, { instances, clusters });

describe('rds/storage-unencrypted', () => {
  it.each<[string, Readings['instances'], Readings['clusters'], string[]]>([
    ['encrypted', [instanceOf({ StorageEncrypted: true })], [], ['pass']],
    ['not encrypted', [instanceOf({ StorageEncrypted: false })], [], ['fail']],
    [
      'encrypted with a key that AWS owns',
      [],
      [clusterOf({ StorageEncrypted: false, StorageEncryptionType: 'sse-rds' })],
      ['pass'],
    ],
    [
      'a cluster and its member',
      [instanceOf({ DBClusterIdentifier: 'shop', StorageEncrypted: false })],
      [clusterOf({ StorageEncrypted: false, StorageEncryptionType: 'none' })],
      ['fail'],
    ],
    ['not told', [instanceOf()], [], ['unknown']],
  ])('%s', (_case, instances, clusters, expected) => {
    expect(statuses(check(instances, clusters))).toEqual(expected);
  });

  it('names whose database it is', () => {
    expect(check([], [clusterOf({ Engine: 'docdb', StorageEncrypted: false })])).toMatchObject([
      {
        resource: { type: 'AwsRdsDbCluster' },
        description: 'DocumentDB cluster shop is not encrypted at rest.',
      },
    ]);
  });

  it('is one finding a Region, with the databases as parts', () => {
    const { findings } = reportOfVerdicts({
      ruleId: 'rds/storage-unencrypted',
      verdicts: check([instanceOf({ StorageEncrypted: false })], [clusterOf({ StorageEncrypted: false })]),
    });
    expect(findings).toMatchObject([
      {
        title: 'Databases are not encrypted at rest',
        description: '2 databases in us-east-1 are not encrypted at rest.',
        parts: [{}, {}],
      },
    ]);
  });

  it('speaks of the database where it is the only one', () => {
    const { findings } = reportOfVerdicts({
      ruleId: 'rds/storage-unencrypted',
      verdicts: check([instanceOf({ StorageEncrypted: false })]),
    });
    expect(findings).toMatchObject([
      { title: rule.title, description: 'RDS instance orders is not encrypted at rest.' },
    ]);
  });
});
