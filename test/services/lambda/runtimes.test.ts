import { Runtime } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { runtimeSupport } from '../../../src/services/lambda/runtimes.ts';

describe('runtimeSupport', () => {
  it.each([
    ['nodejs20.x', 'in the table'],
    ['nodejs28.x', 'newer'],
    ['python3.16', 'newer'],
    ['python4.0', 'newer'],
    ['python3.5', 'unknown'],
    ['ruby3.5', 'unknown'],
    ['dotnet11', 'newer'],
    ['java27', 'newer'],
    ['java21.al2026', 'unknown'],
    ['provided.al2026', 'newer'],
    ['byol', 'unknown'],
    ['swift6', 'unknown'],
  ])('%s is %s', (identifier, kind) => expect(runtimeSupport(identifier).kind).toBe(kind));

  it('has every runtime that the SDK names', () => {
    expect(Object.values(Runtime).filter((one) => runtimeSupport(one).kind !== 'in the table')).toEqual([]);
  });

  it('has days', () => {
    for (const one of Object.values(Runtime)) {
      const support = runtimeSupport(one);
      if (support.kind !== 'in the table') continue;
      for (const day of Object.values(support.dates))
        if (day !== undefined) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
    }
  });
});
