import type { Report } from '../../finding/report.ts';
import { SEVERITY_LABELS } from '../../finding/severity.ts';
import { countByService, type ServiceCounts } from '../content/service-counts.ts';
import { count, figure } from '../content/wording.ts';
import { bar, mark } from './marks.ts';
import { type Markup, markup } from './markup.ts';

/** Services that are seen at once; the others wait to be opened. */
const SHOWN = 12;

/** Each service as a bar of its findings by severity, the worst first. */
export function services(report: Report): Markup {
  const { lookedAt } = countByService(report);
  const found = lookedAt.filter((service) => totalOf(service) > 0).sort(worstFirst);
  const quiet = lookedAt.filter((service) => totalOf(service) === 0);
  const most = Math.max(...found.map(totalOf));
  const rows = found.map((service) => row(service, most));
  const rest = rows.length - SHOWN;
  return markup`<div class="card services"><h3>By service</h3>
${found.length === 0 ? markup`<p class="note">No service has a finding.</p>` : bars(rows.slice(0, rest > 1 ? SHOWN : rows.length))}
${rest > 1 ? markup`<details class="more"><summary>${count(rest, 'more service')}</summary>${bars(rows.slice(SHOWN))}</details>` : undefined}
${quiet.length === 0 ? undefined : markup`<p class="note">Without a finding: ${quiet.map(wordsOfQuiet).join(', ')}.</p>`}
</div>`;
}

function bars(rows: readonly Markup[]): Markup {
  return markup`<ul class="bars">${rows}</ul>`;
}

function row(service: ServiceCounts, most: number): Markup {
  const total = totalOf(service);
  const told = SEVERITY_LABELS.flatMap((label) =>
    service.findings[label] === 0 ? [] : [`${figure(service.findings[label])} ${label.toLowerCase()}`],
  );
  const stretches = SEVERITY_LABELS.map((label) => ({
    className: label.toLowerCase(),
    value: service.findings[label],
  }));
  const picture = bar(`${service.service}: ${told.join(', ')}`, stretches, most);
  return markup`<li>${mark({ service: service.service, status: 'ACTIVE' }, service.service)}${picture}<span class="figure">${figure(total)}</span></li>`;
}

function wordsOfQuiet({ service, unknown }: ServiceCounts): string {
  return unknown === 0 ? service : `${service} (${figure(unknown)} unknown)`;
}

function totalOf({ findings }: ServiceCounts): number {
  return SEVERITY_LABELS.reduce((sum, label) => sum + findings[label], 0);
}

function worstFirst(a: ServiceCounts, b: ServiceCounts): number {
  const label = SEVERITY_LABELS.find((each) => a.findings[each] !== b.findings[each]);
  return label === undefined ? 0 : b.findings[label] - a.findings[label];
}
