import type { Severity } from '../finding/report.ts';
import type { ReportHead, ReportSource } from '../finding/report-source.ts';
import { lowestScore, type SeverityLabel } from '../finding/severity.ts';
import { unknownVerdicts } from '../finding/unknowns.ts';

export interface GateOptions {
  /** The mildest severity that fails the gate. */
  readonly failOn: SeverityLabel | 'NEVER';
  /** Lets pass what could have failed, but could not be judged. */
  readonly allowIncomplete: boolean;
}

export interface Judgement {
  /** 1: a finding fails the gate. 3: none does, but a rule that could have is unknown, or nothing could be judged. */
  readonly exitCode: 0 | 1 | 3;
  /** Findings that fail: with an active verdict at or above the threshold that the baseline does not have. One with parts counts once. */
  readonly findings: number;
  /** Findings at or above the threshold with nothing that fails, because the configuration suppresses all of them that is. */
  readonly suppressed: number;
  /** Rules at or above the threshold, as high as their verdicts may be raised, that could not be judged everywhere. */
  readonly unknowns: number;
  /** Nothing is judged where nothing could be read, or where no rule applies, as those of an organization in an account of its own. */
  readonly judged: 'something' | 'nothing could be' | 'nothing applies';
  /** What the baseline has to do with it, where there is one. */
  readonly baseline?: BaselineJudgement;
}

interface BaselineJudgement {
  /** Of the findings that fail, those of which nothing is new: the baseline did not look there. */
  readonly notCompared: number;
  /** Findings at or above the threshold that do not fail, because the baseline has them. */
  readonly known: number;
  /** Of these, those that are below the threshold in the baseline. */
  readonly risen: number;
  /** Verdicts of the baseline at or above the threshold that are gone. */
  readonly gone: number;
}

/**
 * Judges the whole report: a filter on what is shown must come after the gate. What is absorbed is never more severe
 * than the finding that tells it, so it need not be asked.
 */
export async function judge(
  report: ReportSource,
  { failOn, allowIncomplete }: GateOptions,
): Promise<Judgement> {
  const { head } = report;
  const judged = judgedOf(head);
  if (failOn === 'NEVER')
    return { exitCode: exitCode(0, 0, judged), findings: 0, suppressed: 0, unknowns: 0, judged };
  const fails = ({ severity }: { severity: Pick<Severity, 'score'> }) =>
    severity.score >= lowestScore(failOn);
  const milder = new Set(
    head.baseline?.worse?.filter(({ was }) => !fails({ severity: was })).map(({ id }) => id),
  );
  const counts = { failing: 0, suppressed: 0, notCompared: 0, known: 0, risen: 0 };
  for await (const finding of report.findings()) {
    const all = (finding.parts ?? [finding]).filter(fails);
    const grave = all.filter(({ status }) => status === 'ACTIVE');
    if (grave.length === 0) {
      if (all.some(({ status }) => status === 'SUPPRESSED')) counts.suppressed += 1;
      continue;
    }
    if (grave.every(({ baselineState }) => baselineState === 'PERSISTING')) {
      counts.known += 1;
      if (grave.some(({ id }) => milder.has(id))) counts.risen += 1;
    } else {
      counts.failing += 1;
      if (grave.every(({ baselineState }) => baselineState !== 'NEW')) counts.notCompared += 1;
    }
  }
  const unknowns = new Set(
    unknownVerdicts(head.unknowns)
      .filter(fails)
      .map(({ ruleId }) => ruleId),
  ).size;
  const { failing: findings, suppressed, notCompared, known, risen } = counts;
  return {
    exitCode: exitCode(findings, allowIncomplete ? 0 : unknowns, judged),
    findings,
    suppressed,
    unknowns,
    judged,
    ...(head.baseline && {
      baseline: { notCompared, known, risen, gone: head.baseline.gone.filter(fails).length },
    }),
  };
}

function exitCode(findings: number, unknowns: number, judged: Judgement['judged']): Judgement['exitCode'] {
  if (findings > 0) return 1;
  return unknowns > 0 || judged === 'nothing could be' ? 3 : 0;
}

function judgedOf({ summary }: ReportHead): Judgement['judged'] {
  const { passed, failed, unknown, notApplicable } = summary.verdicts;
  if (passed + failed > 0) return 'something';
  if (unknown > 0) return 'nothing could be';
  return notApplicable > 0 ? 'nothing applies' : 'something';
}

/** Why the gate is open or shut, in one line. */
export function gateSentence(judgement: Judgement, { failOn }: GateOptions): string {
  if (judgement.judged === 'nothing could be')
    return 'Incomplete: nothing could be judged, because nothing could be read. The report says what stood in the way.';
  if (failOn === 'NEVER') return 'Passing: the gate is off (--fail-on never).';
  const { unknowns } = judgement;
  const found = foundOf(judgement, failOn);
  const unknown = `${plural(unknowns, 'rule')} that could have failed could not be judged`;
  switch (judgement.exitCode) {
    case 1:
      return `Failing: ${found}${unknowns === 0 ? '' : `; ${unknown}`}.`;
    case 3:
      return `Incomplete: ${unknown}. The report says what stood in the way; --allow-incomplete lets it pass.`;
    case 0:
      if (judgement.judged === 'nothing applies')
        return 'Passing: there was nothing to judge, because none of the rules applies here. The report says why.';
      return `Passing: ${found}${unknowns === 0 ? '' : `; ${unknown} (--allow-incomplete)`}.`;
  }
}

/** What fails, and what does not because the baseline has it. */
function foundOf({ findings, suppressed, baseline }: Judgement, failOn: SeverityLabel): string {
  const accepted =
    suppressed === 0
      ? []
      : [`${suppressed} ${findings === 0 ? '' : 'more '}${suppressed === 1 ? 'is' : 'are'} suppressed`];
  if (baseline === undefined) {
    const aside = accepted.map((what) => ` (${what})`).join('');
    return `${plural(findings, 'finding')} at or above ${failOn}${aside}`;
  }
  const { notCompared, known, risen, gone } = baseline;
  const unseen = `${plural(notCompared, 'finding')} at or above ${failOn} where the baseline did not look`;
  const fresh = `${plural(findings - notCompared, 'new finding')} at or above ${failOn}`;
  const told = notCompared === 0 ? fresh : findings === notCompared ? unseen : `${fresh}, and ${unseen}`;
  const aside = [
    `${known === 0 ? 'none is' : `${known} ${findings === 0 ? '' : 'more '}${known === 1 ? 'is' : 'are'}`} in the baseline${risen === 0 ? '' : `, ${risen} of them below ${failOn} there`}`,
    ...(gone === 0 ? [] : [`${plural(gone, 'failed check')} of it ${gone === 1 ? 'is' : 'are'} gone`]),
    ...accepted,
  ];
  return `${told} (${aside.join('; ')})`;
}

function plural(number: number, noun: string): string {
  return `${number === 0 ? 'no' : number} ${noun}${number === 1 ? '' : 's'}`;
}
