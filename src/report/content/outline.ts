import type { Finding } from '../../finding/report.ts';

const LEFT_OUT = { evidence: {}, description: '', why: '' };

/** What a finding is and where, without what tells and proves it: a report of outlines is held whole at little cost. */
export function inOutline({ networkReachabilityDetails, ...finding }: Finding): Finding {
  return {
    ...finding,
    ...LEFT_OUT,
    ...(finding.parts && {
      parts: finding.parts.map(({ networkReachabilityDetails, ...part }) => ({
        ...part,
        evidence: {},
        description: '',
      })),
    }),
  };
}
