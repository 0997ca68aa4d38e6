import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser } from './chromium.ts';

/** `node .scripts/run.js test/support/screenshots.ts <report.html> <folder>`: how a report looks, to be looked at. */
const [, , report = 'report.html', folder = 'screenshots'] = process.argv;
const LOOKS = [
  { name: 'light', colorScheme: 'light', width: 1280, height: 900 },
  { name: 'dark', colorScheme: 'dark', width: 1280, height: 900 },
  { name: 'phone', colorScheme: 'light', width: 390, height: 844 },
  { name: 'phone-dark', colorScheme: 'dark', width: 390, height: 844 },
] as const;

await mkdir(folder, { recursive: true });
const browser = await openBrowser();
for (const { name, colorScheme, width, height } of LOOKS) {
  const page = await browser.newPage({ colorScheme, viewport: { width, height }, deviceScaleFactor: 1 });
  await page.goto(pathToFileURL(resolve(report)).href);
  await page.screenshot({ path: join(folder, `${name}-top.png`) });
  for (const section of await page.locator('main > section').all()) {
    const id = await section.getAttribute('id');
    if (id === 'findings') {
      const first = section.locator('.findings > li > details').nth(2);
      await first.locator('summary').first().click();
      await first.screenshot({ path: join(folder, `${name}-finding.png`) });
      await page.locator('.findings > li').nth(14).scrollIntoViewIfNeeded();
      await section.locator('form').scrollIntoViewIfNeeded();
      await page.evaluate("document.querySelector('#findings').scrollIntoView()");
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `${name}-findings.png`) });
    } else await section.screenshot({ path: join(folder, `${name}-${id}.png`) });
  }
  if (name === 'light') {
    await page.pdf({ path: join(folder, 'print.pdf') });
  }
  await page.close();
}
await browser.close();
