import { describe, expect, it, vi } from 'vitest';
import { interned } from '../../../src/policy/language/interned.ts';

describe('what is interned', () => {
  it('is made once for a key, and again when so many others came in between that it was let go', () => {
    const make = vi.fn(() => ({}));
    const keep = interned<object>(2);
    const first = keep('a', make);
    expect(keep('a', make)).toBe(first);
    keep('b', make);
    keep('c', make);
    expect(keep('a', make)).not.toBe(first);
    expect(make).toHaveBeenCalledTimes(4);
  });

  it('is made every time for a long key', () => {
    const keep = interned<object>(2);
    const long = 'a'.repeat(5000);
    expect(keep(long, () => ({}))).not.toBe(keep(long, () => ({})));
  });
});
