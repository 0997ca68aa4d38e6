import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Measure, median, repeat, under } from './measure.ts';
import { node } from './postern.ts';

const RUNS = 20;

/** How soon the command line is there, and what it loads to list its rules. */
export async function start(): Promise<Measure[]> {
  await node(['bin/postern.js', '--version']);
  // Interleaved, so that whatever else the machine does slows down both.
  const pairs = await repeat(RUNS, async () => ({
    nothing: (await node(['-e', '0'])).milliseconds,
    version: (await node(['bin/postern.js', '--version'])).milliseconds,
  }));
  const nothing = median(pairs.map((pair) => pair.nothing));
  const version = median(pairs.map((pair) => pair.version));
  const clients = await clientsLoadedBy(['rules']);
  return [
    under(
      `postern --version against node -e 0, medians of ${RUNS} (${version.toFixed(0)} and ${nothing.toFixed(0)} ms)`,
      2,
      version / nothing,
      ' times',
    ),
    {
      measure: `SDK clients that postern rules loads, of the ${(await clientsLoadedBy(['--demo', '--fail-on', 'never'])).length} that a scan loads`,
      bound: '0',
      figure: clients.join(', ') || '0',
      met: clients.length === 0,
    },
  ];
}

/** V8 writes down every script that a process has loaded: https://nodejs.org/api/cli.html#node_v8_coveragedir */
async function clientsLoadedBy(words: readonly string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-bench-'));
  try {
    await node(['bin/postern.js', ...words], { NODE_V8_COVERAGE: folder });
    const urls = new Set<string>();
    for (const file of await readdir(folder)) {
      const { result }: { result: readonly { url: string }[] } = JSON.parse(
        await readFile(join(folder, file), 'utf8'),
      );
      for (const { url } of result) if (url.includes('/dist/')) urls.add(url);
    }
    if (urls.size === 0) throw new Error('V8 told of no script');
    return (await Promise.all([...urls].map(clientsIn))).flat();
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The services whose SDK clients a script holds: each names its service in its defaults. */
async function clientsIn(url: string): Promise<string[]> {
  const text = await readFile(fileURLToPath(url), 'utf8');
  return [
    ...text.matchAll(
      /serviceId:\s*config\?\.serviceId \?\? "([^"]+)"|serviceId:config\?\.serviceId\?\?"([^"]+)"/g,
    ),
  ].map(([, spaced, tight]) => spaced ?? tight ?? '');
}
