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
  /** Findings with an active verdict at or above the threshold; one with parts counts once. */
  readonly findings: number;
  /** Rules at or above the threshold, as high as their verdicts may be raised, that could not be judged everywhere. */
  readonly unknowns: number;
  /** Nothing is judged where nothing could be read, or where no rule applies, as those of an organization in an account of its own. */
  readonly judged: 'something' | 'nothing could be' | 'nothing applies';
}

/**
 * Judges the whole report: a filter on what is shown must come after the gate. What is absorbed is never more severe
 * than the finding that tells it, so it need not be asked.
 */
export async function judge(
  report: ReportSource,
  { failOn, allowIncomplete }: GateOptions,
): Promise<Judgement> {
  const judged = judgedOf(report.head);
  if (failOn === 'NEVER') return { exitCode: exitCode(0, 0, judged), findings: 0, unknowns: 0, judged };
  const fails = ({ severity }: { severity: Severity }) => severity.score >= lowestScore(failOn);
  let findings = 0;
  for await (const finding of report.findings()) {
    const verdicts = finding.parts ?? [finding];
    if (verdicts.some((verdict) => verdict.status === 'ACTIVE' && fails(verdict))) findings += 1;
  }
  const unknowns = new Set(
    unknownVerdicts(report.head.unknowns)
      .filter(fails)
      .map(({ ruleId }) => ruleId),
  ).size;
  return {
    exitCode: exitCode(findings, allowIncomplete ? 0 : unknowns, judged),
    findings,
    unknowns,
    judged,
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
  const { findings, unknowns } = judgement;
  const found = `${plural(findings, 'finding')} at or above ${failOn}`;
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

function plural(number: number, noun: string): string {
  return `${number === 0 ? 'no' : number} ${noun}${number === 1 ? '' : 's'}`;
}
