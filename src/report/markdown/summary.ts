import type { Report } from '../../finding/report.ts';
import { SEVERITY_LABELS } from '../../finding/severity.ts';
import { conclusion, interruption } from '../content/conclusion.ts';
import { REACHED } from '../content/exposure.ts';
import { inOrderOfFixing, type ToFix } from '../content/finding-groups.ts';
import { code, link, prose, row, tableHead } from '../content/markdown-text.ts';
import { namesWithPlaces, placesOf } from '../content/places.ts';
import { scanFacts, scanTitle } from '../content/scan-facts.ts';
import { countByService } from '../content/service-counts.ts';
import { count, figure, firstSentence } from '../content/wording.ts';

const FIXES = 10;
const NAMES = 3;
const SERVICES = 60;

/** What it came to, whose account it is, and what was left out. */
export function headSection(report: Report): string {
  const cut = interruption(report);
  return [
    '# Postern\n\n',
    `**${conclusion(report)}**\n\n`,
    ...(cut === undefined ? [] : [`**${cut}**\n\n`]),
    tableHead('Scan', prose(scanTitle(report))),
    ...scanFacts(report).map(([label, fact]) => row(label, prose(fact))),
    '\n',
  ].join('');
}

/** A row for each service, without the severities that were left out of the report. */
export function servicesSection(report: Report): string {
  const services = countByService(report).lookedAt;
  if (services.length === 0) return '';
  const below = report.summary.findings.leftOut?.below ?? 'LOW';
  const labels = SEVERITY_LABELS.slice(0, SEVERITY_LABELS.indexOf(below) + 1);
  const rest = services.length - SERVICES;
  return [
    tableHead('Service', ...labels.map((label) => `${label.toLowerCase()}:`), 'passed:', 'unknown:'),
    ...services
      .slice(0, SERVICES)
      .map(({ service, findings, passed, unknown }) =>
        row(
          code(service),
          ...labels.map((label) => (findings[label] === 0 ? '0' : `**${figure(findings[label])}**`)),
          figure(passed),
          figure(unknown),
        ),
      ),
    ...(rest > 0 ? [`\nAnd ${count(rest, 'other service')}.\n`] : []),
    '\n',
  ].join('');
}

/** What to mend first: what it is, where, and how. */
export function fixFirstSection({ findings }: Report): string {
  const all = inOrderOfFixing(findings);
  if (all.length === 0) return '';
  return [
    `## Fix first\n\n`,
    ...(all.length > FIXES ? [`${FIXES} of ${figure(all.length)}.\n\n`] : []),
    ...all.slice(0, FIXES).map(fixItem),
    '\n',
  ].join('');
}

function fixItem({ first, findings, exposure, absorbed }: ToFix, index: number): string {
  const names = namesWithPlaces(findings.flatMap(placesOf));
  const rest = names.length - NAMES;
  const { text, url } = first.remediation.recommendation;
  const where = [
    `${names
      .slice(0, NAMES)
      .map((name) => code(name, 100))
      .join(' · ')}${rest > 0 ? ` and ${figure(rest)} more` : ''}`,
    ...(exposure === undefined ? [] : [REACHED[exposure]]),
    ...(absorbed === 0 ? [] : [`tells ${count(absorbed, 'other failed check')} too`]),
  ];
  return [
    `${index + 1}. **${first.severity.label}** ${prose(first.title)} (${code(first.ruleId)})\n`,
    `    - Where: ${where.join('; ')}\n`,
    `    - Fix: ${prose(firstSentence(text))} ${link('How', url)}\n`,
  ].join('');
}
