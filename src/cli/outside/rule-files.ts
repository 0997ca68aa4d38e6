import { existsSync, readFileSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../problem.ts';

/** A file of rules from outside. */
export interface OutsideFile {
  /** `<service>/<name>`, from the path. */
  readonly id: string;
  /** Where it lies, as the user would say it. */
  readonly path: string;
}

const CODE = /\.m?[jt]s$/;
const TEST = /\.test\.m?[jt]s$/;
const DECLARATION = /\.d\.m?ts$/;
const PACKAGE_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
/** Where a package keeps its rules unless `postern.rules` of its package.json says otherwise. */
const RULES_OF_PACKAGE = 'rules';

/** Names of services and rules: AWS's names, and the fault, in lower case. */
export const RULE_ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * The files of rules under a path or in a package: `<service>/<name>` below a folder. What begins with _ or a dot is none,
 * nor are tests and node_modules.
 * @param word a file, a folder, or the name of a package
 * @throws UsageError when there is no rule
 */
export async function ruleFiles(word: string): Promise<OutsideFile[]> {
  const root = pathOf(word);
  const paths = (await stat(root)).isDirectory() ? await codeIn(root) : [root];
  const rules = paths.filter((path) => !TEST.test(path));
  if (rules.length === 0)
    throw new UsageError(
      `${root} holds no rule: below the folder a rule is <service>/<name>.ts or <service>/<name>.js.`,
    );
  const deep = rules.find((path) => path !== root && relative(root, path).split(sep).length > 2);
  if (deep !== undefined)
    throw new UsageError(
      `${deep} lies too deep for a rule, which is <service>/<name> below the folder that is named; what is no rule begins with _.`,
    );
  return rules.map((path) => ({ id: idOf(path, CODE), path }));
}

/**
 * The tests under paths and in packages, `<name>.test.ts` beside each rule.
 * @param words files, of rules or tests, folders, and names of packages
 * @throws UsageError when there is none
 */
export async function testFiles(words: readonly string[]): Promise<OutsideFile[]> {
  const found = await Promise.all(
    words.map(async (word) => {
      const root = pathOf(word);
      if ((await stat(root)).isDirectory()) return (await codeIn(root)).filter((path) => TEST.test(path));
      return [root.replace(CODE, (ending) => `.test${ending}`)].filter((path) => existsSync(path));
    }),
  );
  const paths = [...new Set(found.flat())];
  if (paths.length > 0) return paths.map((path) => ({ id: idOf(path, TEST), path }));
  throw new UsageError(
    `There is no test of ${words.join(', ')}: the test of <name>.ts is <name>.test.ts beside it.`,
  );
}

function idOf(path: string, ending: RegExp): string {
  return `${basename(dirname(resolve(path)))}/${basename(path).replace(ending, '')}`;
}

/** @throws UsageError */
function pathOf(word: string): string {
  if (existsSync(word)) return word;
  if (!PACKAGE_NAME.test(word) || CODE.test(word))
    throw new UsageError(`There is no file or folder ${word} with rules.`);
  for (let folder = resolve('.'); ; folder = dirname(folder)) {
    const installed = join(folder, 'node_modules', word);
    if (existsSync(installed)) return rulesOfPackage(word, installed);
    if (folder === dirname(folder))
      throw new UsageError(
        `There is no file or folder ${word} with rules, and no package of that name is installed.`,
      );
  }
}

function rulesOfPackage(name: string, installed: string): string {
  const rules = join(installed, folderSaidBy(join(installed, 'package.json')) ?? RULES_OF_PACKAGE);
  if (existsSync(rules)) return rules;
  throw new UsageError(
    `The package ${name} holds no rules: they are in its folder ${RULES_OF_PACKAGE}, or in the one that "postern": { "rules": "<folder>" } of its package.json names.`,
  );
}

function folderSaidBy(manifestPath: string): string | undefined {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${manifestPath} cannot be read.`, { cause });
  }
  const postern = memberOf(manifest, 'postern');
  const rules = memberOf(postern, 'rules');
  return typeof rules === 'string' ? rules : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

/**
 * Files of code in a folder and the folders below it, sorted. Links are followed, but for one that leads back.
 * @param within the folders around it, as they lie on the disk
 */
async function codeIn(folder: string, within: readonly string[] = []): Promise<string[]> {
  const here = await realpath(folder);
  if (within.includes(here)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !/^[_.]/.test(name) && name !== 'node_modules')
      .map(async (entry) => {
        const path = join(folder, entry.name);
        const isCode = CODE.test(path) && !DECLARATION.test(path);
        const target = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
        if (target === undefined && isCode) throw new UsageError(`${path} is a link that leads nowhere.`);
        if (target?.isDirectory()) return codeIn(path, [...within, here]);
        return isCode && target?.isFile() ? [path] : [];
      }),
  );
  return found.flat().sort();
}
