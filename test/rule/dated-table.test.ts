import { describe, expect, it } from 'vitest';
import { staleTable } from '../../src/rule/rule.ts';

const table = { of: 'Lambda runtimes', source: 'https://docs.aws.amazon.com/page', retrieved: '2026-10-01' };

describe('staleTable', () => {
  it.each([
    ['2026-10-01T00:00:00Z', false],
    ['2027-03-30T23:59:00Z', false],
    ['2027-03-31T00:00:00Z', true],
  ])('of a table of 2026-10-01 on %s: %s', (now, stale) =>
    expect(staleTable(table, new Date(now)) !== undefined).toBe(stale),
  );

  it('says which table, of when, and where to look', () => {
    expect(staleTable(table, new Date('2028-01-01'))).toBe(
      "Postern's table of Lambda runtimes is of 2026-10-01, more than 180 days old: use a newer Postern, or look at https://docs.aws.amazon.com/page",
    );
  });
});
