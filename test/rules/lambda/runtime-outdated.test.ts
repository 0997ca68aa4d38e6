import { describe, expect, it } from 'vitest';
import rule from '../../../rules/lambda/runtime-outdated.ts';
import { judge, statuses } from '../../support/judge.ts';
import { functionOf } from './functions.fixture.ts';

const at = (day: string, Runtime: string | undefined, PackageType = 'Zip') =>
  judge(rule, { functions: [functionOf({ Runtime, PackageType })] }, { now: new Date(`${day}T12:00:00Z`) });

describe('lambda/runtime-outdated', () => {
  it.each<[string, string, string | undefined, string, string]>([
    ['maintained', '2026-11-20', 'python3.14', 'Zip', 'pass'],
    ['on the day before it ends', '2026-11-09', 'dotnet8', 'Zip', 'pass'],
    ['on the day it ends', '2026-11-10', 'dotnet8', 'Zip', 'fail'],
    ['in preview, without a date', '2026-11-20', 'nodejs26.x', 'Zip', 'pass'],
    ['newer than the table', '2026-11-20', 'nodejs28.x', 'Zip', 'pass'],
    ['neither in the table nor newer', '2026-11-20', 'swift6', 'Zip', 'unknown'],
    ['a container image', '2026-11-20', undefined, 'Image', 'notApplicable'],
    ['one of a customer', '2026-11-20', 'custom', 'Zip', 'notApplicable'],
    ['not told', '2026-11-20', undefined, 'Zip', 'unknown'],
    ['maintained by a table of 180 days', '2027-03-30', 'python3.14', 'Zip', 'pass'],
    ['maintained by a table that is older', '2027-03-31', 'python3.14', 'Zip', 'unknown'],
    ['newer than a table that is older', '2027-03-31', 'nodejs28.x', 'Zip', 'unknown'],
    ['outdated by a table that is older', '2027-03-31', 'python3.9', 'Zip', 'fail'],
  ])('%s', (_case, day, runtime, packageType, status) => {
    expect(statuses(at(day, runtime, packageType))).toEqual([status]);
  });

  it.each([
    ['2026-11-20', 'the function can be changed until 2027-08-31'],
    ['2027-08-31', 'the function can no longer be changed'],
  ])('says on %s that %s', (day, words) => {
    expect(at(day, 'nodejs20.x')).toMatchObject([
      {
        description: `Function orders runs on nodejs20.x, which AWS does not maintain since 2026-04-30; ${words}.`,
        evidence: { Runtime: 'nodejs20.x', deprecated: '2026-04-30', table: { retrieved: '2026-10-01' } },
      },
    ]);
  });

  it('says how old the table is', () => {
    expect(at('2027-06-01', 'python3.14')).toMatchObject([
      {
        reason: expect.stringContaining('table of Lambda runtimes is of 2026-10-01, more than 180 days old'),
      },
    ]);
  });
});
