/** A table that Postern carries, because no API of AWS says what stands in it. */
export interface DatedTable {
  /** As it follows "Postern's table of": `Lambda runtimes`. */
  readonly of: string;
  /** The page of AWS that it was read from. */
  readonly source: string;
  /** The day on which it was read there: `2026-10-01`. */
  readonly retrieved: string;
}

/** After so many days such a table says nothing of the present. AWS announces what ends half a year ahead. */
const FRESH_DAYS = 180;

/**
 * Why a table cannot be relied on at this moment, as a sentence without an end; undefined while it can be.
 * @param now the moment of the scan
 */
export function staleTable({ of, source, retrieved }: DatedTable, now: Date): string | undefined {
  const days = Math.floor((now.getTime() - Date.parse(retrieved)) / 86_400_000);
  return days > FRESH_DAYS
    ? `Postern's table of ${of} is of ${retrieved}, more than ${FRESH_DAYS} days old: use a newer Postern, or look at ${source}`
    : undefined;
}
