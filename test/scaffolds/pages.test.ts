import { readdirSync, readFileSync } from 'node:fs';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { rules } from '../../rules/index.ts';
import { examplesOf, namedIn, PAGES } from './pages.fixture.ts';

const paths = ['.scripts', 'bin', 'rules', 'src', 'test'].flatMap((folder) => [
  folder,
  ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
]);
const known = [...paths, ...readdirSync('.')];

/** Whether a name in backticks is a path: `src/aws/`, `rules/<service>/_*.ts`, `README.md`. */
const isPath = (name: string) =>
  /^(\.scripts|bin|rules|src|test)\/[^ ]*$/.test(name) || /^[\w.]+\.(md|json)$/.test(name);
/** `<service>` stands for any name. */
function isThere(name: string): boolean {
  const matches = picomatch(name.replace(/\/$/, '').replace(/<[\w-]+>/g, '*'), { dot: true });
  return known.some((path) => matches(path));
}

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  it('names paths that exist', () => {
    const named = namedIn(page).filter(isPath);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !isThere(name) && !(name in examplesOf(page)))).toEqual([]);
  });

  it('shows commands that exist', () => {
    const commands = [...text.matchAll(/npm run ([\w-]+)/g)].map(([, command = '']) => command);
    expect(commands.filter((command) => !(command in packageJson.scripts))).toEqual([]);
  });

  it('links to pages that exist', () => {
    const links = [...text.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !isThere(new URL(link, `file:///${page}`).pathname.slice(1)))).toEqual([]);
  });

  it('names functions that are in the files it names', () => {
    const rows = [...text.matchAll(/^\| `(\w+)` \| `([^`]+\.ts)` \|/gm)];
    const missing = rows.filter(
      ([, name = '', file = '']) =>
        !new RegExp(`^export (async )?(function\\*? |const |class )${name}\\b`, 'm').test(
          readFileSync(file, 'utf8'),
        ),
    );
    expect(missing.map(([row]) => row)).toEqual([]);
  });
});

describe('CONTRIBUTING.md', () => {
  const text = readFileSync('CONTRIBUTING.md', 'utf8');

  it('shows only examples that are nowhere in the repository yet', () => {
    const examples = Object.keys(examplesOf('CONTRIBUTING.md'));
    expect(examples).not.toEqual([]);
    expect(examples.filter((path) => known.includes(path))).toEqual([]);
  });

  it('calls good only what rules say', () => {
    const said = Object.keys(rules).map((id) => readFileSync(`rules/${id}.ts`, 'utf8'));
    const good = [...text.matchAll(/Good: (("[^"]+"(; )?)+)/g)].flatMap(([, quotes = '']) => [
      ...quotes.matchAll(/"([^"]+)"/g),
    ]);
    expect(good.length).toBeGreaterThan(4);
    for (const [, sentence = ''] of good)
      expect(
        said.some((rule) => rule.includes(sentence)),
        sentence,
      ).toBe(true);
  });

  it('knows the severities of the rules that it names', () => {
    const named = [...text.matchAll(/`rules\/([\w/-]+)\.ts` ([\d.]+) \|/g)];
    expect(named.length).toBeGreaterThan(4);
    for (const [, id = '', severity] of named)
      expect([id, rules[id]?.severity]).toEqual([id, Number(severity)]);
  });
});
