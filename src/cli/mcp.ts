import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { rules as ownRules } from '../../rules/index.ts';
import { serve } from '../assistant/server.ts';
import { version } from '../aws/version.ts';
import { FindingsSpool } from '../engine/findings-spool.ts';
import { runScan } from '../engine/run-scan.ts';
import type { Finding, Report } from '../finding/report.ts';
import { reportSchema } from '../finding/schema.ts';
import type { Rule } from '../rule/rule.ts';
import { chooseRules, type RuleFilter } from './choose-rules.ts';
import { connectionTo } from './connection.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { because } from './output-file.ts';
import { withOutsideRules } from './outside/outside-rules.ts';
import { UsageError } from './problem.ts';
import { readReportFile } from './report-file.ts';
import { ruleAsJson } from './rule-as-json.ts';

export type McpOptions = Pick<RuleFilter, 'rulesFrom'>;

/**
 * Serves reports to an assistant until it closes standard input. Nothing is asked of AWS.
 * @param files JSON reports, or tapes.
 * @throws UsageError for a file that is neither, TapeError for a tape of another version.
 */
export async function mcp(files: readonly string[], { rulesFrom }: McpOptions): Promise<ExitCode> {
  const known = await withOutsideRules(ownRules, rulesFrom);
  const reports = new Map<string, Report>();
  for (const file of files) {
    const name = reports.has(basename(file)) ? file : basename(file);
    reports.set(name, (await isReport(file)) ? await reportOfFile(file) : await reportOfTape(file, known));
  }
  const transport = new StdioServerTransport();
  process.stdin.once('end', () => void transport.close());
  await serve(
    {
      version,
      reports,
      explainRule: (id) => {
        const rule = Object.hasOwn(known, id) ? known[id] : undefined;
        return rule && ruleAsJson(id, rule);
      },
    },
    transport,
  );
  return EXIT.clear;
}

/** A report of Postern begins with the version of its schema; whatever else there is must be a tape. */
async function isReport(file: string): Promise<boolean> {
  try {
    await using handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return /^\s*\{\s*"schemaVersion"/.test(buffer.toString('utf8', 0, bytesRead));
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function reportOfFile(file: string): Promise<Report> {
  // Says what is wrong with a report that is cut short, or of a newer version.
  await readReportFile(file, 'The report');
  const value: unknown = JSON.parse(await readFile(file, 'utf8'));
  const parsed = reportSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${file} was written by another version of Postern: write it again with --output.`, {
    cause: parsed.error,
  });
}

function unreadable(file: string, cause: unknown): UsageError {
  return new UsageError(`${file} cannot be read: ${because(cause)}.`, { cause });
}

/** What all rules say of a tape. */
async function reportOfTape(replay: string, rules: Readonly<Record<string, Rule>>): Promise<Report> {
  const { signal } = new AbortController();
  const { transport, connect, now } = await connectionTo(
    { replay, demo: false, region: [], concurrency: 100 },
    signal,
  );
  const spool = new FindingsSpool();
  process.once('exit', () => spool.remove());
  const chosen = chooseRules(rules, { rule: [], excludeRule: [], service: [] });
  const { head, findings } = await runScan({
    ...{ rules: chosen, connect, transport, now, spool, signal },
    includePassed: true,
    onProgress: () => {},
  });
  const all: Finding[] = [];
  for await (const finding of findings()) all.push(finding);
  return { ...head, findings: all };
}
