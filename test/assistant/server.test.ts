import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { describe, expect, it } from 'vitest';
import { serve } from '../../src/assistant/server.ts';
import type { Report } from '../../src/finding/report.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

/** Characters that an assistant can take at once, and the lines of the fence. */
const BOUND = 101_000;

/** What a tool answers, and what of it stands between the fence lines. */
async function ask(report: Report, name: string, asked: Record<string, unknown> = {}) {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const explainRule = () => undefined;
  const served = serve({ version: '1', reports: new Map([['report.json', report]]), explainRule }, ours);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(theirs);
  const { content } = await client.callTool({ name, arguments: asked });
  await client.close();
  await served;
  const [first] = Array.isArray(content) ? content : [];
  const text = String(first?.text);
  const [fence] = /^untrusted-[0-9a-f-]{36}$/m.exec(text) ?? [];
  return { text, value: JSON.parse(text.split(`\n${fence}`)[1] ?? '') };
}

const many = (length: number, text = '') => Array.from({ length }, (_, index) => `${index}${text}`);

describe('an answer is never more than an assistant can take, and says what it leaves out', () => {
  it.each([
    ['a text of 1 MB', { document: 'x'.repeat(1_000_000) }],
    ['10,000 texts', { documents: many(10_000, 'y'.repeat(500)) }],
    ['10,000 fields', Object.fromEntries(many(10_000).map((name) => [name, 'z'.repeat(500)]))],
    ['lists in lists', { a: many(200).map(() => many(200).map(() => many(20))) }],
  ])('evidence of %s', async (_what, evidence) => {
    const finding = { ...sampleFinding(), evidence };
    const { text, value } = await ask(sampleReport({ findings: [finding] }), 'explain_finding', {
      id: finding.id,
    });
    expect(text.length).toBeLessThan(BOUND);
    expect(value).toMatchObject({ id: finding.id, ruleId: finding.ruleId });
    expect(JSON.stringify(value.evidence)).toMatch(/… \(\d+ more (?:characters|items|fields)\)/);
    expect(text).toContain('more characters');
  });

  it('a list of findings with many resources and long descriptions', async () => {
    const [resource] = sampleFinding().resources;
    const findings = many(100).map((index) => ({
      ...sampleFinding({ description: index.repeat(10_000) }),
      resources: resource === undefined ? [] : many(1_000).map((id) => ({ ...resource, id })),
    }));
    const { text, value } = await ask(sampleReport({ findings }), 'list_findings', { limit: 100 });
    expect(text.length).toBeLessThan(BOUND);
    expect(value.findings).toHaveLength(100);
    expect(value.findings[0].resourcesInAll).toBe(1_000);
  });

  it('leaves what is small as it is', async () => {
    const finding = sampleFinding();
    const { value } = await ask(sampleReport({ findings: [finding] }), 'explain_finding', { id: finding.id });
    expect(value.evidence).toEqual(finding.evidence);
  });
});
