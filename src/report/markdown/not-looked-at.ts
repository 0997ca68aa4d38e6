import type { Report } from '../../finding/report.ts';
import { unknownRules } from '../content/conclusion.ts';
import { code, prose, row, tableHead } from '../content/markdown-text.ts';
import { groupUnknowns, type UnknownGroup } from '../content/unknown-groups.ts';
import { count, figure, listed } from '../content/wording.ts';
import { SHOWN } from './gather.ts';

const NAMES = 3;

/** What stood in the way of looking, the worst first, and what could not be judged for it. */
export function notLookedAtSection(report: Report): string {
  const groups = groupUnknowns(report.unknowns);
  if (groups.length === 0) return '';
  const rest = groups.length - SHOWN;
  return [
    '## Could not be looked at\n\n',
    `${count(unknownRules(report), 'rule')} could not be judged everywhere. \`postern permissions\` prints the policy that allows what Postern reads.\n\n`,
    tableHead('Up to', 'What stood in the way', 'Rules', 'Accounts', 'Regions'),
    ...groups
      .slice(0, SHOWN)
      .map((group) =>
        row(
          group.worst.label,
          obstacle(group),
          names(group.ruleIds),
          names(group.accountIds),
          names(group.regions),
        ),
      ),
    ...(rest > 0 ? [`\nAnd ${count(rest, 'more reason')}.\n`] : []),
    '\n',
  ].join('');
}

function obstacle({ action, deniedBy, reason, kind }: UnknownGroup): string {
  if (action === undefined) return `${kind}: ${prose(reason)}`;
  return `${code(action)} denied${deniedBy === undefined ? '' : ` by ${prose(deniedBy)}`}`;
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, NAMES).map((name) => code(name, 100));
  return all.length > NAMES
    ? `${listed(shown, NAMES)} and ${figure(all.length - NAMES)} more`
    : shown.join(', ');
}
