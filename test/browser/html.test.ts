import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Trend } from '../../src/finding/history/trend.ts';
import type { Finding, Report } from '../../src/finding/report.ts';
import { trendHtml } from '../../src/report/trend/html.ts';
import { outlineOf, scannedReport } from '../finding/history/scanned-report.fixture.ts';
import { postern } from '../moto/cli.fixture.ts';
import { fullReport, pageOf } from '../report/html-page.fixture.ts';
import { chromiumAvailable, openBrowser } from '../support/chromium.ts';
import { sampleAbsorbing, sampleFinding, sampleReport, sampleUnknown } from '../support/sample-report.ts';

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 900 };

describe.skipIf(!chromiumAvailable())('a report as a page, in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postern-pages-'));
    [browser] = await Promise.all([openBrowser(), save('full.html', fullReport)]);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const save = async (name: string, report: Report) =>
    writeFile(join(folder, name), (await pageOf(report)).html);

  /** A page, and all that it complained of or asked the network for. */
  const open = async (name = 'full.html', options: BrowserContextOptions = {}, hash = '') => {
    const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('console', (message) => trouble.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('dialog', (dialog) => trouble.push(dialog.message()));
    page.on('request', (request) => {
      if (!request.url().endsWith(`${name}${hash}`)) trouble.push(`asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(join(folder, name)).href + hash);
    return { page, trouble, [Symbol.asyncDispose]: () => context.close() };
  };

  const rows = (page: Page) => page.locator('.findings > li');
  const form = (page: Page) => page.getByRole('search');
  const tally = (page: Page) => page.locator('.tally').textContent();
  const summaryOf = (page: Page, title: string) =>
    rows(page).filter({ hasText: title }).first().locator('> details > summary');

  it('is accessible in both themes, and no wider than the screen of a desktop or a phone', async () => {
    // What looks at the page needs more than the page allows itself.
    await using opened = await open('full.html', { bypassCSP: true });
    const { page } = opened;
    await page.getByRole('checkbox', { name: 'critical' }).check();
    for (const title of ['Hostile', 'Security group opens every port', 'Volumes are not encrypted'])
      await summaryOf(page, title).click();
    for (const part of (await page.locator('.findings details[open] .parts > li > details').all()).slice(
      0,
      2,
    ))
      await part.locator('> summary').click();
    for (const more of await page.locator('.more > summary').all()) await more.click();
    await page.evaluate(axe.source);
    for (const [colorScheme, viewport, rules] of [
      ['light', DESKTOP, '{}'],
      ['dark', DESKTOP, "{ runOnly: ['color-contrast'] }"],
      ['dark', PHONE, '{}'],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      expect(await page.evaluate('document.scrollingElement.scrollWidth')).toBe(viewport.width);
      const { violations }: axe.AxeResults = await page.evaluate(`axe.run(${rules})`);
      expect(
        violations.map(
          ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join('\n')}`,
        ),
        `${colorScheme}, ${viewport.width} pixels`,
      ).toEqual([]);
    }
  });

  it('runs nothing that others wrote, asks for nothing, and complains of nothing', async () => {
    await using opened = await open();
    const { page, trouble } = opened;
    await summaryOf(page, 'Hostile').click();
    const body = page.locator('.findings details[open] .body').first();
    await body.waitFor();
    expect(await body.textContent()).toContain('<img src=x onerror="globalThis.harmed=1">');
    expect(await body.textContent()).toContain('take it from the JSON report');
    expect(await body.textContent()).toContain('\\u202e');
    expect(await page.locator('img, iframe, object, script:not([type]) ~ script').count()).toBe(0);
    expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
    const addresses: string[] = await page.evaluate(
      "[...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))",
    );
    for (const address of addresses) expect(address).toMatch(/^(https:\/\/|#)/);
    expect(await page.evaluate("document.querySelectorAll('[style], [onclick], [onerror]').length")).toBe(0);
    expect(trouble).toEqual([]);
  });

  it('forbids itself what a fault in it could do: other scripts, markup made of text, and the network', async () => {
    await using opened = await open();
    const { page } = opened;
    const tried = (code: string) =>
      page.evaluate(`(async () => { try { ${code}; return 'done' } catch (error) { return error.name } })()`);
    expect(await tried("document.body.innerHTML = '<b>a</b>'")).toBe('TypeError');
    expect(await tried("await fetch('https://example.com/')")).toBe('TypeError');
    await tried(
      "const made = document.createElement('script'); made.append('globalThis.harmed = 1'); document.body.append(made)",
    );
    expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
  });

  it('says beside each choice how many findings it shows', async () => {
    await using opened = await open();
    const { page } = opened;
    for (const choice of ['service', 'account', 'region', 'exposure']) {
      const offered: [string, string][] = await page.evaluate(
        `[...document.querySelectorAll('#${choice} option')].slice(1).map(({ value, textContent }) => [value, textContent])`,
      );
      expect(offered.length).toBeGreaterThan(1);
      for (const [value, text] of offered) {
        await page.locator(`#${choice}`).selectOption(value);
        expect(text.endsWith(` (${(await tally(page))?.split(' ')[0]})`), `${choice} ${text}`).toBe(true);
      }
      await page.locator(`#${choice}`).selectOption('');
    }
  });

  it('filters by severity, service, account, Region, exposure, status and state, and searches in all that a finding says', async () => {
    await using opened = await open();
    const { page } = opened;
    const active = fullReport.findings.filter(({ status }) => status === 'ACTIVE');
    const all = fullReport.findings.length;
    const counted = (keeps: (finding: Finding) => boolean) =>
      `${active.filter(keeps).length} of ${all} findings`;
    expect(await tally(page)).toBe(counted(() => true));

    await page.getByRole('checkbox', { name: 'critical' }).check();
    expect(await tally(page)).toBe(counted(({ severity }) => severity.label === 'CRITICAL'));
    await page.getByRole('checkbox', { name: 'high' }).check();
    expect(await tally(page)).toBe(counted(({ severity }) => severity.score >= 7));
    const reset = page.getByRole('button', { name: 'Reset' });
    await reset.click();
    await form(page).getByLabel('Service', { exact: true }).selectOption('kms');
    await form(page).getByLabel('Account', { exact: true }).selectOption('444455556666');
    expect(await tally(page)).toBe(`60 of ${all} findings`);
    await form(page).getByLabel('Region', { exact: true }).selectOption('ap-south-1');
    expect(await rows(page).count()).toBe(0);
    expect(await page.locator('.more-findings').textContent()).toContain('Nothing fits');
    await reset.click();
    await form(page).getByLabel('Region', { exact: true }).selectOption('ap-south-1');
    expect(await tally(page)).toBe(`1 of ${all} findings`);
    await reset.click();
    await form(page).getByLabel('Exposure').selectOption('internet');
    expect(await tally(page)).toBe(counted(({ exposure }) => exposure === 'internet'));
    await reset.click();
    await form(page).getByLabel('Status', { exact: true }).selectOption('SUPPRESSED');
    await summaryOf(page, 'User is not in use').click();
    await expect
      .poll(() => rows(page).first().textContent())
      .toContain('Kept for emergencies (until 2027-01-31)');
    await form(page).getByLabel('Status', { exact: true }).selectOption('');
    expect(await tally(page)).toBe(`${all} findings`);
    await form(page).getByLabel('Since the baseline').selectOption('NEW');
    expect(await tally(page)).toBe(
      `${fullReport.findings.filter(({ baselineState }) => baselineState === 'NEW').length} of ${all} findings`,
    );
    await reset.click();

    const search = async (text: string) => {
      await form(page).getByLabel('Search').fill(text);
      await page.waitForTimeout(200);
      return tally(page);
    };
    expect(await search('NEEDLE evidence <A>')).toBe(`1 of ${all} findings`);
    expect(await search('vol-59')).toBe(`1 of ${all} findings`);
    expect(await search('no such words')).toBe(`0 of ${all} findings`);
    // So is the second account called, which has 60 of them.
    expect(await search('"\'`')).toBe(`61 of ${all} findings`);
    expect(await search('"\'` hostile')).toBe(`1 of ${all} findings`);
    const inProduction = active.filter(({ accountId, parts }) =>
      (parts ?? [{ accountId }]).some((part) => part.accountId === '111122223333'),
    );
    expect(await search('Production')).toBe(`${inProduction.length} of ${all} findings`);
    expect(await search('cis-aws-5.0.0')).toBe(
      counted(({ compliance }) => compliance.some(({ framework }) => framework === 'cis-aws-5.0.0')),
    );
    expect(await search('"CidrIp": "0.0.0.0/0" needle')).toBe(`1 of ${all} findings`);
  });

  it('shows what a figure counts when it is pressed, in as many findings as it says', async () => {
    await using opened = await open();
    const { page } = opened;
    const cells = page.locator('.heat-map td button');
    for (const index of [0, 1, 2]) {
      const cell = cells.nth(index);
      const figure = /^\d+/.exec((await cell.textContent()) ?? '')?.[0];
      await cell.click();
      expect(await tally(page)).toMatch(new RegExp(`^${figure} of `));
    }
    await page.locator('.fixes .mark').nth(1).click();
    expect(await tally(page)).toMatch(/^\d+ of/);
    await expect.poll(() => page.locator('.chip').textContent()).toContain('Only: ');
    await page.locator('.framework .more > summary').click();
    await page.locator('.controls td .mark').click();
    const asked = fullReport.findings.filter(({ compliance }) =>
      compliance.some(({ control }) => control === '1.4'),
    );
    expect(await tally(page)).toMatch(new RegExp(`^${asked.length} of `));
  });

  it('leads from a figure of nothing to nothing, and from a control to what tells the cause of its failed checks', async () => {
    const told = sampleAbsorbing(sampleFinding(), [
      sampleFinding({ ruleId: 'iam/root-without-hardware-mfa', title: 'No hardware MFA' }),
    ]);
    const report = sampleReport({
      findings: [told.finding, sampleFinding({ ruleId: 's3/bucket-public' })].map((finding) => ({
        ...finding,
        baselineState: 'PERSISTING',
      })),
      absorbed: told.absorbed,
    });
    const [framework] = fullReport.frameworks ?? [];
    await save('figures.html', {
      ...report,
      baseline: {
        startedAt: report.scan.startedAt,
        new: 0,
        persisting: 2,
        worse: [],
        gone: [],
        notCompared: [],
      },
      frameworks: framework && [
        {
          ...framework,
          controls: [
            {
              control: '1.5',
              title: 'Hardware MFA for root',
              status: 'FAILED',
              rules: ['iam/root-without-hardware-mfa'],
              counts: { passed: 0, failed: 1, unknown: 0, notApplicable: 0 },
            },
          ],
        },
      ],
    });
    await using opened = await open('figures.html');
    const { page } = opened;
    await page.getByRole('button', { name: '0 new since the baseline' }).click();
    expect(await tally(page)).toBe('0 of 2 findings');
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.locator('.heat-map thead').getByRole('button', { name: 'eu-west-1' }).click();
    expect(await tally(page)).toBe('0 of 2 findings');
    await page.locator('.framework .more > summary').click();
    await page.locator('.controls td .mark').click();
    expect(await tally(page)).toBe('1 of 2 findings');
    expect(await rows(page).textContent()).toContain(told.finding.title);
  });

  it('tells of a finding its parts, what it absorbs, its evidence and its way in', async () => {
    await using opened = await open();
    const { page } = opened;
    await summaryOf(page, 'Volumes are not encrypted').click();
    const parts = page.locator('.findings details[open] .parts > li');
    await expect.poll(() => parts.count()).toBe(50);
    await page.getByRole('button', { name: 'Show 10 of 10 more' }).click();
    expect(await parts.count()).toBe(60);
    expect(await page.evaluate('document.activeElement.textContent')).toContain('number 50');
    await parts.nth(0).locator('summary').click();
    await expect.poll(() => parts.nth(0).textContent()).toContain('"AccountMFAEnabled": false');
    await summaryOf(page, 'Security group opens every port').click();
    await expect.poll(() => page.locator('.findings').textContent()).toContain('An absorbed check');
    await summaryOf(page, 'Instance can be reached').click();
    expect(await page.locator('.way').innerText()).toMatch(/igw-0a1[\s\S]*acl-0b2[\s\S]*i-0fedcba9876543210/);
  });

  it('can be used by keys alone', async () => {
    await using opened = await open();
    const { page } = opened;
    const focused = (what: string) => page.evaluate(`document.activeElement.${what}`);
    await page.keyboard.press('Tab');
    expect(await focused('textContent')).toBe('Skip to the findings');
    await page.keyboard.press('Enter');
    expect(await focused('id')).toBe('findings');
    await page.keyboard.press('Tab');
    expect(await focused('id')).toBe('search');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await focused('checked')).toBe(true);
    await summaryOf(page, 'Root user has no MFA').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.findings details[open]').count()).toBe(1);
    const heat = page.locator('.heat-map');
    expect(await heat.locator('button[tabindex="-1"]').count()).toBe(
      (await heat.locator('button').count()) - 1,
    );
    await heat.locator('tbody th button').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate("document.activeElement.closest('td') !== null")).toBe(true);
    const shown = await focused('textContent');
    await page.keyboard.press('Enter');
    expect(await tally(page)).toMatch(new RegExp(`^${/^\d+/.exec(String(shown))?.[0]} of`));
    expect(await focused('id')).toBe('findings');
  });

  it('copies a command as it is', async () => {
    await using opened = await open('full.html', { permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = opened;
    await summaryOf(page, 'Security group opens every port').click();
    await page.locator('.findings .copy').first().click();
    await expect.poll(() => page.locator('#said').textContent()).toBe('Copied');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      "aws ec2 revoke-security-group-ingress --group-id 'sg-1'",
    );
  });

  it('says that a command is copied though nothing was found', async () => {
    const unknowns = [sampleUnknown({ ruleId: 'iam/a', score: 9, action: 'iam:ListUsers' })];
    await save('denied.html', sampleReport({ unknowns }));
    await using opened = await open('denied.html', { permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = opened;
    await page.getByRole('button', { name: 'Copy' }).click();
    await expect.poll(() => page.getByRole('status').textContent()).toBe('Copied');
  });

  it('is no wider than a phone with many Regions, nor is the page of a trend', async () => {
    const regions = Array.from({ length: 20 }, (_, index) => `eu-north-${index}`);
    const report = sampleReport({
      findings: regions.map((region) => sampleFinding({ ruleId: 'kms/rotation-off', region })),
      regions,
    });
    await save('regions.html', report);
    const trend = new Trend();
    trend.add(await outlineOf(scannedReport({ on: '2026-11-01', findings: report.findings })));
    trend.add(await outlineOf(scannedReport({ on: '2026-11-11' })));
    await writeFile(join(folder, 'trend.html'), [...trendHtml(trend.series())].join(''));
    for (const name of ['regions.html', 'trend.html']) {
      await using opened = await open(name, { viewport: PHONE });
      expect(await opened.page.evaluate('document.scrollingElement.scrollWidth'), name).toBe(PHONE.width);
    }
  });

  it('of a trend prints the rows that a screen folds', async () => {
    const findings = Array.from({ length: 101 }, (_, number) =>
      sampleFinding({
        ruleId: 'kms/rotation-off',
        resource: { type: 'AwsKmsKey', id: `key-${number}`, region: 'eu-west-1' },
      }),
    );
    const trend = new Trend();
    trend.add(await outlineOf(scannedReport({ on: '2026-11-01', findings })));
    await writeFile(join(folder, 'long-trend.html'), [...trendHtml(trend.series())].join(''));
    await using opened = await open('long-trend.html');
    const { page } = opened;
    const shown = "document.querySelector('details table').checkVisibility()";
    expect(await page.evaluate(shown)).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(shown)).toBe(true);
  });

  it('keeps what only a colour tells where somebody has colours of his own', async () => {
    await using opened = await open('full.html', { forcedColors: 'active' });
    const { page } = opened;
    const colour = (selector: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).backgroundColor`);
    const critical = await colour('.heat-map .cell.critical');
    expect(await colour('.legend .cell.critical')).toBe(critical);
    expect(await colour('.legend .cell.high')).not.toBe(critical);
    const unchecked = await colour('.toggle.critical label');
    await page.getByRole('checkbox', { name: 'critical' }).check();
    expect(await colour('.toggle.critical label')).not.toBe(unchecked);
  });

  it('shows a hundred findings at a time, prints them all, and leads to one by its address', async () => {
    const id = fullReport.findings.at(-1)?.id;
    await using opened = await open('full.html', {}, `#${id}`);
    const { page } = opened;
    await expect
      .poll(() => page.evaluate("document.activeElement.closest('details')?.id"))
      .toBe(`finding-${id}`);
    await page.getByRole('button', { name: 'Reset' }).click();
    expect(await rows(page).count()).toBe(100);
    await page.getByRole('button', { name: /^Show \d+ more$/ }).click();
    const all = fullReport.findings.filter(({ status }) => status === 'ACTIVE').length;
    expect(await rows(page).count()).toBe(all);
    await page.getByRole('button', { name: 'Reset' }).click();
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await rows(page).count()).toBe(all);
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['nav', 'form.controls', '.skip'])
      expect(await page.locator(hidden).isVisible()).toBe(false);
  });

  it('tells its figures without a script', async () => {
    await using opened = await open('full.html', { javaScriptEnabled: false });
    const { page } = opened;
    expect(await page.locator('noscript').textContent()).toContain('needs JavaScript');
    expect(await page.locator('.verdict').isVisible()).toBe(true);
    expect(await page.locator('.fixes > li').count()).toBeGreaterThan(5);
  });

  it('is what the command line writes', async () => {
    const file = join(folder, 'demo.html');
    const { code } = await postern(['--demo', '--rule', 'iam/root-without-mfa', '--output', file]);
    expect(code).toBe(1);
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/);
    await using opened = await open('demo.html');
    const { page, trouble } = opened;
    expect(await tally(page)).toBe('1 finding');
    expect(trouble).toEqual([]);
  });

  it('opens and filters 20,000 findings, in the time that is printed', async () => {
    const findings = Array.from({ length: 20_000 }, (_, index) =>
      sampleFinding({
        ruleId: `service-${index % 40}/rule-${index % 240}`,
        title: `Title of rule ${index % 240}`,
        accountId: `${111122223333 + (index % 50)}`,
        score: [9.5, 8, 5, 2][index % 4] ?? 0,
        resource: { type: 'AwsEc2Instance', id: `arn:aws:ec2:us-east-1:111122223333:instance/i-${index}` },
        evidence: {
          Statement: Array.from({ length: 12 }, (_, each) => ({
            Sid: `s${each}`,
            Effect: 'Allow',
            Principal: '*',
            Action: 's3:*',
          })),
        },
      }),
    );
    await save('large.html', sampleReport({ findings }));
    await using opened = await open('large.html');
    const { page } = opened;
    const taken = async (act: () => Promise<unknown>) => {
      await page.evaluate("performance.clearMeasures('postern:filter')");
      await act();
      await page.waitForTimeout(400);
      const [duration = Number.NaN]: number[] = await page.evaluate(
        "performance.getEntriesByName('postern:filter').map(({ duration }) => duration)",
      );
      return Math.round(duration);
    };
    const [shown] = await page.evaluate<number[]>(
      "performance.getEntriesByName('postern:shown').map(({ startTime }) => startTime)",
    );
    const severity = await taken(() => page.getByRole('checkbox', { name: 'critical' }).check());
    expect(await tally(page)).toBe('5,000 of 20,000 findings');
    const search = await taken(() => form(page).getByLabel('Search').fill('i-1999'));
    expect(await tally(page)).toMatch(/^\d+ of 20,000 findings$/);
    console.log(
      `a page of 20,000 findings is there after ${Math.round(shown ?? Number.NaN)} ms, filters in ${severity} ms, searches for the first time in ${search} ms`,
    );
  });
});
