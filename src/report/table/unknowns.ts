import type { Report } from '../../finding/report.ts';
import { unknownRules } from '../content/conclusion.ts';
import { groupUnknowns, type UnknownGroup } from '../content/unknown-groups.ts';
import { count, listed } from '../content/wording.ts';
import { bulleted, type Page, paragraph, ruler, severityColour } from './page.ts';

const GROUPS_SHOWN = 12;
const NAMES_SHOWN = 6;

/** What could not be looked at, by what stood in the way. */
export function unknownLines(page: Page, report: Report): string[] {
  const groups = groupUnknowns(report.unknowns);
  if (groups.length === 0) return [];
  const rest = groups.length - GROUPS_SHOWN;
  const mend = howToLook(groups);
  return [
    ruler(page, 'NOT LOOKED AT', `${count(unknownRules(report), 'rule')} unknown`, page.chalk.bold.blue),
    '',
    ...paragraph(page, '', 'What follows could not be judged. It has not passed.'),
    '',
    ...groups.slice(0, GROUPS_SHOWN).flatMap((group) => groupLines(page, group)),
    ...(rest > 0
      ? paragraph(page, '  ', `and ${count(rest, 'more reason')} in the JSON report (--output report.json)`)
      : []),
    ...(mend === undefined ? [] : ['', ...paragraph(page, '  Fix  ', mend)]),
    '',
  ];
}

function howToLook(groups: readonly UnknownGroup[]): string | undefined {
  const denied = groups.filter(({ action }) => action !== undefined);
  if (denied.length === 0) return undefined;
  const grant = 'Grant the actions that are denied: "postern permissions" prints the policy.';
  return denied.some(({ deniedBy }) => deniedBy?.endsWith('control policy'))
    ? `${grant} What a service or resource control policy denies, only the organization can allow.`
    : grant;
}

function groupLines(page: Page, group: UnknownGroup): string[] {
  const { ruleIds, worst } = group;
  const rules = `${count(ruleIds.length, 'rule')} unknown, up to ${worst.label}: ${listed(ruleIds, NAMES_SHOWN)}`;
  return [
    ...bulleted(page, severityColour(page, worst.label), obstacle(group), page.chalk.bold),
    ...paragraph(page, '    ', rules),
  ];
}

function obstacle(group: UnknownGroup): string {
  const { action, deniedBy, reason, accountIds, regions } = group;
  if (action !== undefined)
    return `${action} denied${deniedBy === undefined ? '' : ` (${deniedBy})`} in ${place(group)}`;
  return accountIds.length * regions.length === 1
    ? reason
    : `${reason}, and likewise elsewhere: ${place(group)}`;
}

function place({ accountIds, regions }: UnknownGroup): string {
  const accounts =
    accountIds.length === 1
      ? `account ${accountIds.join()}`
      : `${accountIds.length} accounts (${listed(accountIds, 3)})`;
  return `${accounts}, ${regions.length === 1 ? regions.join() : `${regions.length} Regions (${listed(regions, 3)})`}`;
}
