import picomatch from 'picomatch';
import { ReadError } from './read-error.ts';
import type { SessionRegions } from './session.ts';

/** A Region of the partition, and whether the account may use it. */
export interface Region {
  readonly name: string;
  readonly enabled: boolean;
}

/** A Region or pattern of the user that no Region of the partition matches. */
export class UnknownRegionError extends Error {
  override readonly name = 'UnknownRegionError';
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
    return {
      scanned: [...new Set(patterns.filter((pattern) => !isGlob(pattern)))].sort(),
      off: [],
      enabled: known,
    };
  }
  const names = (regions: readonly Region[]) => regions.map(({ name }) => name).sort();
  const enabled = names(known.filter((region) => region.enabled));
  if (patterns.length === 0) return { scanned: enabled, off: [], enabled };
  for (const pattern of patterns) {
    if (!known.some(({ name }) => picomatch.isMatch(name, pattern))) {
      throw new UnknownRegionError(
        `No Region matches "${pattern}". Regions are: ${names(known).join(', ')}.`,
      );
    }
  }
  const wanted = known.filter(({ name }) => picomatch.isMatch(name, [...patterns]));
  return {
    scanned: names(wanted.filter((region) => region.enabled)),
    off: names(wanted.filter((region) => !region.enabled)),
    enabled,
  };
}

function isGlob(pattern: string): boolean {
  return picomatch.scan(pattern).isGlob;
}
