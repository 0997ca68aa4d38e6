import { describe, expect, it } from 'vitest';
import rule from '../../../rules/rds/engine-outdated.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { EngineVersion } from '../../../src/services/rds/index.ts';
import { daysAgo, judge } from '../../support/judge.ts';
import { instanceOf } from './databases.fixture.ts';

const version = (changes: Partial<EngineVersion> = {}) => ({
  ok: true as const,
  value: {
    status: 'available',
    standardSupportEnds: undefined,
    extendedSupportEnds: undefined,
    ...changes,
  },
});
type Version = Parameters<typeof rule.check>[0]['databases'][number]['version'];

describe('rds/engine-outdated', () => {
  it.each<[string, Version, string, object]>([
    ['available', version(), 'pass', {}],
    ['deprecated', version({ status: 'deprecated' }), 'fail', {}],
    ['in standard support', version({ standardSupportEnds: daysAgo(-1) }), 'pass', {}],
    [
      'in extended support',
      version({ standardSupportEnds: daysAgo(1), extendedSupportEnds: daysAgo(-400) }),
      'fail',
      { severity: { score: 3 } },
    ],
    [
      'deprecated in extended support',
      version({ status: 'deprecated', standardSupportEnds: daysAgo(1), extendedSupportEnds: daysAgo(-400) }),
      'fail',
      {},
    ],
    [
      'past extended support',
      version({ standardSupportEnds: daysAgo(800), extendedSupportEnds: daysAgo(1) }),
      'fail',
      {},
    ],
    ['past the only support there is', version({ standardSupportEnds: daysAgo(1) }), 'fail', {}],
    ['without a status', version({ status: undefined }), 'unknown', {}],
    ['not listed any more', { ok: true, value: undefined }, 'unknown', {}],
    [
      'denied',
      {
        ok: false,
        error: new ReadError('denied', {
          kind: 'denied',
          action: 'rds:DescribeDBEngineVersions',
          accountId: '111122223333',
          region: 'us-east-1',
        }),
      },
      'unknown',
      {},
    ],
  ])('%s', (_case, answer, status, more) => {
    const verdicts = judge(rule, { databases: [{ database: instanceOf(), version: answer }] });
    expect(verdicts).toMatchObject([{ status, ...more }]);
    expect(verdicts.some((verdict) => 'severity' in verdict)).toBe('severity' in more);
  });

  it('says since when', () => {
    const extended = version({
      standardSupportEnds: new Date('2026-02-28'),
      extendedSupportEnds: new Date('2029-02-28'),
    });
    expect(judge(rule, { databases: [{ database: instanceOf(), version: extended }] })).toMatchObject([
      { description: 'RDS instance orders runs postgres 16.4, whose standard support ended on 2026-02-28.' },
    ]);
  });
});
