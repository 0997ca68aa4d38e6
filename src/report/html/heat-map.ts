import type { Report } from '../../finding/report.ts';
import { SEVERITY_LABELS, type SeverityLabel } from '../../finding/severity.ts';
import { unknownVerdicts } from '../../finding/unknowns.ts';
import { count, figure } from '../content/wording.ts';
import { placesIn } from './findings-data.ts';
import { mark } from './marks.ts';
import { type Markup, markup } from './markup.ts';
import type { Mark } from './page-data.ts';

/** Rows that are seen at once; the others wait to be opened, as many as a browser lays out in no time. */
const ROWS_SHOWN = 14;
const ROWS_HELD = 300;

/** What there is in one Region of an account, or of one service in it. */
interface Cell {
  findings: number;
  worst: SeverityLabel | undefined;
  unknown: number;
  judged: boolean;
}

interface Row {
  readonly name: string;
  readonly mark: Mark;
  readonly cells: Map<string, Cell>;
}

/** How many findings there are where, and what could not be judged: accounts by Regions, and of one account its services. */
export function heatMap(report: Report): Markup | undefined {
  const accounts = rowsOf(report, (_ruleId, accountId) => accountId);
  const [only] = accounts.keys();
  const alone = accounts.size === 1 && only !== undefined;
  const rows = worstFirst([...accounts].map(([id, cells]) => accountRow(report, id, cells)));
  const services = alone ? worstFirst([...rowsOf(report, serviceOf)].map(serviceRow)) : [];
  const regions = worstFirst(columnsOf(rows, report.scan.regions)).map(({ name }) => name);
  if (rows.length === 0 || regions.length === 0) return undefined;
  const all = [...rows, ...services.filter(isMarked)];
  const noun = alone ? 'service' : 'account';
  const title = alone ? 'Services and Regions' : 'Accounts and Regions';
  const caption = `Findings by ${noun} and Region${alone ? '; the first row is the whole account' : ''}. The colour is that of the worst.`;
  const hidden = all.length > ROWS_SHOWN + 1 ? all.slice(ROWS_SHOWN, ROWS_HELD) : [];
  const more = all.length - ROWS_HELD;
  return markup`<div class="card heat"><h3>${title}</h3>
${table(all.slice(0, all.length - hidden.length - Math.max(0, more)), regions, title, caption)}
${hidden.length === 0 ? undefined : markup`<details class="more"><summary>${count(hidden.length, `more ${noun}`)}</summary>${table(hidden, regions, `${title}, continued`, caption)}</details>`}
<p class="legend">${SEVERITY_LABELS.map((label) => markup`<span><i class="cell ${label.toLowerCase()}"></i>${label.toLowerCase()}</span>`)}<span><i class="cell unknown">?</i>something not judged</span><span><i class="cell">·</i>no finding</span></p>
${more > 0 ? markup`<p class="note">${count(more, `more ${noun}`)} with less are left out of the picture, not of the list of findings.</p>` : undefined}
</div>`;
}

function table(rows: readonly Row[], regions: readonly string[], title: string, caption: string): Markup {
  const head = regions.map(
    (region) => markup`<th scope="col"><span>${mark({ region, status: 'ACTIVE' }, region)}</span></th>`,
  );
  return markup`<div class="scroll" role="group" aria-label="${title}" tabindex="0"><table class="heat-map"><caption class="unseen">${caption}</caption>
<thead><tr><td></td>${head}</tr></thead>
<tbody>${rows.map((row) => rowMarkup(row, regions))}</tbody></table></div>`;
}

/** The Regions as rows of their own, to be put in the same order: a small screen shows the first of them. */
function columnsOf(rows: readonly Row[], scanned: readonly string[]): Row[] {
  const regions = new Set([...scanned, ...rows.flatMap(({ cells }) => [...cells.keys()])]);
  return [...regions].map((region) => {
    const cells = rows.flatMap(({ name, cells }) => {
      const cell = cells.get(region);
      return cell === undefined ? [] : [[name, cell] as const];
    });
    return { name: region, mark: { region }, cells: new Map(cells) };
  });
}

/** Cells by row and Region. A finding counts once wherever it or a part of it holds. */
function rowsOf(
  report: Report,
  rowOf: (ruleId: string, accountId: string) => string,
): Map<string, Map<string, Cell>> {
  const rows = new Map<string, Map<string, Cell>>();
  const cellOf = (row: string, region: string): Cell => {
    const cells = rows.get(row) ?? new Map<string, Cell>();
    rows.set(row, cells);
    const cell = cells.get(region) ?? { findings: 0, worst: undefined, unknown: 0, judged: false };
    cells.set(region, cell);
    return cell;
  };
  for (const { ruleId, scopes } of report.rules)
    for (const { accountId, region } of scopes) cellOf(rowOf(ruleId, accountId), region).judged = true;
  for (const { ruleId, accountId, region } of unknownVerdicts(report.unknowns))
    cellOf(rowOf(ruleId, accountId), region).unknown += 1;
  for (const finding of report.findings) {
    if (finding.status !== 'ACTIVE') continue;
    for (const [accountId, region] of placesIn(finding)) {
      const cell = cellOf(rowOf(finding.ruleId, accountId), region);
      cell.findings += 1;
      cell.worst = worse(cell.worst, finding.severity.label);
    }
  }
  return rows;
}

function worse(a: SeverityLabel | undefined, b: SeverityLabel): SeverityLabel {
  return a !== undefined && SEVERITY_LABELS.indexOf(a) <= SEVERITY_LABELS.indexOf(b) ? a : b;
}

function serviceOf(ruleId: string): string {
  return ruleId.split('/')[0] ?? ruleId;
}

function accountRow({ scan }: Report, accountId: string, cells: Map<string, Cell>): Row {
  const alias = scan.accounts.find((account) => account.accountId === accountId)?.alias;
  return { name: alias ?? accountId, mark: { account: accountId }, cells };
}

function serviceRow([service, cells]: [string, Map<string, Cell>]): Row {
  return { name: service, mark: { service }, cells };
}

function isMarked({ cells }: Row): boolean {
  return [...cells.values()].some(({ findings, unknown }) => findings + unknown > 0);
}

function worstFirst(rows: readonly Row[]): Row[] {
  const amountsOf = ({ cells }: Row) => {
    const all = [...cells.values()];
    const ofSeverity = (label: SeverityLabel) =>
      sum(all.map(({ worst, findings }) => (worst === label ? findings : 0)));
    return [...SEVERITY_LABELS.map(ofSeverity), sum(all.map(({ unknown }) => unknown))];
  };
  return rows
    .map((row) => ({ row, amounts: amountsOf(row) }))
    .sort((a, b) => {
      const index = a.amounts.findIndex((amount, each) => amount !== b.amounts[each]);
      return (b.amounts[index] ?? 0) - (a.amounts[index] ?? 0) || (a.row.name < b.row.name ? -1 : 1);
    })
    .map(({ row }) => row);
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, each) => total + each, 0);
}

function rowMarkup(row: Row, regions: readonly string[]): Markup {
  return markup`<tr><th scope="row">${mark({ ...row.mark, status: 'ACTIVE' }, row.name)}</th>${regions.map((region) => cellMarkup(row, region))}</tr>`;
}

function cellMarkup(row: Row, region: string): Markup {
  const cell = row.cells.get(region);
  if (cell === undefined || (cell.findings + cell.unknown === 0 && !cell.judged))
    return markup`<td><span class="unseen">not looked at</span></td>`;
  const { findings, worst, unknown } = cell;
  if (findings + unknown === 0)
    return markup`<td class="cell"><span aria-hidden="true">·</span><span class="unseen">no finding</span></td>`;
  const blind =
    unknown === 0
      ? undefined
      : markup`<span aria-hidden="true">?</span><span class="unseen">${figure(unknown)} not judged</span>`;
  if (worst === undefined) return markup`<td class="cell unknown">${blind}</td>`;
  const told = markup`${figure(findings)}<span class="unseen"> ${findings === 1 ? 'finding' : 'findings'} of ${row.name} in ${region}, the worst ${worst.toLowerCase()}</span>`;
  return markup`<td class="cell ${worst.toLowerCase()}${unknown > 0 ? ' unknown' : ''}">${mark({ ...row.mark, region, status: 'ACTIVE' }, told)}${blind}</td>`;
}
