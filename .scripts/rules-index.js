// Writes rules/index.ts from the files under rules/: a rule's id is the path of its file.
// A file that starts with _ is a maker that rules share, not a rule.
import { readdir, writeFile } from 'node:fs/promises';

const entries = await readdir('rules', { recursive: true, withFileTypes: true });
const ids = entries
  .filter(
    (entry) =>
      entry.isFile() &&
      entry.name.endsWith('.ts') &&
      !entry.name.startsWith('_') &&
      entry.parentPath !== 'rules' &&
      !entry.parentPath.startsWith('rules/frameworks'),
  )
  .map((entry) => `${entry.parentPath.slice('rules/'.length)}/${entry.name.slice(0, -'.ts'.length)}`)
  .sort();
const name = (id) => id.replace(/[/-](.)/g, (_, letter) => letter.toUpperCase());
await writeFile(
  'rules/index.ts',
  `// Made by \`npm run generate\` from the files in this folder.
import type { Rule } from 'postern/rule';
${ids.map((id) => `import ${name(id)} from './${id}.ts';`).join('\n')}

/** Every rule by its id, which is the path of its file. */
export const rules: Readonly<Record<string, Rule>> = {
${ids.map((id) => `  '${id}': ${name(id)},`).join('\n')}
};
`,
);
