// Makes the texts of the page that a report as HTML is: what is imported as './page/main.ts?page' is a script or a
// style, with all that it imports, as one small text. A plugin each for esbuild and for vite, which tests load with.
import { dirname, resolve } from 'node:path';
import { build } from 'esbuild';

/** Browsers that people still have at work. */
const BROWSERS = ['chrome109', 'firefox115', 'safari16.4'];

/** What would end the element that the text stands in, or open a comment in it. */
const ENDS_ELEMENT = /<\/(?:script|style)|<!--/i;

async function pageText(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    minify: true,
    charset: 'utf8',
    format: 'iife',
    platform: 'browser',
    target: BROWSERS,
    legalComments: 'none',
    logLevel: 'warning',
  });
  const [{ text }] = outputFiles;
  if (ENDS_ELEMENT.test(text)) throw new Error(`${path} holds what ends its own element in a page`);
  return `export default ${JSON.stringify(text.trim())};`;
}

const PAGE = /\?page$/;

export const pagesForEsbuild = {
  name: 'pages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: PAGE }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace(PAGE, '')),
      namespace: 'page',
    }));
    onLoad({ filter: /./, namespace: 'page' }, async ({ path }) => ({
      contents: await pageText(path),
      loader: 'js',
    }));
  },
};

export const pagesForVite = {
  name: 'pages',
  enforce: 'pre',
  resolveId(source, importer) {
    // Vite takes what ends in .css for a style of its own.
    return PAGE.test(source) ? `\0page:${resolve(dirname(importer), source.replace(PAGE, ''))}.js` : null;
  },
  load(id) {
    return id.startsWith('\0page:') ? pageText(id.slice('\0page:'.length, -'.js'.length)) : null;
  },
};
