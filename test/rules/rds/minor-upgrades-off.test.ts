import { describe, expect, it } from 'vitest';
import rule from '../../../rules/rds/minor-upgrades-off.ts';
import { judge } from '../../support/judge.ts';
import { instanceOf } from './databases.fixture.ts';

type Instance = ReturnType<typeof instanceOf>;

describe('rds/minor-upgrades-off', () => {
  it.each<[string, Partial<Instance>, string]>([
    ['on', { AutoMinorVersionUpgrade: true }, 'pass'],
    ['off', { AutoMinorVersionUpgrade: false }, 'fail'],
    [
      'off in a member of a cluster, which is then not upgraded',
      { AutoMinorVersionUpgrade: false, Engine: 'aurora-mysql', DBClusterIdentifier: 'shop' },
      'fail',
    ],
    ['DocumentDB', { AutoMinorVersionUpgrade: false, Engine: 'docdb' }, 'notApplicable'],
    ['RDS Custom', { AutoMinorVersionUpgrade: false, Engine: 'custom-oracle-ee' }, 'notApplicable'],
    ['not told', {}, 'unknown'],
  ])('%s', (_case, changes, status) => {
    expect(judge(rule, { instances: [instanceOf(changes)] })).toMatchObject([{ status }]);
  });

  it('gives the command that turns it on', () => {
    expect(judge(rule, { instances: [instanceOf({ AutoMinorVersionUpgrade: false })] })).toMatchObject([
      {
        commands: [
          'aws rds modify-db-instance --db-instance-identifier orders --auto-minor-version-upgrade --region us-east-1',
        ],
      },
    ]);
  });
});
