import type { Report } from '../../finding/report.ts';
import { figure } from './wording.ts';

type Baseline = NonNullable<Report['baseline']>;

/** `12 new, 3 persisting (1 worse), 2 gone`, of failed verdicts. */
export function baselineCounts({ new: fresh, persisting, worse = [], gone }: Baseline): string {
  const risen = worse.length === 0 ? '' : ` (${figure(worse.length)} worse)`;
  return `${figure(fresh)} new, ${figure(persisting)} persisting${risen}, ${figure(gone.length)} gone`;
}
