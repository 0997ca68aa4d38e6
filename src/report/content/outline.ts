import type { Finding } from '../../finding/report.ts';

const OUTLINE = { evidence: {}, description: '', why: '' };

/** A finding without evidence and explanations, of which a summary that needs all findings at hand says nothing. */
export function inOutline({ networkReachabilityDetails, ...finding }: Finding): Finding {
  return {
    ...finding,
    ...OUTLINE,
    ...(finding.parts && {
      parts: finding.parts.map(({ networkReachabilityDetails, ...part }) => ({
        ...part,
        evidence: {},
        description: '',
      })),
    }),
  };
}
