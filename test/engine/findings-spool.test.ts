import { readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FindingsSpool } from '../../src/engine/findings-spool.ts';
import { orderOfFinding, sortBy } from '../../src/engine/order.ts';
import type { Finding } from '../../src/finding/report.ts';
import { sampleFinding } from '../support/sample-report.ts';

const spools: FindingsSpool[] = [];

afterEach(() => {
  for (const spool of spools.splice(0)) spool.remove();
  vi.unstubAllEnvs();
});

function spoolOf(most?: number): FindingsSpool {
  const spool = new FindingsSpool(most);
  spools.push(spool);
  return spool;
}

async function readBack(spool: FindingsSpool): Promise<Finding[]> {
  const all: Finding[] = [];
  for await (const finding of spool.findings()) all.push(finding);
  return all;
}

/** Findings of so many accounts, of all severities, each account in order. */
function accounts(count: number): Finding[][] {
  return Array.from({ length: count }, (_, account) =>
    sortBy(
      [9.5, 2, 7, (account % 8) + 1].map((score, index) => ({
        ...sampleFinding({ score, evidence: { text: 'a\u2028b\nc' } }),
        accountId: `${100_000_000_000 + ((account * 7) % count)}`,
        id: `${index}`.padStart(32, '0'),
      })),
      orderOfFinding,
    ),
  );
}

const foldersOfOurs = () => readdirSync(tmpdir()).filter((name) => /^postern-\w{6}$/.test(name));

describe('findings of many accounts', () => {
  it.each([
    ['in memory', undefined],
    ['in files', 0],
    ['some of them', 3000],
  ])('come back in the order of a report, as often as they are read: %s', async (_case, most) => {
    const spool = spoolOf(most);
    const found = accounts(200);
    for (const findings of found) await spool.add(findings);
    const whole = sortBy(found.flat(), orderOfFinding);
    expect(await readBack(spool)).toEqual(whole);
    expect(await readBack(spool)).toEqual(whole);
  });
});

describe('the files of a spool', () => {
  it('are nobody else’s to read, and are taken away', async () => {
    const before = new Set(foldersOfOurs());
    const spool = spoolOf(0);
    await spool.add(accounts(1).flat());
    const [folder = ''] = foldersOfOurs().filter((name) => !before.has(name));
    const path = join(tmpdir(), folder);
    const files = readdirSync(path);
    expect(files).toHaveLength(1);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    for (const file of files) expect(statSync(join(path, file)).mode & 0o777).toBe(0o600);
    spool.remove();
    expect(foldersOfOurs()).not.toContain(folder);
  });

  it('are not written for a scan that finds little', async () => {
    vi.stubEnv('TMPDIR', '/nowhere');
    const spool = spoolOf();
    await spool.add(accounts(1).flat());
    expect(await readBack(spool)).toHaveLength(4);
  });

  it('that cannot be written say where, and what to do', async () => {
    vi.stubEnv('TMPDIR', '/nowhere');
    await expect(spoolOf(0).add(accounts(1).flat())).rejects.toThrow(
      /could not be kept in \/nowhere .* Set TMPDIR/,
    );
  });
});
