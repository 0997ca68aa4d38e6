import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import type { Report } from '../../src/finding/report.ts';

const SCHEMA: unknown = JSON.parse(
  readFileSync(new URL('../../dist/report.schema.json', import.meta.url), 'utf8'),
);

/** The report fits the schema that ships with the package, and no two of its findings have the same id. */
export function expectSoundReport(report: Report): void {
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
  ajv.validate(schemaObject(SCHEMA), report);
  expect(ajv.errors ?? []).toEqual([]);
  expect(new Set(idsOf(report)).size).toBe(report.findings.length);
}

export const idsOf = ({ findings }: Report): readonly string[] => findings.map(({ id }) => id).sort();

/**
 * A report without what may differ between a scan and its repetition: its times, and the calls that it took, since
 * AWS keeps the credential report that the first scan asked for.
 */
export function timeless(report: Report): unknown {
  const { startedAt, durationSeconds, calls, ...scan } = report.scan;
  return {
    ...report,
    scan,
    findings: report.findings.map(({ firstObservedAt, lastObservedAt, updatedAt, ...finding }) => finding),
  };
}

function schemaObject(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('the schema is no object');
  return value;
}
