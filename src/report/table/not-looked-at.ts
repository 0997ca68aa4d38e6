import type { Report } from '../../finding/report.ts';
import type { SeverityLabel } from '../../finding/severity.ts';
import { unknownRules } from '../content/conclusion.ts';
import { columns, firstThatFit } from '../content/fit.ts';
import { type UnknownCause, unknownCauses } from '../content/unknown-causes.ts';
import { groupUnknowns, type UnknownGroup } from '../content/unknown-groups.ts';
import { count, figure, listed } from '../content/wording.ts';
import { heading, type Page, paragraph, severityColour } from './page.ts';

const CAUSES_SHOWN = 4;
const INDENT = ' '.repeat(4);
const FIX = `${INDENT}Fix    `;
const GRANT = 'postern permissions';
const LINES_EACH = 2;

const SAID: Readonly<Record<UnknownCause['kind'], string>> = {
  denied: 'Denied',
  throttled: 'Throttled',
  failed: 'Failed',
  undetermined: 'Undetermined',
  interrupted: 'Interrupted',
};

/** What could not be looked at, by cause, and what gives the permissions that are missing: at most 18 lines. */
export function notLookedAtLines(page: Page, report: Report): string[] {
  const causes = unknownCauses(report.unknowns);
  if (causes.length === 0) return [];
  const rest = causes.length - CAUSES_SHOWN;
  return [
    title(page, report),
    ...causes.slice(0, CAUSES_SHOWN).flatMap((cause) => causeLines(page, cause)),
    ...(rest > 0 ? paragraph(page, INDENT, `${count(rest, 'other cause')}: --details tells`) : []),
  ];
}

/** Everything that could not be looked at, by what stood in the way. */
export function everyUnknownLines(page: Page, report: Report): string[] {
  const groups = groupUnknowns(report.unknowns);
  if (groups.length === 0) return [];
  return [
    title(page, report),
    ...groups.flatMap((group) => [
      ...labelled(page, group.worst.label, obstacle(group), 12),
      ...paragraph(page, INDENT, `${rulesOf(group)}: ${group.ruleIds.join(', ')}`, { most: 40 }),
    ]),
    ...unknownCauses(report.unknowns)
      .filter(({ actions }) => actions.length > 0)
      .flatMap((cause) => [
        ...paragraph(page, 'Fix  ', `Denied${byWhom(cause)}:`),
        `     ${remedy(page, cause)}`,
      ]),
  ];
}

function title(page: Page, report: Report): string {
  return heading(
    page,
    'Not looked at',
    `${count(unknownRules(report), 'rule')} unknown; what follows has not passed`,
  );
}

function causeLines(page: Page, cause: UnknownCause): string[] {
  const { actions, worst } = cause;
  return [
    ...labelled(page, worst.label, obstacleOf(page, cause), LINES_EACH),
    ...paragraph(page, INDENT, `${rulesOf(cause)} in ${place(cause)}`, { most: 1 }),
    ...(actions.length === 0 ? [] : [`${FIX}${remedy(page, cause)}`]),
  ];
}

/** The severity that a finding could have had, and beside it what stood in the way. */
function labelled(page: Page, label: SeverityLabel, text: string, most: number): string[] {
  const [first = '', ...others] = paragraph(page, besideLabel(label), text, {
    most,
    colour: (line) => page.chalk.bold(line),
  });
  return [`${severityColour(page, label)(label)}${first.slice(label.length)}`, ...others];
}

function besideLabel(label: SeverityLabel): string {
  return ' '.repeat(label.length + 2);
}

function obstacleOf(page: Page, cause: UnknownCause): string {
  const { kind, actions, reasons, worst } = cause;
  const width = page.width - columns(besideLabel(worst.label));
  if (actions.length > 0)
    return firstThatFit(actions, ', ', width, { lines: LINES_EACH, before: `Denied${byWhom(cause)}: ` });
  const [reason = '', ...others] = reasons;
  const more = others.length === 0 ? '' : ` (and ${count(others.length, 'other reason')})`;
  return `${SAID[kind]}${more}: ${reason}`;
}

function obstacle(group: UnknownGroup): string {
  const { action, deniedBy, reason, accountIds, regions } = group;
  if (action !== undefined)
    return `${action} denied${deniedBy === undefined ? '' : ` (${deniedBy})`} in ${place(group)}`;
  return accountIds.length * regions.length === 1
    ? reason
    : `${reason}, and likewise elsewhere: ${place(group)}`;
}

/** The command that prints the policy to grant: the fewest words that name all rules, and fit. */
function remedy(page: Page, { deniedBy, ruleIds }: UnknownCause): string {
  if (deniedBy?.endsWith('control policy')) return 'Only the organization can allow it.';
  const services = [...new Set(ruleIds.map((ruleId) => ruleId.split('/')[0] ?? ruleId))];
  const fitting = [`${GRANT} --rule ${ruleIds.join(',')}`, `${GRANT} --service ${services.join(',')}`].find(
    (line) => columns(line) <= page.width - FIX.length && /^[\w ,/.-]+$/.test(line),
  );
  return fitting ?? GRANT;
}

function byWhom({ deniedBy }: Pick<UnknownCause, 'deniedBy'>): string {
  return deniedBy === undefined ? '' : ` by ${deniedBy}`;
}

function rulesOf({ ruleIds }: Pick<UnknownCause, 'ruleIds'>): string {
  return count(ruleIds.length, 'rule');
}

function place({ accountIds, regions }: Pick<UnknownCause, 'accountIds' | 'regions'>): string {
  const accounts =
    accountIds.length === 1
      ? `account ${accountIds.join()}`
      : `${figure(accountIds.length)} accounts (${listed(accountIds, 3)})`;
  return `${accounts}, ${regions.length === 1 ? regions.join() : `${regions.length} Regions (${listed(regions, 3)})`}`;
}
