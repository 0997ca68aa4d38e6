import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const ROOM = new URL('../../src/policy/', import.meta.url);
const index = readFileSync(new URL('index.ts', ROOM), 'utf8');

/** `[name, file]` of everything that `postern/policy` exports. */
const published = [...index.matchAll(/export (?:type )?\{([^}]*)\} from '\.\/([^']+)'/g)].flatMap(
  ([, names = '', file = '']) =>
    names
      .split(',')
      .map((name) => name.replace('type ', '').trim())
      .filter((name) => name !== '')
      .map((name) => [name, file] as const),
);

it.each(published)('%s has a docstring, which a rule author reads in the editor', (name, file) => {
  const source = readFileSync(new URL(file, ROOM), 'utf8');
  expect(source).toMatch(new RegExp(`\\*/\\nexport (interface|type|function|const) ${name}\\b`));
});
