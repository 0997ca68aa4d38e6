import { fingerprint } from '../finding/fingerprint.ts';
import type { Finding } from '../finding/report.ts';
import type { ReportSource } from '../finding/report-source.ts';
import type { SeverityLabel } from '../finding/severity.ts';
import { interruption } from './content/conclusion.ts';
import { excerpt } from './content/excerpt.ts';
import { headline } from './content/finding-told.ts';
import { absorbedInShort, partsInShort } from './content/parts.ts';
import { repositoryPath } from './content/repository-path.ts';
import { groupUnknowns } from './content/unknown-groups.ts';
import { unknownTold } from './content/unknown-told.ts';
import { count } from './content/wording.ts';

const NAMED = 20;
const SENTENCE = 2000;

const SEVERITIES = {
  CRITICAL: 'blocker',
  HIGH: 'critical',
  MEDIUM: 'major',
  LOW: 'minor',
  INFORMATIONAL: 'info',
} as const satisfies Record<SeverityLabel, string>;

export interface GitlabOptions {
  /** The file of the repository that findings are shown at, from its root. */
  readonly sarifLocation: string;
  readonly note: (sentence: string) => void;
}

/**
 * The report as GitLab Code Quality reads it: a list of active findings, one for all its parts. What could not be judged
 * stands in the list as well, as severe as the finding that it may hide, or an empty list would look like an all-clear.
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function gitlabWriter({
  sarifLocation,
  note,
}: GitlabOptions): (report: ReportSource) => AsyncGenerator<string> {
  const location = { path: repositoryPath(sarifLocation), lines: { begin: 1 } };
  return async function* gitlabReport({ head, findings }) {
    let suppressed = 0;
    let before = '[';
    const item = (fields: {
      description: string;
      check_name: string;
      fingerprint: string;
      severity: string;
    }) => {
      const text = `${before}\n${JSON.stringify({ ...fields, location })}`;
      before = ',';
      return text;
    };
    const interrupted = interruption(head);
    if (interrupted !== undefined)
      yield item({
        description: interrupted,
        check_name: 'postern/interrupted',
        fingerprint: fingerprintOf('interrupted', ''),
        severity: SEVERITIES.CRITICAL,
      });
    for await (const finding of findings()) {
      if (finding.status !== 'ACTIVE') {
        suppressed += 1;
        continue;
      }
      yield item({
        description: description(finding),
        check_name: excerpt(finding.ruleId, SENTENCE),
        fingerprint: finding.id,
        severity: SEVERITIES[finding.severity.label],
      });
    }
    for (const group of groupUnknowns(head.unknowns))
      yield item({
        description: excerpt(unknownTold(group), SENTENCE),
        check_name: 'postern/unknown',
        fingerprint: fingerprintOf('unknown', group.key),
        severity: SEVERITIES[group.worst.label],
      });
    yield before === '[' ? '[]\n' : '\n]\n';
    if (suppressed > 0)
      note(`${count(suppressed, 'finding')} suppressed or closed left out: GitLab has no word for that.`);
  };
}

function description(finding: Finding): string {
  const { title, accountId, region } = finding;
  const parts = partsInShort(finding, NAMED);
  const absorbed = absorbedInShort(finding, NAMED);
  return [
    `${excerpt(title, SENTENCE)}: ${headline(finding)} (account ${excerpt(accountId, SENTENCE)}, ${excerpt(region, SENTENCE)})`,
    ...(parts === undefined ? [] : [`It holds for ${parts}.`]),
    ...(absorbed === undefined ? [] : [`The same cause makes these fail: ${absorbed}.`]),
  ].join(' ');
}

/** What is no finding has a fingerprint like those of findings. */
function fingerprintOf(kind: string, what: string): string {
  return fingerprint({ ruleId: `postern/${kind}`, accountId: '', region: '', resourceId: what });
}
