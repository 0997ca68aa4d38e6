import { describe, expect, it } from 'vitest';
import { PackedTexts } from '../../../src/report/content/packed-texts.ts';

describe('PackedTexts', () => {
  it('gives back what was added, text by text, though they grow side by side and beyond a piece', () => {
    const texts = new PackedTexts();
    const expected = new Map<string, string>();
    for (let index = 0; index < 3000; index += 1) {
      const name = `${index % 3}`;
      const text = `${index} ü👩🏽‍🚀 `.repeat(20);
      texts.add(name, text);
      expected.set(name, `${expected.get(name) ?? ''}${text}`);
    }
    for (const [name, text] of expected) expect([...texts.of(name)].join('')).toBe(text);
    expect([...texts.of('another')]).toEqual([]);
  });

  it('counts what they take up compressed, and as it is what cannot be compressed', () => {
    const texts = new PackedTexts();
    texts.add('a', 'a'.repeat(100_000));
    expect(texts.holds('b'.repeat(900), 2000)).toBe(true);
    expect(texts.holds('b'.repeat(2000), 2000)).toBe(false);
    texts.add('c', Array.from({ length: 2000 }, (_, index) => `${(index * 7919 * index) % 10_007}`).join());
    expect(texts.holds('b', 2000)).toBe(false);
  });
});
