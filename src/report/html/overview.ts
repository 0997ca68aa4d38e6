import type { Report } from '../../finding/report.ts';
import { SEVERITY_LABELS } from '../../finding/severity.ts';
import { conclusion, interruption, unknownRules } from '../content/conclusion.ts';
import { countByService } from '../content/service-counts.ts';
import { count, figure, listed } from '../content/wording.ts';
import { bar, mark } from './marks.ts';
import { type Markup, markup } from './markup.ts';

const ACCOUNTS_SHOWN = 5;
const REGIONS_SHOWN = 20;

/** Whose report it is: `example-production`, `3 AWS accounts`. Untrusted text, not yet escaped. */
export function subject({ scan }: Report): string {
  const [first, ...others] = scan.accounts;
  if (first === undefined) return 'AWS';
  return others.length > 0
    ? `${figure(scan.accounts.length)} AWS accounts`
    : (first.alias ?? first.accountId);
}

/** What a reader must know first: whose account, when, and what it came to. */
export function masthead(report: Report): Markup {
  const { scan } = report;
  const cut = interruption(report);
  const [account, ...others] = scan.accounts;
  const about = [
    ...(account !== undefined && others.length === 0 ? [`AWS account ${account.accountId}`] : []),
    `scanned ${moment(scan.startedAt)}`,
    ...(scan.source === 'TAPE' ? ['replayed from a tape'] : []),
  ];
  return markup`<header class="masthead">
<p class="product">${DOOR}<span>Postern</span> security report</p>
<h1>${subject(report)}</h1>
<p class="about">${about.join(' · ')}</p>
${cut === undefined ? undefined : markup`<p class="alarm">${cut}</p>`}
<p class="verdict${isAllClear(report) ? ' clear' : ''}">${conclusion(report)}</p>
</header>
`;
}

/** A door that stands ajar. */
const DOOR = markup`<svg class="door" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 22V4a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v18h-3V5H7v17z"/><path d="M8.500 6 15 8.500V22l-6.500-2z"/></svg>`;

/** `22 November 2026, 01:00 UTC`. */
function moment(timestamp: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return `${day.format(new Date(timestamp))}, ${timestamp.slice(11, 16)} UTC`;
}

/** Green only when everything was looked at and nothing was found. */
function isAllClear(report: Report): boolean {
  const { summary, unknowns } = report;
  return (
    summary.findings.total === 0 &&
    unknowns.length === 0 &&
    interruption(report) === undefined &&
    summary.verdicts.passed > 0
  );
}

/** The figures that a gate looks at, as figures and as one picture. */
export function severities(report: Report): Markup {
  const { bySeverity, total } = report.summary.findings;
  const tiles = SEVERITY_LABELS.map(
    (label) =>
      markup`<li class="tile ${label.toLowerCase()}">${mark({ severity: label, status: 'ACTIVE' }, markup`<b>${figure(bySeverity[label])}</b> ${label.toLowerCase()}`)}</li>`,
  );
  const unknown = unknownRules(report);
  const { baseline } = report;
  const others = [
    ...(unknown === 0
      ? []
      : [
          markup`<li class="tile blind"><a href="#not-looked-at"><b>${figure(unknown)}</b> ${unknown === 1 ? 'rule' : 'rules'} not judged everywhere</a></li>`,
        ]),
    ...(baseline === undefined
      ? []
      : [
          markup`<li class="tile new">${mark({ state: 'NEW', status: 'ACTIVE' }, markup`<b>${figure(baseline.new)}</b> new since the baseline`)}</li>`,
          markup`<li class="tile gone"><a href="#baseline"><b>${figure(baseline.gone.length)}</b> gone since the baseline</a></li>`,
        ]),
  ];
  const words = SEVERITY_LABELS.map((label) => `${figure(bySeverity[label])} ${label.toLowerCase()}`).join(
    ', ',
  );
  const picture = bar(
    `Findings by severity: ${words}`,
    SEVERITY_LABELS.map((label) => ({ className: label.toLowerCase(), value: bySeverity[label] })),
    total,
  );
  return markup`<section id="overview" aria-label="Overview">
<ul class="tiles" aria-label="Findings by severity">${tiles}${others}</ul>
${total === 0 ? undefined : markup`<div class="whole">${picture}</div>`}
</section>
`;
}

/** Who read what, and what was left out. */
export function facts(report: Report): Markup {
  const { scan, summary, product } = report;
  const accounts = scan.accounts.map(({ accountId, alias }) =>
    alias === undefined ? accountId : `${alias} (${accountId})`,
  );
  const principals = [...new Set(scan.accounts.map(({ principalArn }) => principalArn))];
  const left = leftOut(report);
  const all: readonly (readonly [string, string])[] = [
    [scan.accounts.length === 1 ? 'Account' : 'Accounts', named(accounts, ACCOUNTS_SHOWN)],
    ['Read as', named(principals, 1)],
    [`Regions (${figure(scan.regions.length)})`, named(scan.regions, REGIONS_SHOWN)],
    [
      'Looked at',
      `${count(summary.rules, 'rule')} in ${count(scan.scopes, 'scope')}: ${count(summary.verdicts.passed, 'check')} passed, ${figure(summary.verdicts.failed)} failed, ${figure(summary.verdicts.unknown)} unknown`,
    ],
    [
      'Took',
      `${scan.durationSeconds.toFixed(1)} s, ${count(scan.calls.total, 'call')} to AWS, all of them reads`,
    ],
    ...assurances(scan.accounts),
    ...(left.length === 0 ? [] : [['Left out', left.join('; ')] as const]),
    ['Made by', `${product.name} ${product.version}, report schema ${report.schemaVersion}`],
  ];
  return markup`<dl class="facts">${all.map(([name, fact]) => markup`<div><dt>${name}</dt><dd>${fact}</dd></div>`)}</dl>`;
}

function named(names: readonly string[], most: number): string {
  return names.length === 0 ? 'none' : listed(names, most);
}

/** What AWS Artifact holds; of several accounts, what it holds most of the kind for. */
function assurances(accounts: Report['scan']['accounts']): (readonly [string, string])[] {
  const parts = (['reports', 'agreements'] as const).flatMap((kind) => {
    const amounts = accounts.flatMap(({ artifact }) => artifact?.[kind]?.length ?? []);
    return amounts.length === 0 ? [] : [count(Math.max(...amounts), kind.slice(0, -1))];
  });
  return parts.length === 0
    ? []
    : [["AWS's side", `${parts.join(' and ')} in AWS Artifact, listed in the JSON report`]];
}

function leftOut(report: Report): string[] {
  const { off, unlisted } = report.scan.regionsLeftOut;
  const { leftOut } = report.summary.findings;
  const settled = report.findings.filter(({ status }) => status !== 'ACTIVE').length;
  const { notApplicable } = countByService(report);
  return [
    ...(unlisted === undefined ? [] : [`Regions that AWS did not list: ${unlisted}`]),
    ...(leftOut === undefined ? [] : [`${count(leftOut.count, 'finding')} below ${leftOut.below}`]),
    ...(settled === 0 ? [] : [`${count(settled, 'finding')} suppressed or closed, which the list holds`]),
    ...(off.length === 0 ? [] : [`${listed(off, 10)}, not enabled`]),
    ...(notApplicable.length === 0 ? [] : [`${listed(notApplicable, 10)}, not applicable here`]),
  ];
}
