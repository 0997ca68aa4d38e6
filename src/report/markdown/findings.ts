import type { Finding, Report } from '../../finding/report.ts';
import { REACHED } from '../content/exposure.ts';
import { type FindingGroup, groupFindings } from '../content/finding-groups.ts';
import { code, codeInHtml, link, prose, row, tableHead } from '../content/markdown-text.ts';
import { isPasteable, NOT_PASTEABLE } from '../content/pasteable.ts';
import { nameOfId } from '../content/resource-name.ts';
import { count, figure, listed } from '../content/wording.ts';
import { type Details, type Gathered, SHOWN, type ShownPlace } from './gather.ts';

const ABSORBED_RULES = 10;
const ABSORBED_NAMES = 5;
/** Columns of what to do: the longest of our rules needs more than 1,000. */
const FIX = 2000;

/** What was written of the findings, and what there was no room for. */
export interface FindingsSection {
  readonly text: string;
  /** Rules, by title and severity, that are told without their places, or not named at all. */
  readonly cut: number;
}

interface Section {
  /** Of the severity, before its first rule. */
  readonly heading: string;
  readonly group: FindingGroup;
  /** Without places. */
  readonly brief: string;
}

/**
 * The active findings by severity and rule, the worst first: each rule as a line, which opens to tell why it matters,
 * where it is so, with the evidence, and what to do.
 * @param room bytes that there are; where it is not enough, the mildest rules are a line only.
 */
export function findingsSection(report: Report, gathered: Gathered, room: number): FindingsSection {
  const sections = sectionsOf(report, gathered);
  if (sections.length === 0) return { text: '', cut: 0 };
  // Names alone take half of the room at most, so that the gravest are told in full.
  const named = firstThatFit(sections, room / 2);
  const severalAccounts = new Set(report.scan.accounts.map(({ accountId }) => accountId)).size > 1;
  let left = room - named.reduce((sum, section) => sum + bytesOf(section), 0);
  let cut = sections.length - named.length;
  const told = named.map(({ heading, group, brief }) => {
    const whole = left > 0 ? wholly(group, gathered.detailsOf(group.first), severalAccounts) : brief;
    const more = bytes(whole) - bytes(brief);
    // From the first that there is no room for on, so that nothing milder is told in its place.
    left = left > more ? left - more : 0;
    if (left > 0) return heading + whole;
    cut += 1;
    return heading + brief;
  });
  const unnamed = sections.slice(named.length).reduce((sum, { group }) => sum + group.findings.length, 0);
  return {
    text: [
      '## Findings\n\n',
      ...told,
      ...(unnamed === 0 ? [] : [`\nAnd ${count(unnamed, 'finding')} that are not named here.\n`]),
      '\n',
    ].join(''),
    cut,
  };
}

function sectionsOf(report: Report, gathered: Gathered): Section[] {
  return groupFindings(report.findings).flatMap(({ label, findings, rules }) =>
    rules.map((group, index) => ({
      heading:
        index === 0
          ? `\n### ${label}: ${count(findings.length, 'finding')} of ${count(rules.length, 'rule')}\n\n`
          : '',
      group,
      brief: briefly(group, gathered),
    })),
  );
}

function firstThatFit(sections: readonly Section[], room: number): readonly Section[] {
  let left = room;
  const after = sections.findIndex((section) => {
    left -= bytesOf(section);
    return left < 0;
  });
  return after < 0 ? sections : sections.slice(0, after);
}

function bytesOf({ heading, brief }: Section): number {
  return bytes(heading) + bytes(brief);
}

export function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

function briefly(group: FindingGroup, gathered: Gathered): string {
  return `- ${summary(group, gathered.detailsOf(group.first), code)}\n`;
}

function summary({ first }: FindingGroup, { amount }: Details, asCode: (text: string) => string): string {
  const { severity, title, ruleId } = first;
  const places = amount > 1 ? ` (${figure(amount)} places)` : '';
  return `${severity.label} ${severity.score.toFixed(1)} ${prose(title)} ${asCode(ruleId)}${places}`;
}

function wholly(group: FindingGroup, details: Details, severalAccounts: boolean): string {
  const { first, findings } = group;
  const { text, url } = first.remediation.recommendation;
  return [
    `<details><summary>${summary(group, details, codeInHtml)}</summary>\n\n`,
    `Why: ${prose(details.why)}\n\n`,
    ...placesTable(details, severalAccounts),
    ...absorbedLines(findings),
    `Fix: ${prose(text, FIX)} ${link('How', url)}\n\n`,
    ...commands(details),
    '</details>\n\n',
  ].join('');
}

function placesTable({ places, amount }: Details, severalAccounts: boolean): string[] {
  const rest = amount - places.length;
  const where = severalAccounts ? ['Account', 'Region'] : ['Region'];
  return [
    tableHead('Resource', ...where, 'What is wrong', 'Evidence'),
    ...places.map((place) =>
      row(
        code(place.name),
        ...(severalAccounts ? [code(place.accountId)] : []),
        code(place.region),
        wrongWith(place),
        code(place.proof),
      ),
    ),
    '\n',
    ...(rest > 0 ? [`The first ${SHOWN} of ${count(amount, 'place')}: ${figure(rest)} more.\n\n`] : []),
  ];
}

function wrongWith({ description, severity, exposure, baselineState }: ShownPlace): string {
  const notes = [
    ...(severity.reason === undefined ? [] : [`${severity.label}: ${prose(severity.reason)}`]),
    ...(exposure === undefined ? [] : [REACHED[exposure]]),
  ];
  const fresh = baselineState === 'NEW' ? '**NEW** ' : '';
  return `${fresh}${prose(description)}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
}

/** What other rules found fails for the same cause, rule by rule. */
function absorbedLines(findings: readonly Finding[]): string[] {
  const byRule = new Map<string, Set<string>>();
  for (const { ruleId, resourceId, part } of findings.flatMap(({ absorbs }) => absorbs ?? [])) {
    const name = nameOfId(resourceId);
    const names = byRule.get(ruleId) ?? new Set();
    byRule.set(ruleId, names.add(part === undefined ? name : `${name}, ${part}`));
  }
  if (byRule.size === 0) return [];
  const rest = byRule.size - ABSORBED_RULES;
  return [
    'Tells too:\n\n',
    ...[...byRule].slice(0, ABSORBED_RULES).map(
      ([ruleId, names]) =>
        `- ${code(ruleId)}: ${listed(
          [...names].map((name) => code(name, 100)),
          ABSORBED_NAMES,
        )}\n`,
    ),
    ...(rest > 0 ? [`- and ${count(rest, 'other rule')}\n`] : []),
    '\n',
  ];
}

function commands({ places }: Details): string[] {
  const all = [...new Set(places.flatMap((place) => place.commands))];
  const shown = all.filter(isPasteable).slice(0, SHOWN);
  const rest = all.filter(isPasteable).length - shown.length;
  return [
    ...(shown.length === 0 ? [] : [fenced(shown.join('\n'))]),
    ...(rest > 0 ? [`And ${count(rest, 'more command')}.\n\n`] : []),
    ...(all.every(isPasteable) ? [] : [`${NOT_PASTEABLE}\n\n`]),
  ];
}

/** https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${text}\n${fence}\n\n`;
}
