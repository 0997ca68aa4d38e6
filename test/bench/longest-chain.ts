/**
 * Where the longest chain of dependent calls of a scan is: who are we, which Regions, of which organization, then in a
 * Region the detector, its settings, who administers it, its filters, each filter. The benchmark fails when a scan has
 * a longer one.
 */
export const LONGEST_CHAIN = { rule: 'guardduty/suppression-too-broad', region: 'us-east-1' } as const;
