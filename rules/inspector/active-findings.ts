import {
  accountResource,
  decimal,
  defineRule,
  fail,
  lowestScore,
  notApplicable,
  pass,
  unknown,
} from 'postern/rule';
import {
  activeFindings,
  isOn,
  type KnownExploited,
  optionalKnownExploited,
  SEVERITIES_READ,
  scanning,
} from 'postern/services/inspector';
import { byPackages, carryOver } from './_finding.ts';

/** Where nobody could ask CISA's catalogue. */
const NOTHING_KNOWN: Pick<KnownExploited, 'entries'> = { entries: new Map() };

export default defineRule({
  title: 'Inspector has an active finding',
  type: 'Vulnerability:Inspector/ActiveFinding',
  severity: 7,
  raisedTo: 10,
  scope: 'region',
  reads: { scanning, active: activeFindings, exploited: optionalKnownExploited },
  options: {
    severity: decimal({
      description: 'Findings of this severity and above are carried over',
      default: 7,
      min: 4,
      max: 10,
    }),
  },
  why: 'Attackers know these weaknesses too: for many of them whoever looks finds code that uses them.',
  remediation: {
    text: 'Update the package to the version that fixes it, and build images anew; for a finding on networks close the port, for one on code mend the line. Suppress in Inspector what you decided to live with.',
    url: 'https://docs.aws.amazon.com/inspector/latest/user/findings-managing.html',
  },
  gather: byPackages,
  *check({ scanning, active, exploited }, scope) {
    const { region, options } = scope;
    if (!isOn(scanning)) {
      yield notApplicable(`Inspector is off in ${region}: inspector/scanning-off reports it`);
      return;
    }
    const account = accountResource(scope);
    const known = exploited.ok ? exploited.value : NOTHING_KNOWN;
    const grave = carryOver(active.findings, known, scope).filter(
      ({ details }) => (details.severity?.score ?? 0) >= options.severity,
    );
    for (const { resource, evidence, description, details } of grave)
      yield fail(resource, evidence, description, {
        ...details,
        toldBy: { rule: 'inspector/known-exploited-overdue', part: details.part },
      });
    const { unread } = active;
    if (unread !== undefined && !unread.ok) {
      yield unknown(account, unread.error, { part: 'unread' });
      return;
    }
    const rest = SEVERITIES_READ.flatMap((label) => {
      const count = unread?.value[label] ?? 0;
      return count > 0 && highest(label) >= options.severity ? [{ label, count }] : [];
    });
    const [worst] = rest;
    if (worst !== undefined)
      yield fail(
        account,
        {
          findingsRead: active.findings.length,
          findingsUnread: Object.fromEntries(rest.map(({ label, count }) => [label, count])),
        },
        `Inspector in ${region} holds more active findings than the ${active.findings.length} most severe that were read: ${rest.map(({ label, count }) => `${count} ${label}`).join(', ')}.`,
        {
          part: 'unread',
          title: 'Inspector has more active findings than are listed',
          severity: { score: lowestScore(worst.label), reason: `the worst of them are ${worst.label}` },
        },
      );
    else if (grave.length === 0) yield pass(account, { status: scanning.status, findings: [] });
  },
});

/** The highest score that a finding of a label may have. */
function highest(label: (typeof SEVERITIES_READ)[number]): number {
  const worse = SEVERITIES_READ[SEVERITIES_READ.indexOf(label) - 1];
  return worse === undefined ? 10 : lowestScore(worse) - 0.1;
}
