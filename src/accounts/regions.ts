import picomatch from 'picomatch';
import { ReadError } from '../aws/read-error.ts';
import type { SessionRegions } from '../aws/session.ts';

/** A Region of the partition, and whether the account may use it. */
export interface Region {
  readonly name: string;
  readonly enabled: boolean;
}

/** A Region or pattern of the user that no Region of the partition matches. */
export class UnknownRegionError extends Error {
  override readonly name = 'UnknownRegionError';
  /** One of those to scan, not the one where the scan begins. */
  readonly isAsked: boolean;

  constructor(message: string, { isAsked = false } = {}) {
    super(message);
    this.isAsked = isAsked;
  }
}

/**
 * The Regions to scan.
 * @param known all Regions of the partition, or why AWS did not list them; then Regions that are spelled out are
 *   taken at the user's word.
 * @param patterns names and globs (`eu-*`); none means every enabled Region.
 * @throws UnknownRegionError for a pattern that matches no Region.
 */
export function selectRegions(
  known: readonly Region[] | ReadError,
  patterns: readonly string[],
): SessionRegions {
  if (known instanceof ReadError) {
    const spelledOut = patterns.filter(isRegionName);
    return {
      scanned: [...new Set(spelledOut)].sort(),
      off: [],
      enabled: known,
      ...(patterns.length > 0 && spelledOut.length === patterns.length ? {} : { unlisted: known }),
    };
  }
  const names = (regions: readonly Region[]) => regions.map(({ name }) => name).sort();
  const enabled = names(known.filter((region) => region.enabled));
  const listed = names(known);
  if (patterns.length === 0) return { scanned: enabled, off: [], enabled, listed };
  for (const pattern of patterns) requireRegion(known, pattern, { isAsked: true });
  const wanted = known.filter(({ name }) => patterns.some((pattern) => matches(name, pattern)));
  return {
    scanned: names(wanted.filter((region) => region.enabled)),
    off: names(wanted.filter((region) => !region.enabled)),
    enabled,
    listed,
  };
}

/** @throws UnknownRegionError for a pattern that matches no Region. */
export function requireRegion(
  known: readonly Region[],
  pattern: string,
  options?: { readonly isAsked: boolean },
): void {
  if (known.some(({ name }) => matches(name, pattern))) return;
  const names = known.map(({ name }) => name).sort();
  throw new UnknownRegionError(`No Region matches "${pattern}". Regions are: ${names.join(', ')}.`, options);
}

/** Whether it is spelled like a Region, and no pattern. */
export function isRegionName(text: string): boolean {
  return /^[a-z0-9-]+$/.test(text);
}

function matches(name: string, pattern: string): boolean {
  return pattern !== '' && picomatch.isMatch(name, pattern);
}
