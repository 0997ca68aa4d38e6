import { stringify } from 'csv-stringify/sync';
import type { AbsorbedResult, Finding, FindingPart, Report, UnknownResult } from '../finding/report.ts';
import type { ReportHead, ReportSource } from '../finding/report-source.ts';
import { unknownVerdicts } from '../finding/unknowns.ts';
import { interruption } from './content/conclusion.ts';
import { visible, visibleJson } from './content/escape.ts';
import { isPasteable, NOT_PASTEABLE } from './content/pasteable.ts';
import { proof } from './content/proof.ts';
import { figure } from './content/wording.ts';

/**
 * The columns, in their order; what a row has nothing to say of is empty. `kind` is `finding` (a row for each part
 * where it has parts), `absorbed`, `unknown`, `gone` (from the baseline), `control` (of a framework) or
 * `interrupted` (the scan was cut short).
 */
const COLUMNS = [
  'kind',
  'status',
  'severity',
  'score',
  'ruleId',
  'title',
  'description',
  'accountId',
  'region',
  'resourceType',
  'resourceId',
  'resourceRegion',
  'part',
  'exposure',
  'evidence',
  'networkPath',
  'remediation',
  'url',
  'commands',
  'compliance',
  'findingId',
  'partId',
  'parts',
  'toldBy',
  'missingPermissions',
  'baselineState',
  'suppressionReason',
  'suppressedUntil',
  'firstObservedAt',
  'lastObservedAt',
] as const;

type Gone = NonNullable<Report['baseline']>['gone'][number];
type Control = NonNullable<Report['frameworks']>[number]['controls'][number];
type Row = Readonly<Partial<{ [column in (typeof COLUMNS)[number]]: string | number | undefined }>>;

/** A row, cell by cell. */
type Cells = readonly (string | number | undefined)[];

/** Rows that are written at once. */
const AT_ONCE = 100;

/** Spreadsheets cut a cell at 32,767 characters, or go on in the next row. */
const MOST_CHARACTERS = 32_000;

/**
 * What a spreadsheet takes for a formula: at the beginning of a cell, and after a semicolon, which many a country has
 * between cells. https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^(?=[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/;
const FORMULA_AFTER_SEMICOLON = /;(?=[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/**
 * One row for each failed verdict, whether it is a finding, a part of one or absorbed, for each unknown one and for each
 * control, with lines that end as https://www.rfc-editor.org/rfc/rfc4180 says. An apostrophe stands before what a
 * spreadsheet would take for a formula.
 */
export async function* csvReport({ head, findings }: ReportSource): AsyncGenerator<string> {
  let records: Cells[] = [COLUMNS];
  for await (const finding of findings()) {
    for (const row of findingRows(finding)) records.push(cells(row));
    if (records.length < AT_ONCE) continue;
    yield written(records);
    records = [];
  }
  for (const row of otherRows(head)) {
    records.push(cells(row));
    if (records.length < AT_ONCE) continue;
    yield written(records);
    records = [];
  }
  yield written(records);
}

function written(records: Cells[]): string {
  return stringify(records, { record_delimiter: '\r\n' });
}

function cells(row: Row): Cells {
  return COLUMNS.map((column) => {
    const value = row[column];
    return typeof value === 'string' ? cell(value) : value;
  });
}

/** Most cells need nothing: printable ASCII, a letter or figure first, no semicolon, and colons one by one. */
const PLAIN = /^\w[ !"$-9<-~]*(?::[ !"$-9<-~]+)*$/;

function cell(text: string): string {
  const shown = PLAIN.test(text)
    ? text
    : visible(text).replace(FORMULA, "'").replaceAll(FORMULA_AFTER_SEMICOLON, ";'");
  const left = shown.length - MOST_CHARACTERS;
  if (left <= 0) return shown;
  const whole = shown.slice(0, MOST_CHARACTERS).replace(/[\ud800-\udbff]$/, '');
  return `${whole}… and ${figure(left)} more characters`;
}

function findingRows(finding: Finding): Row[] {
  const { parts, resources, remediation } = finding;
  if (parts === undefined)
    return [findingRow(finding, { ...finding, resource: resources[0], commands: remediation.commands })];
  return parts.map((part) =>
    findingRow(
      finding,
      { ...part, evidence: { ...finding.evidence, ...part.evidence } },
      { partId: part.id, parts: parts.length },
    ),
  );
}

/** What a finding without parts says of itself, and what a part does. */
type Held = Omit<FindingPart, 'id' | 'resource' | 'updatedAt'> & Pick<UnknownResult, 'resource'>;

function findingRow(
  finding: Finding,
  held: Held,
  { partId, parts }: Pick<Row, 'partId' | 'parts'> = {},
): Row {
  const { severity, resource, networkReachabilityDetails, suppression } = held;
  const { text, url } = finding.remediation.recommendation;
  return {
    kind: 'finding',
    status: held.status,
    severity: severity.label,
    score: severity.score,
    ruleId: finding.ruleId,
    title: finding.title,
    description: held.description,
    accountId: held.accountId,
    region: held.region,
    resourceType: resource?.type,
    resourceId: resource?.id,
    resourceRegion: resource?.region,
    part: held.part,
    exposure: held.exposure,
    evidence: json(held.evidence),
    networkPath: proof({ evidence: {}, networkReachabilityDetails }),
    remediation: text,
    url,
    commands: held.commands.map((command) => (isPasteable(command) ? command : NOT_PASTEABLE)).join('; '),
    compliance: finding.compliance.map(({ framework, control }) => `${framework} ${control}`).join('; '),
    findingId: finding.id,
    partId,
    parts,
    baselineState: held.baselineState,
    suppressionReason: suppression?.reason,
    suppressedUntil: suppression?.until,
    firstObservedAt: held.firstObservedAt,
    lastObservedAt: held.lastObservedAt,
  };
}

function* otherRows(head: ReportHead): Generator<Row> {
  const titles = new Map(head.rules.map(({ ruleId, title }) => [ruleId, title]));
  const interrupted = interruption(head);
  if (interrupted !== undefined)
    yield { kind: 'interrupted', status: 'INTERRUPTED', description: interrupted };
  for (const absorbed of head.absorbed) yield absorbedRow(absorbed);
  for (const unknown of unknownVerdicts(head.unknowns)) yield unknownRow(unknown, titles);
  for (const gone of head.baseline?.gone ?? []) yield goneRow(gone);
  for (const framework of head.frameworks ?? [])
    for (const control of framework.controls) yield controlRow(framework.id, control);
}

function absorbedRow(absorbed: AbsorbedResult): Row {
  const { ruleId, title, toldBy, id, evidence } = absorbed;
  return {
    kind: 'absorbed',
    status: 'ABSORBED',
    ruleId,
    title,
    ...place(absorbed),
    description: absorbed.description,
    exposure: absorbed.exposure,
    evidence: json(evidence),
    findingId: id,
    toldBy: toldBy.partId ?? toldBy.id,
    firstObservedAt: absorbed.firstObservedAt,
    lastObservedAt: absorbed.lastObservedAt,
  };
}

function unknownRow(unknown: UnknownResult, titles: ReadonlyMap<string, string>): Row {
  const { ruleId, reason, missingPermissions } = unknown;
  return {
    kind: 'unknown',
    status: 'UNKNOWN',
    ruleId,
    title: titles.get(ruleId),
    ...place(unknown),
    description: reason,
    missingPermissions: [...new Set(missingPermissions.map(({ action }) => action))].join(' '),
  };
}

function goneRow(gone: Gone): Row {
  const { ruleId, title, description, resourceId, id, firstObservedAt } = gone;
  return {
    kind: 'gone',
    status: 'GONE',
    ruleId,
    title,
    ...place(gone),
    description,
    resourceId,
    findingId: id,
    firstObservedAt,
  };
}

function controlRow(frameworkId: string, { control, title, status, rules, counts }: Control): Row {
  const told = [
    `${figure(counts.passed)} passed`,
    `${figure(counts.failed)} failed`,
    `${figure(counts.unknown)} unknown`,
    `${figure(counts.notApplicable)} not applicable`,
  ];
  return {
    kind: 'control',
    status,
    ruleId: rules.join(' '),
    title,
    description: rules.length === 0 ? undefined : told.join(', '),
    compliance: `${frameworkId} ${control}`,
  };
}

function place({
  severity,
  accountId,
  region,
  resource,
  part,
}: Pick<UnknownResult, 'severity' | 'accountId' | 'region' | 'resource' | 'part'>): Row {
  return {
    severity: severity.label,
    score: severity.score,
    accountId,
    region,
    resourceType: resource?.type,
    resourceId: resource?.id,
    resourceRegion: resource?.region,
    part,
  };
}

function json(value: object): string {
  return visibleJson(JSON.stringify(value));
}
