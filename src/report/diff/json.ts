import type { PersistingVerdict, ReportDiff } from '../../finding/history/diff.ts';
import { DIFF_SCHEMA_VERSION } from '../../finding/history/history-schema-version.ts';
import type { ComparableHead, VerdictOutline } from '../../finding/history/outline.ts';
import { visibleJson } from '../content/escape.ts';

/** Writes what two reports say of the same accounts as JSON, list by list. */
export function* diffJson(diff: ReportDiff): Generator<string> {
  const { added, persisting, worse, gone, suppressed, toldByAnother, onlyOld, onlyNew } = diff;
  const head = {
    schemaVersion: DIFF_SCHEMA_VERSION,
    reports: { old: reportOf(diff.old), new: reportOf(diff.new) },
    counts: {
      new: added.length,
      persisting: persisting.length,
      worse: worse.length,
      gone: gone.length,
      suppressed: suppressed.length,
      toldByAnother: toldByAnother.length,
      onlyInOld: onlyOld.length,
      onlyInNew: onlyNew.length,
    },
    notCompared: diff.notCompared,
  };
  const lists: readonly (readonly [string, Iterable<object>])[] = [
    ['new', added.map(verdictOf)],
    ['persisting', persisting.map(persistingOf)],
    ['gone', gone.map(verdictOf)],
    ['suppressed', suppressed.map(verdictOf)],
    ['toldByAnother', toldByAnother.map(verdictOf)],
    ['onlyInOld', onlyOld.map(verdictOf)],
    ['onlyInNew', onlyNew.map(verdictOf)],
  ];
  yield visibleJson(JSON.stringify(head, undefined, 2)).slice(0, -2);
  for (const [name, list] of lists) {
    yield `,\n  "${name}": [`;
    let before = '\n';
    for (const item of list) {
      yield `${before}    ${visibleJson(JSON.stringify(item, undefined, 2)).replaceAll('\n', '\n    ')}`;
      before = ',\n';
    }
    yield before === '\n' ? ']' : '\n  ]';
  }
  yield '\n}\n';
}

function reportOf({ scan, product, rules, summary }: ComparableHead) {
  const { leftOut } = summary.findings;
  return {
    startedAt: scan.startedAt,
    status: scan.status,
    version: product.version,
    partition: scan.partition,
    accounts: scan.accounts,
    regions: scan.regions,
    rules: rules.length,
    ...(leftOut === undefined ? {} : { leftOut }),
  };
}

/** As a report tells what is gone. */
function verdictOf(verdict: VerdictOutline) {
  const { id, ruleId, title, description, severity, accountId, region, resource, part, firstObservedAt } =
    verdict;
  return {
    id,
    ruleId,
    title,
    description,
    severity,
    accountId,
    region,
    resourceId: resource.id,
    ...(part === undefined ? {} : { part }),
    firstObservedAt,
  };
}

function persistingOf({ verdict, before }: PersistingVerdict) {
  return {
    ...verdictOf(verdict),
    was: { severity: before.severity, firstObservedAt: before.firstObservedAt },
  };
}
