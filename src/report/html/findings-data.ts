import type { AbsorbedResult, Finding } from '../../finding/report.ts';
import { visibleJson } from '../content/escape.ts';
import { resourceName } from '../content/resource-name.ts';
import { figure } from '../content/wording.ts';
import type { About, Absorbed, Detail, Facts, Row } from './page-data.ts';

/** What a page has room for: beyond it a browser is slow to open it. */
export interface Room {
  readonly findings: number;
  /** Of their data, in UTF-16 code units. */
  readonly characters: number;
}

/** Findings that stand in the page together: one is opened at the cost of reading as many. */
const TOGETHER = 250;

/**
 * The findings as data of the page, in their order and piece by piece: as many of the first as there is room for.
 * @param total findings that there are
 * @returns findings that are left out
 */
export async function* findingsData(
  findings: AsyncIterable<Finding>,
  absorbed: readonly AbsorbedResult[],
  total: number,
  room: Room,
): AsyncGenerator<string, number> {
  const abouts = new Map<string, number>();
  const toldBy = tellers(absorbed);
  let [written, characters] = [0, 0];
  const [fresh, rows, details] = [[] as string[], [] as string[], [] as string[]] as const;
  const flush = function* () {
    if (rows.length === 0) return;
    yield data('rows', `{"abouts":[${fresh.join(',\n')}],"rows":[\n${rows.join(',\n')}\n]}`);
    yield data('details', `[\n${details.join(',\n')}\n]`);
    for (const each of [fresh, rows, details]) each.length = 0;
  };
  for await (const finding of findings) {
    if (written === room.findings || characters > room.characters) break;
    const about = JSON.stringify(aboutOf(finding));
    let index = abouts.get(about);
    if (index === undefined) {
      index = abouts.size;
      abouts.set(about, index);
      fresh.push(safe(about));
    }
    const told = toldBy.get(finding.id);
    const row = scriptJson(rowOf(finding, index, told));
    const detail = scriptJson(detailOf(finding, told));
    rows.push(row);
    details.push(detail);
    written += 1;
    characters += row.length + detail.length;
    if (rows.length === TOGETHER) yield* flush();
  }
  yield* flush();
  return total - written;
}

/** What the page knows beside the findings, as its data. */
export function factsData(facts: Facts): string {
  return data('facts', scriptJson(facts));
}

function data(name: string, json: string): string {
  return `<script type="application/json" data-of="${name}">${json}</script>\n`;
}

/** Verdicts by the finding that tells their cause. */
function tellers(absorbed: readonly AbsorbedResult[]): ReadonlyMap<string, readonly AbsorbedResult[]> {
  const all = new Map<string, AbsorbedResult[]>();
  for (const verdict of absorbed) {
    const told = all.get(verdict.toldBy.id);
    if (told === undefined) all.set(verdict.toldBy.id, [verdict]);
    else told.push(verdict);
  }
  return all;
}

function aboutOf({ ruleId, title, type, why, compliance, remediation }: Finding): About {
  return { ruleId, title, type, why, compliance, recommendation: remediation.recommendation };
}

function rowOf(finding: Finding, about: number, told: readonly AbsorbedResult[] | undefined): Row {
  const { id, severity, status, exposure, baselineState, description, parts } = finding;
  return {
    id,
    about,
    severity,
    status,
    exposure,
    baselineState,
    name: nameOf(finding),
    description,
    places: placesIn(finding),
    ...(parts === undefined ? {} : { parts: parts.length }),
    ...(told === undefined ? {} : { tells: [...new Set(told.map(({ ruleId }) => ruleId))] }),
  };
}

/** Of a finding with parts the first, and how many more there are. */
function nameOf(finding: Finding): string {
  const [first, ...others] = finding.parts ?? [];
  if (first === undefined) return resourceName(finding);
  const name = resourceName({ ...first, resources: [first.resource] });
  return others.length === 0 ? name : `${name} and ${figure(others.length)} more`;
}

/**
 * Account and Region, each pair once, where a finding holds: a bucket is judged with its account, and lives in a Region
 * of its own. Of the parts of an active finding only those that are active count.
 */
export function placesIn(finding: Finding): (readonly [accountId: string, region: string])[] {
  const { accountId, region, resources, parts, status } = finding;
  if (parts === undefined) return [[accountId, resources[0]?.region ?? region]];
  const places = new Map<string, readonly [string, string]>();
  for (const part of parts) {
    if (status === 'ACTIVE' && part.status !== 'ACTIVE') continue;
    const place = [part.accountId, part.resource.region] as const;
    places.set(place.join('\n'), place);
  }
  return [...places.values()];
}

function detailOf(finding: Finding, absorbed: readonly AbsorbedResult[] | undefined): Detail {
  const { accountId, region, resources, part, evidence, networkReachabilityDetails, detectedBy } = finding;
  const { vulnerability, suppression, parts, remediation, firstObservedAt } = finding;
  return {
    accountId,
    region,
    resources,
    part,
    evidence,
    networkReachabilityDetails,
    detectedBy,
    vulnerability,
    suppression,
    parts,
    commands: remediation.commands,
    firstObservedAt,
    ...(absorbed === undefined ? {} : { absorbed: absorbed.map(absorbedOf) }),
  };
}

function absorbedOf({
  ruleId,
  title,
  description,
  severity,
  resource,
  part,
  evidence,
}: AbsorbedResult): Absorbed {
  return { ruleId, title, description, severity, resource, part, evidence };
}

function scriptJson(value: unknown): string {
  return safe(JSON.stringify(value));
}

/**
 * JSON that ends no element that it stands in, and parses to the same value.
 * https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
function safe(json: string): string {
  return visibleJson(json).replaceAll(
    /[<>&]/g,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
}
