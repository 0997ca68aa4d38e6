// What the scaffolds share: options, templates, new files, and a refusal in one sentence.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

/** Why nothing was made, in a sentence for the person who asked. */
export class Refusal extends Error {}

/** Runs a scaffold and prints what it says; a refusal goes to standard error with exit code 2. */
export async function scaffold(main) {
  try {
    console.log(await main());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

/** The one word and the options after the script's name. */
export function asked(command, usage, options) {
  // npm takes options for its own unless `--` stands before them.
  for (const [name, { values }] of Object.entries(options)) {
    const kept = process.env[`npm_config_${name}`];
    const given = process.argv.some((word) => word === `--${name}` || word.startsWith(`--${name}=`));
    if (!given && kept !== undefined && (values ?? ['true']).includes(kept))
      throw new Refusal(
        `npm kept --${name} for itself. Put -- before the options: npm run ${command} ${usage}`,
      );
  }
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }])),
    });
    if (positionals.length === 1) return { ...values, word: positionals[0] };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Refusal(`${error.message.split('. ')[0]}. Use: npm run ${command} ${usage}`, { cause: error });
  }
  throw new Refusal(`Use: npm run ${command} ${usage}`);
}

/** A template of this folder with its {{names}} filled in. */
export async function filled(template, values) {
  const text = await readFile(new URL(`./${template}.txt`, import.meta.url), 'utf8');
  return text.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    if (values[name] === undefined) throw new Error(`${template}.txt asks for ${name}`);
    return values[name];
  });
}

/** Writes files that are new, by path: all of them, or none. */
export async function writeNew(files) {
  for (const path of Object.keys(files))
    if (existsSync(path)) throw new Refusal(`${path} exists: nothing was made.`);
  for (const path of Object.keys(files)) await mkdir(dirname(path), { recursive: true });
  await rewrite(files);
}

/** Writes files, by path, as formatter and linter would have them. */
export async function rewrite(files) {
  for (const [path, text] of Object.entries(files)) await writeFile(path, text);
  const biome = 'node_modules/@biomejs/biome/bin/biome';
  if (Object.keys(files).length > 0)
    execFileSync(process.execPath, [biome, 'check', '--write', ...Object.keys(files)], { stdio: 'pipe' });
}

/** `user-in-no-group` as `UserInNoGroup`. */
export function pascalCase(name) {
  return name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
}

/** What to do next, numbered. */
export function steps(...lines) {
  return lines.map((line, index) => `  ${index + 1}. ${line.replaceAll('\n', '\n     ')}`).join('\n');
}
