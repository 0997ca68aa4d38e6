import Table from 'cli-table3';
import type { Report } from '../../finding/report.ts';
import { truncate } from '../content/fit.ts';
import { countByService, type ServiceCounts, together } from '../content/service-counts.ts';
import { count, figure } from '../content/wording.ts';
import { type Page, paragraph } from './page.ts';

const COLUMNS = ['critical', 'high', 'medium', 'low', 'passed', 'unknown'] as const;
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

/** @param most rows that there is room for, at least 2: the services with the worst findings, and the rest as one. */
export function serviceLines(page: Page, report: Report, most: number): string[] {
  const services = shown(countByService(report).lookedAt, most);
  if (services.length === 0) return [];
  if (page.width < NARROWEST_FOR_COLUMNS) return services.flatMap((service) => sentence(page, service));
  const table = new Table({
    chars: NOTHING,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    colAligns: ['left', ...COLUMNS.map(() => 'right' as const)],
    head: ['service', ...COLUMNS].map((title) => page.chalk.bold(title)),
  });
  for (const service of services)
    table.push([truncate(service.service, NAME_WIDTH), ...figures(page, service)]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

function shown(services: readonly ServiceCounts[], most: number): readonly ServiceCounts[] {
  if (services.length <= most) return services;
  const worstFirst = [...services].sort((a, b) => {
    const [as, bs] = [numbers(a), numbers(b)];
    const differs = as.findIndex((number, index) => number !== bs[index]);
    return differs === -1 ? 0 : (bs[differs] ?? 0) - (as[differs] ?? 0);
  });
  const rest = worstFirst.slice(most - 1);
  return [
    ...worstFirst.slice(0, most - 1).sort((a, b) => (a.service < b.service ? -1 : 1)),
    together(count(rest.length, 'other service'), rest),
  ];
}

function figures(page: Page, service: ServiceCounts): string[] {
  const { chalk } = page;
  const [critical = 0, high = 0, ...others] = numbers(service);
  const loud = (number: number) => (number > 0 ? chalk.bold.red(figure(number)) : figure(number));
  return [loud(critical), loud(high), ...others.map(figure)];
}

function numbers({ findings, passed, unknown }: ServiceCounts): readonly number[] {
  return [findings.CRITICAL, findings.HIGH, findings.MEDIUM, findings.LOW, passed, unknown];
}

function sentence(page: Page, service: ServiceCounts): string[] {
  const told = numbers(service).flatMap((number, index) =>
    number === 0 ? [] : [`${figure(number)} ${COLUMNS[index]}`],
  );
  return paragraph(page, '', `${service.service}: ${told.join(', ') || 'nothing there'}`, { most: 2 });
}
