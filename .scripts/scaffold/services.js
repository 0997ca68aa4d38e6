// What the scaffolds know of the services that Postern reads.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Names of files and folders: AWS's names in lower case. */
export const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The file that a service is published by, or undefined when there is no such service. */
export function serviceFile(service) {
  return [`src/services/${service}.ts`, `src/services/${service}/index.ts`].find((path) => existsSync(path));
}

/** Names of the readers that a service publishes, sorted. */
export async function readersOf(service) {
  const folder = await mkdtemp(resolve('node_modules', '.scaffold-'));
  try {
    const outfile = join(folder, 'service.mjs');
    const bundled = { bundle: true, packages: 'external', format: 'esm', platform: 'node', target: 'node20' };
    await build({ ...bundled, entryPoints: [serviceFile(service)], outfile, logLevel: 'warning' });
    const published = Object.entries(await import(pathToFileURL(outfile).href));
    return published
      .flatMap(([name, value]) => (typeof value === 'function' && 'actions' in value ? [name] : []))
      .sort();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `KMS` for the service whose client is a KMSClient. */
export async function clientName(service) {
  const [found] = (await sourcesOf(service)).flatMap(
    (text) => text.match(/new sdk\.(\w+)Client\(/)?.[1] ?? [],
  );
  return found;
}

async function sourcesOf(service) {
  const folder = `src/services/${service}`;
  const files = existsSync(folder)
    ? (await readdir(folder)).map((name) => `${folder}/${name}`)
    : [`${folder}.ts`];
  return Promise.all(files.filter((path) => path.endsWith('.ts')).map((path) => readFile(path, 'utf8')));
}
