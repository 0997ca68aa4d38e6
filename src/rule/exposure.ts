/** Who reaches what was judged, the widest first: everybody, other AWS accounts, the inside of the account, nobody. */
export const EXPOSURES = ['internet', 'other-account', 'inside', 'none'] as const;

export type Exposure = (typeof EXPOSURES)[number];

/** The widest of several; undefined when none is known. */
export function widestExposure(exposures: readonly (Exposure | undefined)[]): Exposure | undefined {
  return EXPOSURES.find((exposure) => exposures.includes(exposure));
}
