import type { Report } from '../../src/finding/report.ts';
import { reportSchema } from '../../src/finding/schema.ts';

/** Fields whose values are Postern's own, whatever AWS and those who wrote its names and rules say. */
const OWN = new Set([
  ...[
    'schemaVersion',
    'product',
    'startedAt',
    'status',
    'source',
    'label',
    'exposure',
    'baselineState',
    'kind',
  ],
  ...[
    'firstObservedAt',
    'lastObservedAt',
    'updatedAt',
    'until',
    'fixAvailable',
    'partition',
    'regionsLeftOut',
  ],
  ...['dateAdded', 'dateDue', 'lastKnownExploitAt', 'service', 'calls'],
]);

/** The report with this text in the place of every text that somebody else may have written. */
export function withHostile(report: Report, text: string): Report {
  return reportSchema.parse(replaced(report, text));
}

function replaced(value: unknown, text: string): unknown {
  // Fingerprints are Postern's own too.
  if (typeof value === 'string') return /^[0-9a-f]{32}$/.test(value) ? value : text;
  if (Array.isArray(value)) return value.map((item) => replaced(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === 'deniedBy' && item === 'service control policy') return [key, item];
      if (key === 'evidence' || key === 'tags') return [key, { [text]: text, nested: text }];
      return [key, OWN.has(key) ? item : replaced(item, text)];
    }),
  );
}
