import type { Mark } from '../page-data.ts';
import { type Entry, inJson } from './entries.ts';

/** What the list is narrowed to. */
export interface Filter {
  /** Empty: all of them. */
  readonly severities: ReadonlySet<string>;
  /** Each undefined: all of them. */
  readonly service: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly status: string | undefined;
  readonly exposure: string | undefined;
  readonly state: string | undefined;
  /** What a figure of the page stands for, beside the above. */
  readonly only: Pick<Mark, 'rule' | 'title' | 'control' | 'rules'> | undefined;
  /** All of them stand somewhere in the finding. */
  readonly search: string;
}

/** What is known of no finding's exposure is a choice too. */
export const NOT_TOLD = 'not told';

/** The findings that a filter leaves, in their order. */
export function filtered(entries: readonly Entry[], filter: Filter): Entry[] {
  const words = filter.search
    .split(/\s+/)
    .flatMap((word) => (word === '' ? [] : [spellings(word.toLowerCase())]));
  return entries.filter(
    (entry) =>
      isOf(entry, filter) && words.every((word) => word.some((each) => entry.words().includes(each))),
  );
}

/** A word as it stands within JSON, and as somebody copies it from evidence, which is shown as JSON: `"Effect":`. */
function spellings(word: string): string[] {
  return [...new Set([inJson(word), word])];
}

function isOf({ row, about, service }: Entry, filter: Filter): boolean {
  const { severities, account, region, only } = filter;
  const { severity, status, exposure = NOT_TOLD, baselineState, tells = [] } = row;
  return (
    (severities.size === 0 || severities.has(severity.label)) &&
    fits(filter.service, service) &&
    fits(filter.status, status) &&
    fits(filter.exposure, exposure) &&
    fits(filter.state, baselineState) &&
    ((account === undefined && region === undefined) ||
      row.places.some(([inAccount, inRegion]) => fits(account, inAccount) && fits(region, inRegion))) &&
    fits(only?.rule, about.ruleId) &&
    fits(only?.title, about.title) &&
    (only?.control === undefined ||
      about.compliance.some(({ framework, control }) => `${framework} ${control}` === only.control) ||
      tells.some((rule) => only.rules?.includes(rule)))
  );
}

function fits(wanted: string | undefined, is: string | undefined): boolean {
  return wanted === undefined || wanted === is;
}
