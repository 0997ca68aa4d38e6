import type { ReportHead } from '../../finding/report-source.ts';
import { code, prose, row, tableHead } from '../content/markdown-text.ts';
import { nameOfId } from '../content/resource-name.ts';
import { count, figure } from '../content/wording.ts';
import { type Gathered, type Listed, type Named, SHOWN } from './gather.ts';

/** What is new and gone since the baseline, and what cannot be compared with it. */
export function baselineSection({ baseline }: ReportHead, { fresh }: Gathered): string {
  if (baseline === undefined) return '';
  const { startedAt, persisting, gone, notCompared } = baseline;
  const since = `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`;
  return [
    `## Since the baseline of ${prose(since)}\n\n`,
    `${figure(baseline.new)} new, ${figure(persisting)} persisting, ${figure(gone.length)} gone.\n\n`,
    ...list('New', fresh),
    ...list('Gone', {
      first: gone.slice(0, SHOWN).map((each) => ({ ...each, name: nameOf(each), suppression: undefined })),
      amount: gone.length,
    }),
    ...(notCompared.length === 0
      ? []
      : [
          'Not compared:\n\n',
          ...notCompared.slice(0, SHOWN).map((sentence) => `- ${prose(sentence)}\n`),
          ...(notCompared.length > SHOWN ? [`- and ${figure(notCompared.length - SHOWN)} more\n`] : []),
          '\n',
        ]),
  ].join('');
}

/** What is suppressed and why, and the entries of the configuration that suppress nothing. */
export function suppressedSection({ suppressions }: ReportHead, { suppressed }: Gathered): string {
  if (suppressed.amount === 0 && suppressions === undefined) return '';
  return [
    '## Suppressed\n\n',
    `${count(suppressed.amount, 'failed check')} suppressed.\n\n`,
    ...(suppressed.amount === 0
      ? []
      : [
          tableHead('Severity', 'Finding', 'Resource', 'Account', 'Region', 'Reason', 'Until'),
          ...suppressed.first.map((each) =>
            row(...cells(each), prose(each.suppression?.reason ?? ''), prose(each.suppression?.until ?? '')),
          ),
          more(suppressed),
        ]),
    ...entries('Expired, and suppress nothing', suppressions?.expired ?? []),
    ...entries('Matched nothing', suppressions?.unmatched ?? []),
  ].join('');
}

function list(title: string, verdicts: Listed<Named>): string[] {
  if (verdicts.amount === 0) return [];
  return [
    tableHead(title, 'Finding', 'Resource', 'Account', 'Region'),
    ...verdicts.first.map((each) => row(...cells(each))),
    more(verdicts),
  ];
}

function cells({ severity, title, ruleId, name, accountId, region }: Named): string[] {
  return [severity.label, `${prose(title)} ${code(ruleId)}`, code(name), code(accountId), code(region)];
}

function more({ first, amount }: Listed<Named>): string {
  return amount > first.length ? `\nAnd ${figure(amount - first.length)} more.\n\n` : '\n';
}

function nameOf({
  resourceId,
  part,
}: {
  readonly resourceId: string;
  readonly part?: string | undefined;
}): string {
  return part === undefined ? nameOfId(resourceId) : `${nameOfId(resourceId)}, ${part}`;
}

type Entry = NonNullable<ReportHead['suppressions']>['expired'][number];

function entries(title: string, all: readonly Entry[]): string[] {
  if (all.length === 0) return [];
  return [
    `${title}:\n\n`,
    ...all.slice(0, SHOWN).map(({ reason, until, ...globs }) => {
      const words = Object.entries(globs).map(([name, glob]) => `${name} ${code(glob ?? '')}`);
      return `- ${[...words, ...(until === undefined ? [] : [`until ${prose(until)}`])].join(', ')}: ${prose(reason)}\n`;
    }),
    ...(all.length > SHOWN ? [`- and ${figure(all.length - SHOWN)} more\n`] : []),
    '\n',
  ];
}
