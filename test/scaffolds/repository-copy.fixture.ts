import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const COPIED = [
  '.biome.json',
  '.gitignore',
  '.scripts',
  'package.json',
  'README.md',
  'rules',
  'src',
  'test',
  'tsconfig.json',
];

/** What a command said, and its exit code. */
export interface Said {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of this repository with the same packages, in which a test may write. */
export interface RepositoryCopy extends AsyncDisposable {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Runs a script of the repository or of a package: its path and arguments. */
  node(...args: readonly string[]): Promise<Said>;
}

export async function copyOfRepository(): Promise<RepositoryCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-copy-'));
  for (const name of COPIED)
    await cp(name, join(folder, name), {
      recursive: true,
      filter: (path) => !path.endsWith('.tape'),
    });
  await symlink(resolve('node_modules'), join(folder, 'node_modules'), 'dir');
  return {
    folder,
    write: async (files) => {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
    },
    node: (...args) => run(folder, args),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

function run(cwd: string, args: readonly string[]): Promise<Said> {
  const env = { PATH: process.env.PATH ?? '', NO_COLOR: '1' };
  return new Promise((done) => {
    execFile(process.execPath, [...args], { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      done({ exitCode: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
  });
}
