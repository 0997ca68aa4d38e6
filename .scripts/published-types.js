// Rolls the declarations of what rules import up into dist/types/, with the SDK's types that they reach inlined:
// a reader's answer is AWS's own type, and 30 SDK clients are 144 MB that nobody should install to compile a rule.
// Needs dist/ of `npm run build`.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';
import { packageFolders } from './notices.js';
import { publishedEntries } from './published.js';

const DECLARATIONS = resolve('node_modules/.cache/declarations');

/**
 * Types of an SDK client are looked for among its models, which are what AWS answers: its commands, paginators and
 * schemas are most of its files, and no reader answers with one.
 */
const modelsOfClients = {
  name: 'models-of-clients',
  resolveId(source) {
    if (!/^@aws-sdk\/client-[a-z0-9-]+$/.test(source)) return null;
    const models = resolve('node_modules', source, 'dist-types/models');
    const names = readdirSync(models).filter((name) => /^(enums|models_\d+)\.d\.ts$/.test(name));
    const file = join(DECLARATIONS, 'sdk', `${source}.d.ts`);
    const lines = names.map((name) => {
      const path = relative(dirname(file), join(models, name)).replace(/\.d\.ts$/, '');
      return `export * from '${path}';\n`;
    });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, lines.join(''));
    return file;
  },
};

/** The SDK widens global types for browsers; a package that declares rules must not. */
const noGlobals = {
  name: 'no-globals',
  renderChunk: (code) => code.replace(/^declare global \{\n[\s\S]*?^\}\n*/gm, ''),
};

declare(publishedEntries().map(({ source }) => source));
const bundle = await rollup({
  input: Object.fromEntries(
    publishedEntries().map(({ name, source }) => [
      name,
      join(DECLARATIONS, source.replace(/\.ts$/, '.d.ts')),
    ]),
  ),
  external: /^node:/,
  treeshake: { moduleSideEffects: false },
  plugins: [modelsOfClients, dts({ respectExternal: true }), noGlobals],
  onwarn(warning) {
    // Types that no entry names can be used, not named: what a rule needs to name, its entry exports.
    if (!warning.message.includes('references private shared type exports')) throw new Error(warning.message);
  },
});
await rm('dist/types', { recursive: true, force: true });
const { output } = await bundle.write({
  dir: 'dist/types',
  entryFileNames: '[name].d.ts',
  chunkFileNames: 'shared/[name].ts',
});
await bundle.close();

const problems = output.flatMap(({ fileName, code }) => {
  const { importedFiles, typeReferenceDirectives } = ts.preProcessFile(code);
  return [...importedFiles, ...typeReferenceDirectives]
    .filter((reference) => !reference.fileName.startsWith('.'))
    .map(
      (reference) => `dist/types/${fileName} needs ${reference.fileName}, which the package does not bring.`,
    );
});
const notices = await readFile('dist/THIRD-PARTY-NOTICES.txt', 'utf8');
const inlined = output.flatMap(({ modules }) =>
  Object.entries(modules).flatMap(([file, { renderedLength }]) => (renderedLength > 0 ? file : [])),
);
for (const folder of packageFolders(inlined)) {
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (!notices.includes(`${name} ${version} `))
    problems.push(`dist/types holds types of ${name}, which dist/THIRD-PARTY-NOTICES.txt does not name.`);
}
if (problems.length > 0) throw new Error(problems.join('\n'));

/**
 * Writes the declarations of these files and all that they import. Their types are checked by `npm run types`. What is
 * marked as internal is left out: to spell out the type of a service, with all that its client knows, takes a minute.
 */
function declare(sources) {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    'tsconfig.json',
    {
      declaration: true,
      emitDeclarationOnly: true,
      incremental: true,
      noCheck: true,
      noEmit: false,
      outDir: DECLARATIONS,
      rootDir: resolve('.'),
      stripInternal: true,
      tsBuildInfoFile: join(DECLARATIONS, 'tsbuildinfo.json'),
    },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail([diagnostic]) },
  );
  const { diagnostics } = ts.createIncrementalProgram({ rootNames: sources, options }).emit();
  if (diagnostics.length > 0) fail(diagnostics);
}

function fail(diagnostics) {
  const host = { ...ts.sys, getNewLine: () => '\n', getCanonicalFileName: (file) => file };
  host.getCurrentDirectory = () => resolve('.');
  throw new Error(ts.formatDiagnostics(diagnostics, host));
}
