import Table from 'cli-table3';
import type { Report } from '../../finding/report.ts';
import { SEVERITY_LABELS, type SeverityLabel } from '../../finding/severity.ts';
import { truncate } from '../content/fit.ts';
import { countByService, type ServiceCounts, together } from '../content/service-counts.ts';
import { count, figure } from '../content/wording.ts';
import { type Page, paragraph } from './page.ts';

/** Below this a service is a sentence. */
const NARROWEST_FOR_COLUMNS = 70;
const NAME_WIDTH = 20;
const GAP = 2;
const NOTHING = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

/** A column of figures, and whether they call for attention. */
interface Column {
  readonly title: string;
  readonly of: (service: ServiceCounts) => number;
  readonly loud?: boolean;
}

const SEVERITIES: readonly (Column & { readonly label: SeverityLabel })[] = [
  { title: 'critical', label: 'CRITICAL', of: ({ findings }) => findings.CRITICAL, loud: true },
  { title: 'high', label: 'HIGH', of: ({ findings }) => findings.HIGH, loud: true },
  { title: 'medium', label: 'MEDIUM', of: ({ findings }) => findings.MEDIUM },
  { title: 'low', label: 'LOW', of: ({ findings }) => findings.LOW },
];
const VERDICTS: readonly Column[] = [
  { title: 'passed', of: ({ passed }) => passed },
  { title: 'unknown', of: ({ unknown }) => unknown },
];

/**
 * A row for each service, without the severities that were left out of the report.
 * @param most rows that there is room for, at least 2: the services with the worst findings, and the rest as one.
 */
export function serviceLines(page: Page, report: Report, most: number): string[] {
  const columns = columnsOf(report);
  const services = shown(countByService(report).lookedAt, columns, most);
  if (services.length === 0) return [];
  if (page.width < NARROWEST_FOR_COLUMNS)
    return services.flatMap((service) => sentence(page, service, columns));
  const table = new Table({
    chars: NOTHING,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    colAligns: ['left', ...columns.map(() => 'right' as const)],
    head: ['service', ...columns.map(({ title }) => title)].map((title) => page.chalk.bold(title)),
  });
  for (const service of services)
    table.push([
      truncate(service.service, NAME_WIDTH),
      ...columns.map(({ of, loud = false }) =>
        loud && of(service) > 0 ? page.chalk.bold.red(figure(of(service))) : figure(of(service)),
      ),
    ]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

function columnsOf({ summary }: Report): readonly Column[] {
  const below = summary.findings.leftOut?.below;
  const severities = SEVERITIES.filter(
    ({ label }) => below === undefined || SEVERITY_LABELS.indexOf(label) <= SEVERITY_LABELS.indexOf(below),
  );
  return [...severities, ...VERDICTS];
}

function shown(
  services: readonly ServiceCounts[],
  columns: readonly Column[],
  most: number,
): readonly ServiceCounts[] {
  if (services.length <= most) return services;
  const worstFirst = [...services].sort((a, b) => {
    const differs = columns.find(({ of }) => of(a) !== of(b));
    return differs === undefined ? 0 : differs.of(b) - differs.of(a);
  });
  const rest = worstFirst.slice(most - 1);
  return [
    ...worstFirst.slice(0, most - 1).sort((a, b) => (a.service < b.service ? -1 : 1)),
    together(count(rest.length, 'other service'), rest),
  ];
}

function sentence(page: Page, service: ServiceCounts, columns: readonly Column[]): string[] {
  const told = columns.flatMap(({ title, of }) =>
    of(service) === 0 ? [] : [`${figure(of(service))} ${title}`],
  );
  return paragraph(page, '', `${service.service}: ${told.join(', ') || 'nothing there'}`, { most: 2 });
}
