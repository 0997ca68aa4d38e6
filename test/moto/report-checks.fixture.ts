import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import type { Finding, Report } from '../../src/finding/report.ts';
import { failedVerdicts } from '../support/failed-verdicts.ts';

const SCHEMA: unknown = JSON.parse(
  readFileSync(new URL('../../dist/report.schema.json', import.meta.url), 'utf8'),
);

/** The report fits the schema that ships with the package, and no two of its failed verdicts have the same id. */
export function expectSoundReport(report: Report): void {
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
  ajv.validate(schemaObject(SCHEMA), report);
  expect(ajv.errors ?? []).toEqual([]);
  const ids = idsOf(report);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(report.summary.verdicts.failed);
}

/** Ids of all failed verdicts, whether they are findings of their own, parts of one, or absorbed. */
export const idsOf = (report: Report): readonly string[] =>
  failedVerdicts(report)
    .map(({ id }) => id)
    .sort();

/**
 * A report without what may differ between a scan and its repetition: its times, and the calls that it took, since
 * AWS keeps the credential report that the first scan asked for.
 */
export function timeless(report: Report): unknown {
  const { startedAt, durationSeconds, calls, ...scan } = report.scan;
  return {
    ...report,
    scan,
    findings: report.findings.map((finding) => ({
      ...withoutTimes(finding),
      ...(finding.parts === undefined ? {} : { parts: finding.parts.map(withoutTimes) }),
    })),
    absorbed: report.absorbed.map(withoutTimes),
  };
}

function withoutTimes(
  told: Pick<Finding, 'firstObservedAt' | 'lastObservedAt' | 'updatedAt'>,
): Record<string, unknown> {
  const { firstObservedAt, lastObservedAt, updatedAt, ...rest } = told;
  return rest;
}

function schemaObject(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('the schema is no object');
  return value;
}
