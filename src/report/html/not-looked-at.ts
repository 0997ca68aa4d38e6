import type { Report } from '../../finding/report.ts';
import { unknownRules } from '../content/conclusion.ts';
import { unknownCauses } from '../content/unknown-causes.ts';
import { groupUnknowns, type UnknownGroup } from '../content/unknown-groups.ts';
import { count, figure, listed } from '../content/wording.ts';
import { section, severityMark } from './marks.ts';
import { type Markup, markup } from './markup.ts';

const SHOWN = 200;
const NAMES_SHOWN = 10;

const SAID: Readonly<Record<UnknownGroup['kind'], string>> = {
  denied: 'Denied',
  throttled: 'Throttled',
  failed: 'Failed',
  undetermined: 'Undetermined',
  interrupted: 'Interrupted',
};

/** What could not be looked at: what stood in the way, of what, where, and what gives the permissions that are missing. */
export function notLookedAt(report: Report): Markup {
  const groups = groupUnknowns(report.unknowns);
  if (groups.length === 0) return markup``;
  const rest = groups.length - SHOWN;
  return section(
    'not-looked-at',
    'Not looked at',
    markup`${remedies(report)}<ul class="obstacles">${groups.slice(0, SHOWN).map(obstacle)}</ul>${rest > 0 ? markup`<p class="note">${count(rest, 'more obstacle')}: the JSON report holds them all.</p>` : undefined}`,
    `${count(unknownRules(report), 'rule')} could not be judged everywhere: what stands here has not passed. The severity is the highest that a finding could have had.`,
  );
}

/** What the missing permissions are, and the command that prints a policy that grants them. */
function remedies({ unknowns }: Report): Markup[] {
  return unknownCauses(unknowns)
    .filter(({ actions }) => actions.length > 0)
    .map(({ actions, deniedBy, ruleIds }) => {
      const services = [...new Set(ruleIds.map((ruleId) => ruleId.split('/')[0] ?? ruleId))];
      const command = `postern permissions --service ${services.join(',')}`;
      const remedy = deniedBy?.endsWith('control policy')
        ? markup`<p>Only the organization can allow it.</p>`
        : /^[\w ,./-]+$/.test(command)
          ? markup`<p>This prints the policy to grant:</p><div class="command"><pre><code data-copy>${command}</code></pre></div>`
          : undefined;
      return markup`<div class="card"><h3>${count(actions.length, 'missing permission')}${deniedBy === undefined ? '' : `, denied by ${deniedBy}`}</h3>
<p class="actions">${actions.map((action) => markup`<code>${action}</code> `)}</p>${remedy}</div>`;
    });
}

function obstacle(group: UnknownGroup): Markup {
  const { kind, action, deniedBy, reason, ruleIds, worst, accountIds, regions } = group;
  const [words, ...more] =
    action === undefined
      ? [reason]
      : [`${action} denied`, ...(deniedBy === undefined ? [] : [`by ${deniedBy}`])];
  const where = [
    accountIds.length === 1
      ? `account ${accountIds.join()}`
      : `${figure(accountIds.length)} accounts (${listed(accountIds, 3)})`,
    regions.length === 1
      ? regions.join()
      : `${figure(regions.length)} Regions (${listed(regions, NAMES_SHOWN)})`,
  ];
  return markup`<li class="card"><p>${severityMark(worst.label)} <b>${SAID[kind]}</b>: ${[words, ...more].join(' ')}</p>
<p class="note">In ${where.join(', ')}.</p>
<details class="more"><summary>${count(ruleIds.length, 'rule')}</summary><p class="actions">${ruleIds.map((ruleId) => markup`<code>${ruleId}</code> `)}</p></details></li>`;
}
