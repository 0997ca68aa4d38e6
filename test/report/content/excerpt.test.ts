import { describe, expect, it } from 'vitest';
import { excerpt } from '../../../src/report/content/excerpt.ts';

describe('excerpt', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['abcd😀f', 6, 'abcd…'],
    ['abcd😀fg', 7, 'abcd😀…'],
    ['ab\ncd', 6, 'ab cd'],
    ['a\u001b[31m', 6, 'a\\u00…'],
  ])('of %j with %i is %j', (text, most, expected) => {
    expect(excerpt(text, most)).toBe(expected);
  });
});
