import type { Finding, Report } from '../../finding/report.ts';
import { resourceName } from '../content/resource-name.ts';
import { figure } from '../content/wording.ts';
import { heading, type Page, paragraph } from './page.ts';

type Entry = NonNullable<Report['suppressions']>['expired'][number];

const INDENT = ' '.repeat(4);
const CRITERIA = ['rule', 'resource', 'account', 'region', 'tag'] as const;

/** What is suppressed and why, rule by rule, and the entries of the configuration that suppress nothing. */
export function suppressionLines(page: Page, { suppressions, findings }: Report): string[] {
  if (suppressions === undefined) return [];
  const { suppressed, expired, unmatched } = suppressions;
  if (suppressed + expired.length + unmatched.length === 0) return [];
  return [
    heading(page, 'Suppressed', `${figure(suppressed)} of what failed`),
    ...findings.flatMap((finding) => findingLines(page, finding)),
    ...entryLines(page, expired, ({ until }) => `ended on ${until}`),
    ...entryLines(page, unmatched, () => 'matched nothing'),
  ];
}

function findingLines(page: Page, finding: Finding): string[] {
  const parts = finding.parts?.map((part) => ({ ...part, resources: [part.resource] })) ?? [finding];
  const byReason = new Map<string, string[]>();
  for (const part of parts) {
    if (part.status !== 'SUPPRESSED' || part.suppression === undefined) continue;
    const { reason, until } = part.suppression;
    const why = `${reason}${until === undefined ? '' : ` (until ${until})`}`;
    const region = part.resources[0]?.region ?? part.region;
    const name = `${resourceName(part)} (${region})`;
    const names = byReason.get(why);
    if (names === undefined) byReason.set(why, [name]);
    else names.push(name);
  }
  if (byReason.size === 0) return [];
  return [
    ...paragraph(page, '  ', `${finding.title} (${finding.ruleId})`),
    ...[...byReason].flatMap(([why, names]) => [
      ...paragraph(page, INDENT, names.join(' · '), { most: 40 }),
      ...paragraph(page, `${INDENT}Why  `, why),
    ]),
  ];
}

function entryLines(page: Page, entries: readonly Entry[], what: (entry: Entry) => string): string[] {
  return entries.flatMap((entry) => {
    const criteria = CRITERIA.flatMap((name) =>
      entry[name] === undefined ? [] : [`${name} ${entry[name]}`],
    );
    return paragraph(
      page,
      '  ',
      `Suppresses nothing, it ${what(entry)}: ${criteria.join(', ')} (${entry.reason})`,
    );
  });
}
