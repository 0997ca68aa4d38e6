import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withGenerated } from './support/readme.ts';

const readme = readFileSync('README.md', 'utf8');

it('the README shows what its commands print, and every format (npm run generate)', async () => {
  expect(readme).toBe(await withGenerated(readme));
});

it('links of the README lead to files and headings that are there', () => {
  const headings = [...readme.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => anchorOf(title));
  const targets = [...readme.matchAll(/\]\((?!https:)([^)]+)\)/g)].map(([, target = '']) => target);
  expect(targets.length).toBeGreaterThan(5);
  expect(
    targets.filter((target) => !(target.startsWith('#') ? headings.includes(target) : existsSync(target))),
  ).toEqual([]);
});

it('pictures of the README say in words what they show, and load quickly (npm run pictures)', () => {
  const pictures = [...readme.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
  expect(pictures.map(([, , path]) => path)).toEqual([
    '.github/pictures/terminal.png',
    '.github/pictures/report.png',
  ]);
  for (const [, words = '', path = ''] of pictures) {
    expect(words.length).toBeGreaterThan(80);
    expect(statSync(path).size).toBeLessThan(262_144);
  }
});

/** As GitHub makes the anchor of a heading. */
function anchorOf(title: string): string {
  return `#${title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')}`;
}
