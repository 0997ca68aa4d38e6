import type { Severity } from '../finding/report.ts';
import type { ReportSource } from '../finding/report-source.ts';
import { lowestScore, type SeverityLabel } from '../finding/severity.ts';
import { unknownVerdicts } from '../finding/unknowns.ts';

export interface GateOptions {
  /** The mildest severity that fails the gate. */
  readonly failOn: SeverityLabel | 'NEVER';
  /** Lets pass what could have failed, but could not be judged. */
  readonly allowIncomplete: boolean;
}

export interface Judgement {
  /** 1: a finding fails the gate. 3: none does, but a rule that could have is unknown. */
  readonly exitCode: 0 | 1 | 3;
  /** Findings with an active verdict at or above the threshold; one with parts counts once. */
  readonly findings: number;
  /** Rules at or above the threshold, as high as their verdicts may be raised, that could not be judged everywhere. */
  readonly unknowns: number;
}

/**
 * Judges the whole report: a filter on what is shown must come after the gate. What is absorbed is never more severe
 * than the finding that tells it, so it need not be asked.
 */
export async function judge(
  report: ReportSource,
  { failOn, allowIncomplete }: GateOptions,
): Promise<Judgement> {
  if (failOn === 'NEVER') return { exitCode: 0, findings: 0, unknowns: 0 };
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
  return { exitCode: exitCode(findings, allowIncomplete ? 0 : unknowns), findings, unknowns };
}

function exitCode(findings: number, unknowns: number): Judgement['exitCode'] {
  if (findings > 0) return 1;
  return unknowns > 0 ? 3 : 0;
}

/** Why the gate is open or shut, in one line. */
export function gateSentence(judgement: Judgement, { failOn }: GateOptions): string {
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
      return `Passing: ${found}${unknowns === 0 ? '' : `; ${unknown} (--allow-incomplete)`}.`;
  }
}

function plural(number: number, noun: string): string {
  return `${number === 0 ? 'no' : number} ${noun}${number === 1 ? '' : 's'}`;
}
