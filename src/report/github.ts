import type { Finding } from '../finding/report.ts';
import type { ReportHead, ReportSource } from '../finding/report-source.ts';
import { SEVERITY_LABELS, type SeverityLabel } from '../finding/severity.ts';
import { interruption, unknownRules } from './content/conclusion.ts';
import { excerpt } from './content/excerpt.ts';
import { findingTold } from './content/finding-told.ts';
import { repositoryPath } from './content/repository-path.ts';
import { groupUnknowns } from './content/unknown-groups.ts';
import { unknownTold } from './content/unknown-told.ts';
import { count, figure } from './content/wording.ts';

/** GitHub shows as many of each command of a step, the first ones. */
const SHOWN = 10;
/**
 * UTF-16 units of a message that the runner keeps:
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/ExecutionContext.cs
 */
const MESSAGE = 4096;
const TITLE = 200;
const SENTENCE = 1000;
/** The longest of our rules says what to do in more than 1,000 characters. */
const FIX = 2000;
const NAME = 300;
/** What a line takes up that says how many more there are. */
const COUNTED = 50;
/** Parts that are named: as many as a message has room for. */
const NAMED = [20, 10, 5, 2, 1];

type Command = 'error' | 'warning' | 'notice';

const COMMANDS: Readonly<Record<SeverityLabel, Command>> = {
  CRITICAL: 'error',
  HIGH: 'error',
  MEDIUM: 'warning',
  LOW: 'notice',
  INFORMATIONAL: 'notice',
};

export interface GithubOptions {
  /** The file of the repository that findings are shown at, from its root. */
  readonly sarifLocation: string;
}

/**
 * The report as annotations of GitHub Actions: workflow commands for the active findings that GitHub shows, which are
 * the most severe, each with all its parts in one; a last one says how many more there are. What the baseline has comes
 * after what it does not have, which fails the gate and must not be hidden behind it. What could not be judged, and that
 * the scan was cut short, are warnings.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubWriter({
  sarifLocation,
}: GithubOptions): (report: ReportSource) => AsyncGenerator<string> {
  const file = repositoryPath(sarifLocation);
  const line = (command: Command, title: string, lines: readonly string[]) =>
    `::${command} file=${property(file)},line=1,title=${property(excerpt(title, TITLE))}::${data(lines.join('\n'))}\n`;
  return async function* githubReport({ head, findings }) {
    const warnings = scanWarnings(head);
    const left: Record<Command, number> = {
      error: SHOWN,
      warning: SHOWN - warnings.length,
      // The last one says how many more there are.
      notice: SHOWN - 1,
    };
    for (const { title, lines } of warnings) yield line('warning', title, lines);
    const more = new Map<SeverityLabel, number>();
    for await (const finding of head.baseline === undefined ? findings() : freshFirst(findings)) {
      const { status, severity, title } = finding;
      if (status !== 'ACTIVE') continue;
      const command = COMMANDS[severity.label];
      if (left[command] === 0) more.set(severity.label, (more.get(severity.label) ?? 0) + 1);
      else {
        left[command] -= 1;
        yield line(command, `${severity.label}: ${title}`, linesOf(finding));
      }
    }
    const counts = SEVERITY_LABELS.flatMap((label) => {
      const number = more.get(label);
      return number === undefined ? [] : [`${figure(number)} ${label}`];
    });
    const all = [...more.values()].reduce((sum, number) => sum + number, 0);
    if (all > 0)
      yield line('notice', `Postern: ${count(all, 'more finding')}`, [
        `GitHub shows 10 annotations of a kind. Not shown: ${counts.join(', ')}. The report in another format tells all.`,
      ]);
  };
}

async function* freshFirst(findings: ReportSource['findings']): AsyncGenerator<Finding> {
  for await (const finding of findings()) if (finding.baselineState !== 'PERSISTING') yield finding;
  for await (const finding of findings()) if (finding.baselineState === 'PERSISTING') yield finding;
}

function linesOf(finding: Finding): string[] {
  const { text, url } = finding.remediation.recommendation;
  const todo = [`Fix: ${excerpt(text, FIX)} ${excerpt(url, NAME)}`, `Rule: ${excerpt(finding.ruleId, NAME)}`];
  const room = MESSAGE - lengthOf(todo);
  const tellings = NAMED.map((named) => findingTold(finding, named));
  const told = tellings.find((lines) => lengthOf(lines) <= room) ?? linesThatFit(tellings.at(-1) ?? [], room);
  return [...told, ...todo];
}

/** With the line break after each. */
function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function linesThatFit(lines: readonly string[], room: number): string[] {
  let left = room;
  const after = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return after < 0 ? [...lines] : lines.slice(0, after);
}

/** What a reader of annotations must know of the scan itself: at most two warnings. */
function scanWarnings(head: ReportHead): { title: string; lines: string[] }[] {
  const interrupted = interruption(head);
  const groups = groupUnknowns(head.unknowns);
  const causes = linesThatFit(
    groups.slice(0, SHOWN).map((group) => excerpt(unknownTold(group), SENTENCE)),
    MESSAGE - COUNTED,
  );
  const more = groups.length - causes.length;
  return [
    ...(interrupted === undefined ? [] : [{ title: 'Postern was interrupted', lines: [interrupted] }]),
    ...(groups.length === 0
      ? []
      : [
          {
            title: `${count(unknownRules(head), 'rule')} could not be judged everywhere`,
            lines: [...causes, ...(more > 0 ? [`and ${count(more, 'other cause')}`] : [])],
          },
        ]),
  ];
}

/** As GitHub escapes what stands after the command: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As GitHub escapes what stands within it, where a colon or a comma would end a value. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
