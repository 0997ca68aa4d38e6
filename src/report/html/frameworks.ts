import type { Report } from '../../finding/report.ts';
import { CONTROL_WORDS, scoreSentence } from '../content/framework-score.ts';
import { count, figure } from '../content/wording.ts';
import { bar, mark, section } from './marks.ts';
import { link, type Markup, markup } from './markup.ts';

type Framework = NonNullable<Report['frameworks']>[number];
type Control = Framework['controls'][number];

/** What the scan says of the controls of each framework that was asked for. */
export function frameworks({ frameworks }: Report): Markup {
  if (frameworks === undefined || frameworks.length === 0) return markup``;
  return section('frameworks', 'Frameworks', markup`${frameworks.map(frameworkCard)}`);
}

function frameworkCard(framework: Framework): Markup {
  const { id, title, url, controls } = framework;
  const amounts = statuses().map((status) => ({
    status,
    amount: controls.filter((control) => control.status === status).length,
  }));
  const told = amounts.filter(({ amount }) => amount > 0);
  const words = told.map(({ status, amount }) => `${figure(amount)} ${CONTROL_WORDS[status]}`);
  const stretches = amounts.map(({ status, amount }) => ({ className: classOf(status), value: amount }));
  return markup`<div class="card framework"><h3>${url === undefined ? markup`${title}` : link(url, title)}</h3>
<p class="score">${scoreSentence(framework)}</p>
${controls.length === 0 ? undefined : bar(`${title}: ${words.join(', ')}`, stretches, controls.length)}
<p class="legend">${told.map(({ status, amount }) => markup`<span><i class="cell ${classOf(status)}"></i>${figure(amount)} ${CONTROL_WORDS[status]}</span>`)}</p>
<details class="more"><summary>${count(controls.length, 'control')}</summary>
<div class="scroll" role="group" aria-label="Controls of ${title}" tabindex="0"><table class="controls"><thead><tr><th scope="col">Control</th><th scope="col">Status</th><th scope="col">What it asks</th><th scope="col">Passed</th><th scope="col">Failed</th><th scope="col">Unknown</th></tr></thead>
<tbody>${controls.map((control) => controlRow(id, control))}</tbody></table></div></details></div>`;
}

function controlRow(framework: string, { control, title, status, rules, counts }: Control): Markup {
  const failed = figure(counts.failed);
  const shown =
    counts.failed === 0 ? markup`${failed}` : mark({ control: `${framework} ${control}`, rules }, failed);
  return markup`<tr><th scope="row">${control}</th><td><span class="status ${classOf(status)}">${CONTROL_WORDS[status]}</span></td><td>${title}</td><td>${figure(counts.passed)}</td><td>${shown}</td><td>${figure(counts.unknown)}</td></tr>`;
}

function classOf(status: Control['status']): string {
  return `is-${status.toLowerCase().replaceAll('_', '-')}`;
}

/** The worst first, which is also what a reader looks for. */
function statuses(): readonly Control['status'][] {
  return ['FAILED', 'UNKNOWN', 'PASSED_IN_PART', 'PASSED', 'MANUAL', 'NOT_JUDGED', 'NOT_APPLICABLE'];
}
