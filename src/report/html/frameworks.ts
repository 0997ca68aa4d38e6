import type { Report } from '../../finding/report.ts';
import { count, figure } from '../content/wording.ts';
import { bar, mark, section } from './marks.ts';
import { link, type Markup, markup } from './markup.ts';

type Framework = NonNullable<Report['frameworks']>[number];
type Control = Framework['controls'][number];

/** The worst first, which is also what a reader looks for. */
const STATUSES: Readonly<Record<Control['status'], string>> = {
  FAILED: 'failed',
  UNKNOWN: 'unknown',
  PASSED: 'passed',
  MANUAL: 'to be checked by hand',
  NOT_JUDGED: 'judged by no rule of this scan',
  NOT_APPLICABLE: 'not applicable',
};

/** What the scan says of the controls of each framework that was asked for. */
export function frameworks({ frameworks }: Report): Markup {
  if (frameworks === undefined || frameworks.length === 0) return markup``;
  return section('frameworks', 'Frameworks', markup`${frameworks.map(framework)}`);
}

function framework({ id, title, url, score, controls }: Framework): Markup {
  const amounts = statuses().map((status) => ({
    status,
    amount: controls.filter((control) => control.status === status).length,
  }));
  const told = amounts.filter(({ amount }) => amount > 0);
  const words = told.map(({ status, amount }) => `${figure(amount)} ${STATUSES[status]}`);
  const stretches = amounts.map(({ status, amount }) => ({ className: classOf(status), value: amount }));
  const percent = score.judged === 0 ? '' : `${Math.floor((100 * score.passed) / score.judged)} %: `;
  return markup`<div class="card framework"><h3>${url === undefined ? markup`${title}` : link(url, title)}</h3>
<p class="score">${percent}${count(score.passed, 'control')} passed of ${figure(score.judged)} that passed or failed, of ${figure(score.controls)} in all</p>
${controls.length === 0 ? undefined : bar(`${title}: ${words.join(', ')}`, stretches, controls.length)}
<p class="legend">${told.map(({ status, amount }) => markup`<span><i class="cell ${classOf(status)}"></i>${figure(amount)} ${STATUSES[status]}</span>`)}</p>
<details class="more"><summary>${count(controls.length, 'control')}</summary>
<div class="scroll" role="group" aria-label="Controls of ${title}" tabindex="0"><table class="controls"><thead><tr><th scope="col">Control</th><th scope="col">Status</th><th scope="col">What it asks</th><th scope="col">Passed</th><th scope="col">Failed</th><th scope="col">Unknown</th></tr></thead>
<tbody>${controls.map((control) => controlRow(id, control))}</tbody></table></div></details></div>`;
}

function controlRow(framework: string, { control, title, status, counts }: Control): Markup {
  const failed = figure(counts.failed);
  const shown =
    counts.failed === 0 ? markup`${failed}` : mark({ control: `${framework} ${control}` }, failed);
  return markup`<tr><th scope="row">${control}</th><td><span class="status ${classOf(status)}">${STATUSES[status]}</span></td><td>${title}</td><td>${figure(counts.passed)}</td><td>${shown}</td><td>${figure(counts.unknown)}</td></tr>`;
}

function classOf(status: Control['status']): string {
  return `is-${status.toLowerCase().replaceAll('_', '-')}`;
}

function statuses(): readonly Control['status'][] {
  return ['FAILED', 'UNKNOWN', 'PASSED', 'MANUAL', 'NOT_JUDGED', 'NOT_APPLICABLE'];
}
