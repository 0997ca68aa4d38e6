import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The file named by `CHROMIUM`, or the first of Debian's and Google's names on the PATH. */
function chromiumFile(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const files = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...(process.env.CHROMIUM ? [process.env.CHROMIUM] : []), ...files].find((file) => existsSync(file));
}

/**
 * Whether tests in a browser can run here, for `describe.skipIf(!chromiumAvailable())`.
 * Says loudly when they cannot.
 * @throws in CI, where a missing browser is a failure.
 */
export function chromiumAvailable(): boolean {
  if (chromiumFile()) return true;
  const missing = `no Chromium is installed (looked for CHROMIUM, and ${NAMES.join(', ')} on the PATH): apt-get install chromium`;
  if (process.env.CI) throw new Error(missing);
  console.warn(`\n*** SKIPPED: tests in a browser. ${missing}\n`);
  return false;
}

/** A browser without a window. @throws where none is installed. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumFile();
  if (executablePath === undefined) throw new Error('no Chromium is installed: apt-get install chromium');
  // The sandbox of Chromium does not run as root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}
