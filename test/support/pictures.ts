import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { openBrowser } from './chromium.ts';
import { terminalPage } from './terminal-page.ts';

/** `npm run pictures`: the pictures that the README leads with, of what the built command line says of the demo. */
const run = promisify(execFile);
const FOLDER = '.github/pictures';
const COLUMNS = 100;
/** What the picture of the terminal has room for; it fades out below. */
const LINES = 38;

/** What a terminal of so many columns gets, colours and all. `script` of util-linux is that terminal. */
async function inTerminal(command: string): Promise<string> {
  const shown = `stty cols ${COLUMNS} rows ${LINES}; ${command} 2>/dev/null`;
  const environment = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color' };
  const { stdout } = await run('script', ['--quiet', '--command', shown, '/dev/null'], { env: environment });
  return stdout.replaceAll('\r', '');
}

async function takeTerminal(browser: Browser): Promise<void> {
  const text = await inTerminal('node bin/postern.js --demo');
  const lines = ['$ \u001b[1mpostern --demo\u001b[22m', ...text.split('\n')].slice(0, LINES);
  const page = await browser.newPage({ deviceScaleFactor: 1.5 });
  await page.setContent(terminalPage(lines, COLUMNS));
  await page.locator('main').screenshot({ path: join(FOLDER, 'terminal.png') });
  await page.close();
}

async function takeReport(browser: Browser): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-pictures-'));
  try {
    const file = join(folder, 'report.html');
    await run(process.execPath, [
      resolve('bin/postern.js'),
      '--demo',
      '--fail-on',
      'never',
      '--output',
      file,
    ]);
    const page = await browser.newPage({
      colorScheme: 'light',
      viewport: { width: 1200, height: 853 },
      deviceScaleFactor: 1.5,
    });
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: join(FOLDER, 'report.png') });
    await page.close();
  } finally {
    await rm(folder, { recursive: true });
  }
}

await mkdir(FOLDER, { recursive: true });
const browser = await openBrowser();
try {
  await takeTerminal(browser);
  await takeReport(browser);
} finally {
  await browser.close();
}
