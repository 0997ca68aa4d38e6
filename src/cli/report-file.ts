import { createReadStream } from 'node:fs';
import type { ReportOutline } from '../finding/history/outline.ts';
import {
  identifyReport,
  ReportError,
  type ReportIdentity,
  readReport,
} from '../finding/history/read-report.ts';
import { because, identityOf } from './output-file.ts';
import { UsageError } from './problem.ts';
import { identityOfStream } from './terminal.ts';

/** How much of a file is read at a time. */
const CHUNK = 1 << 20;

/**
 * Reads a JSON report.
 * @param what it is called in errors, such as "The baseline"
 * @throws UsageError that names the file and what is wrong with it
 */
export async function readReportFile(path: string, what: string): Promise<ReportOutline> {
  const output = identityOfStream(process.stdout);
  // A shell has emptied it, or what is appended to it would make it no report.
  if (output !== undefined && output === (await identityOf(path)))
    throw new UsageError(
      `${what} ${path} cannot be compared with: it is where standard output goes, which must be another file.`,
    );
  try {
    return await outlineIn(path);
  } catch (cause) {
    if (!(cause instanceof ReportError)) throw cause;
    throw new UsageError(`${what} ${path} cannot be compared with: ${cause.message}.`, { cause });
  }
}

/** @throws ReportError for what is no file, or no report */
export async function outlineIn(path: string): Promise<ReportOutline> {
  return await readReport(bytesOf(path));
}

/** @throws ReportError for what is no file, or no report */
export async function identityIn(path: string): Promise<ReportIdentity> {
  return await identifyReport(bytesOf(path));
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) yield chunk;
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new ReportError(missing ? 'it does not exist' : because(cause), { cause });
  }
}
