import { expect, it } from 'vitest';
import { names } from '../../src/rule/options.ts';

it.each([
  [[], true],
  [['office', 'partners'], true],
  [[''], false],
  [[7], false],
  ['office', false],
  [undefined, false],
])('a list of names takes %j: %s', (value, taken) => {
  const { accept } = names({ description: 'names', default: [] });
  expect(accept(value)).toEqual(taken ? value : undefined);
});
