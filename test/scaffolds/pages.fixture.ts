import { readFileSync } from 'node:fs';

/** The pages for people who work on Postern. */
export const PAGES = ['CONTRIBUTING.md', 'src/README.md'] as const;

/** Code blocks of a page that say which file they would be, by that path. */
export function examplesOf(page: string): Readonly<Record<string, string>> {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```ts (\S+)\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, path = '', code = '']) => [path, code]));
}

/** What a page names in backticks, outside its code blocks. */
export function namedIn(page: string): readonly string[] {
  const prose = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name);
}
