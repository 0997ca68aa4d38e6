import type { Finding, FindingPart } from '../../finding/report.ts';
import type { ReportSource } from '../../finding/report-source.ts';
import { inOutline } from '../content/outline.ts';
import { type Place, placesOf } from '../content/places.ts';
import { resourceName } from '../content/resource-name.ts';

/** Places of one rule, and rows of any list, that are told one by one; the rest is counted. */
export const SHOWN = 25;

/** A place with its evidence in words. */
export interface ShownPlace extends Omit<Place, 'proof'> {
  readonly proof: string;
}

/** What is told of the findings of one rule, title and severity. */
export interface Details {
  readonly why: string;
  /** The first of them. */
  readonly places: readonly ShownPlace[];
  /** All of them. */
  readonly amount: number;
}

/** A failed verdict, by what it is called. Untrusted text, not yet escaped. */
export interface Named {
  readonly ruleId: string;
  readonly title: string;
  readonly severity: Finding['severity'];
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly suppression: Finding['suppression'];
}

/** The first of a list, and how many there are. */
export interface Listed<T> {
  readonly first: T[];
  amount: number;
}

export interface Gathered {
  /** All findings, in outline. */
  readonly findings: readonly Finding[];
  readonly detailsOf: (finding: Finding) => Details;
  readonly suppressed: Listed<Named>;
  /** Those that the baseline does not have. */
  readonly fresh: Listed<Named>;
}

/** Reads the findings once, and keeps of them what one page can tell. */
export async function gather(findings: ReportSource['findings']): Promise<Gathered> {
  const outlines: Finding[] = [];
  const details = new Map<string, { why: string; places: ShownPlace[]; amount: number }>();
  const suppressed: Listed<Named> = { first: [], amount: 0 };
  const fresh: Listed<Named> = { first: [], amount: 0 };
  for await (const finding of findings()) {
    outlines.push(inOutline(finding));
    for (const verdict of verdictsOf(finding)) {
      if (verdict.status === 'SUPPRESSED') add(suppressed, () => named(finding, verdict));
      else if (verdict.status === 'ACTIVE' && verdict.baselineState === 'NEW')
        add(fresh, () => named(finding, verdict));
    }
    if (finding.status !== 'ACTIVE') continue;
    const known = details.get(keyOf(finding)) ?? { why: finding.why, places: [], amount: 0 };
    details.set(keyOf(finding), known);
    const places = placesOf(finding);
    known.amount += places.length;
    for (const place of places.slice(0, SHOWN - known.places.length))
      known.places.push({ ...place, proof: place.proof() });
  }
  return {
    findings: outlines,
    detailsOf: (finding) => details.get(keyOf(finding)) ?? { why: '', places: [], amount: 0 },
    suppressed,
    fresh,
  };
}

type Verdict = Pick<
  FindingPart,
  'severity' | 'accountId' | 'region' | 'part' | 'status' | 'suppression' | 'baselineState'
> &
  Pick<Finding, 'resources'>;

/** What is suppressed and compared: the finding, or its parts. */
function verdictsOf(finding: Finding): readonly Verdict[] {
  return finding.parts?.map((part) => ({ ...part, resources: [part.resource] })) ?? [finding];
}

function named({ ruleId, title }: Finding, verdict: Verdict): Named {
  const { severity, accountId, region, suppression } = verdict;
  return { ruleId, title, severity, accountId, region, suppression, name: resourceName(verdict) };
}

function add<T>(list: Listed<T>, item: () => T): void {
  list.amount += 1;
  if (list.first.length < SHOWN) list.first.push(item());
}

function keyOf({ severity, ruleId, title }: Finding): string {
  return `${severity.label}\n${ruleId}\n${title}`;
}
