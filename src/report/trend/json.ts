import { TREND_SCHEMA_VERSION } from '../../finding/history/history-schema-version.ts';
import type { VerdictOutline } from '../../finding/history/outline.ts';
import type { TrendSeries } from '../../finding/history/trend.ts';
import { visibleJson } from '../content/escape.ts';

/** Writes how findings came and went as JSON, series by series. */
export function* trendJson(all: readonly TrendSeries[]): Generator<string> {
  yield `{\n  "schemaVersion": "${TREND_SCHEMA_VERSION}",\n  "series": [`;
  let before = '\n';
  for (const { partition, accounts, points, open, closed } of all) {
    const series = {
      partition,
      accounts,
      reports: points,
      open: open.map(({ verdict, ...times }) => ({ ...identityOf(verdict), ...times })),
      closed: closed.map(({ verdict, ...times }) => ({ ...identityOf(verdict), ...times })),
    };
    yield `${before}    ${visibleJson(JSON.stringify(series, undefined, 2)).replaceAll('\n', '\n    ')}`;
    before = ',\n';
  }
  yield `${before === '\n' ? '' : '\n  '}]\n}\n`;
}

function identityOf({ id, ruleId, title, severity, accountId, region, resource, part }: VerdictOutline) {
  return { id, ruleId, title, severity, accountId, region, resourceId: resource.id, part };
}
