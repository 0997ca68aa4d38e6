import type { ReportDiff } from '../finding/history/diff.ts';
import type { Severity } from '../finding/report.ts';
import { lowestScore, type SeverityLabel } from '../finding/severity.ts';

/**
 * Whether something is new, by the same measure as a scan with a baseline: what the old report does not have fails,
 * whether it looked there or not.
 * @returns 1 where something fails, and why in one line
 */
export function judgeDiff(
  { added, onlyNew, persisting, worse, gone }: ReportDiff,
  failOn: SeverityLabel,
): { readonly exitCode: 0 | 1; readonly sentence: string } {
  const fails = ({ severity }: { severity: Pick<Severity, 'score'> }) =>
    severity.score >= lowestScore(failOn);
  const [fresh, unseen] = [added.filter(fails).length, onlyNew.filter(fails).length];
  const known = persisting.filter(({ verdict }) => fails(verdict)).length;
  const risen = worse.filter(({ verdict, before }) => fails(verdict) && !fails(before)).length;
  const lost = gone.filter(fails).length;
  const told = [
    ...(fresh > 0 || unseen === 0 ? [`${plural(fresh, 'new failed check')} at or above ${failOn}`] : []),
    ...(unseen > 0
      ? [`${plural(unseen, 'failed check')} at or above ${failOn} where the old report did not look`]
      : []),
  ];
  const aside = [
    `${known === 0 ? 'none persists' : `${known} ${known === 1 ? 'persists' : 'persist'}`}${risen === 0 ? '' : `, ${risen} of them below ${failOn} before`}`,
    `${lost === 0 ? 'none is' : `${lost} ${lost === 1 ? 'is' : 'are'}`} gone`,
  ];
  const exitCode = fresh + unseen > 0 ? 1 : 0;
  return {
    exitCode,
    sentence: `${exitCode === 1 ? 'Failing' : 'Passing'}: ${told.join(', and ')} (${aside.join('; ')}).`,
  };
}

function plural(number: number, noun: string): string {
  return `${number === 0 ? 'no' : number} ${noun}${number === 1 ? '' : 's'}`;
}
