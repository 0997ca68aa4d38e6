import type { Report } from '../../finding/report.ts';
import { baselineCounts } from './baseline.ts';
import { settled } from './conclusion.ts';
import { countByService } from './service-counts.ts';
import { count, figure, listed, momentOf } from './wording.ts';

const ACCOUNTS_SHOWN = 5;
const REGIONS_SHOWN = 6;

/** What made the report, and when. */
export function scanTitle({ product, scan }: Report): string {
  return [
    `${product.name} ${product.version}`,
    momentOf(scan.startedAt),
    ...(scan.source === 'TAPE' ? ['replayed from a tape'] : []),
  ].join(' · ');
}

/** Whose account it is, who read it, how much of it, and what was left out. Untrusted text, not yet escaped. */
export function scanFacts(report: Report): [label: string, fact: string][] {
  const { scan, summary } = report;
  const accounts = scan.accounts.map(({ accountId, alias }) =>
    alias === undefined ? accountId : `${accountId} (${alias})`,
  );
  const principals = scan.accounts.map(({ principalArn }) => principalArn);
  const left = leftOut(report);
  return [
    ...(accounts.length === 0
      ? []
      : ([
          ['Account', numbered(accounts, ACCOUNTS_SHOWN)],
          ['Read as', listed([...new Set(principals)], 1)],
        ] satisfies [string, string][])),
    ...assurances(scan.accounts).map((line): [string, string] => ["AWS's side", line]),
    ['Regions', scan.regions.length === 0 ? 'none' : numbered(scan.regions, REGIONS_SHOWN)],
    ['Looked at', `${count(summary.rules, 'rule')} in ${count(scan.scopes, 'scope')}`],
    ['Took', `${scan.durationSeconds.toFixed(1)} s, ${count(scan.calls.total, 'call')} to AWS`],
    ...baselineFacts(report),
    ...(left.length === 0 ? [] : ([['Left out', left.join('; ')]] satisfies [string, string][])),
  ];
}

/** How it compares with the baseline, and what was not compared. */
function baselineFacts({ baseline }: Report): [label: string, fact: string][] {
  if (baseline === undefined) return [];
  const [first, ...others] = baseline.notCompared;
  const more = others.length === 0 ? '' : ` And ${count(others.length, 'more reason')}.`;
  return [
    ['Baseline', `of ${momentOf(baseline.startedAt)}: ${baselineCounts(baseline)}`],
    ...(first === undefined ? [] : ([['Compared', `in part. ${first}${more}`]] satisfies [string, string][])),
  ];
}

/** What AWS Artifact holds for the account; of several accounts, what it holds most of the kind for. */
function assurances(accounts: Report['scan']['accounts']): string[] {
  const most = (kind: 'agreements' | 'reports') =>
    accounts.reduce<number | undefined>((most, { artifact }) => {
      const amount = artifact?.[kind]?.length;
      return amount === undefined ? most : Math.max(most ?? 0, amount);
    }, undefined);
  const [reports, agreements] = [most('reports'), most('agreements')];
  const parts = [
    ...(reports === undefined ? [] : [count(reports, 'report')]),
    ...(agreements === undefined ? [] : [count(agreements, 'agreement')]),
  ];
  return parts.length === 0 ? [] : [`${parts.join(' and ')} in AWS Artifact, listed in the JSON report`];
}

/** `3: a, b, c`; one stands alone. */
function numbered(names: readonly string[], most: number): string {
  return names.length === 1 ? names.join() : `${figure(names.length)}: ${listed(names, most)}`;
}

function leftOut(report: Report): string[] {
  const { scan, summary } = report;
  const { off, unlisted } = scan.regionsLeftOut;
  const { leftOut } = summary.findings;
  const done = settled(report);
  const { notApplicable } = countByService(report);
  return [
    ...(unlisted === undefined ? [] : ['Regions that AWS did not list']),
    ...(leftOut === undefined ? [] : [`${count(leftOut.count, 'finding')} below ${leftOut.below}`]),
    ...(done === undefined ? [] : [done]),
    ...(off.length === 0 ? [] : [`${listed(off, 3)}, not enabled`]),
    ...(notApplicable.length === 0 ? [] : [`${listed(notApplicable, 4)}, not applicable here`]),
  ];
}
