import type { Report } from '../../finding/report.ts';
import { nameOfId } from '../content/resource-name.ts';
import { count, figure } from '../content/wording.ts';
import { mark, section, severityMark } from './marks.ts';
import { type Markup, markup } from './markup.ts';

const SHOWN = 200;

type Gone = NonNullable<Report['baseline']>['gone'][number];
type SuppressionEntry = NonNullable<Report['suppressions']>['expired'][number];

/** What is new, what persists, and what is gone since an earlier report. */
export function comparison({ baseline }: Report): Markup {
  if (baseline === undefined) return markup``;
  const { gone, notCompared } = baseline;
  const rest = gone.length - SHOWN;
  const figures = markup`<ul class="tiles small">
<li class="tile new">${mark({ state: 'NEW', status: 'ACTIVE' }, markup`<b>${figure(baseline.new)}</b> new`)}</li>
<li class="tile">${mark({ state: 'PERSISTING', status: 'ACTIVE' }, markup`<b>${figure(baseline.persisting)}</b> persisting`)}</li>
<li class="tile gone"><span><b>${figure(gone.length)}</b> gone</span></li></ul>`;
  return section(
    'baseline',
    'Since the baseline',
    markup`${figures}
${gone.length === 0 ? undefined : markup`<details class="more"><summary>${count(gone.length, 'finding')} of the baseline that ${gone.length === 1 ? 'is' : 'are'} gone</summary><ul class="plain">${gone.slice(0, SHOWN).map(goneItem)}</ul>${rest > 0 ? markup`<p class="note">${count(rest, 'more')}: the JSON report holds them all.</p>` : undefined}</details>`}
${notCompared.length === 0 ? undefined : markup`<h3>Not compared</h3><ul class="plain">${notCompared.map((sentence) => markup`<li>${sentence}</li>`)}</ul>`}`,
    `Compared with the scan of ${baseline.startedAt.slice(0, 10)}, verdict by verdict: a finding with parts counts once for each.`,
  );
}

function goneItem({ severity, title, resourceId, part, accountId, region, firstObservedAt }: Gone): Markup {
  const name = part === undefined ? nameOfId(resourceId) : `${nameOfId(resourceId)}, ${part}`;
  return markup`<li>${severityMark(severity.label)} <b>${title}</b>: ${name} <span class="note">${accountId}, ${region}, first seen ${firstObservedAt.slice(0, 10)}</span></li>`;
}

/** What the suppressions of the configuration did, and which of them do nothing any more. */
export function suppressions({ suppressions }: Report): Markup {
  if (suppressions === undefined) return markup``;
  const { suppressed, expired, unmatched } = suppressions;
  const told = mark({ status: 'SUPPRESSED' }, 'Show what is suppressed');
  return section(
    'suppressions',
    'Suppressions',
    markup`<p>${count(suppressed, 'failed check')} suppressed by the configuration. ${suppressed === 0 ? undefined : told}</p>
${entries('Past their last day: they suppress nothing', expired)}${entries('Matched nothing', unmatched)}`,
  );
}

function entries(title: string, all: readonly SuppressionEntry[]): Markup {
  if (all.length === 0) return markup``;
  const items = all.map(({ reason, until, ...globs }) => {
    const matches = Object.entries(globs).map(([name, glob]) => `${name} ${glob}`);
    return markup`<li><code>${matches.join(', ')}</code> ${reason}${until === undefined ? '' : ` (until ${until})`}</li>`;
  });
  return markup`<h3>${title}</h3><ul class="plain">${items}</ul>`;
}
