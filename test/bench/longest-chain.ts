/**
 * Where the longest chain of dependent calls of a scan is: who are we, which Regions, then in a Region the detector,
 * its settings, its findings. The benchmark fails when a scan has a longer one.
 */
export const LONGEST_CHAIN = { rule: 'guardduty/active-findings', region: 'us-east-1' } as const;
