import type { Finding, FindingCriteria } from '@aws-sdk/client-guardduty';
import { firstItems } from '../../aws/first-items.ts';
import { type Named, named } from '../../aws/named.ts';
import type { Answer } from '../../aws/reader.ts';
import { detector } from './detector.ts';
import { guardduty } from './service.ts';

/** The lowest severity that findings are read with: MEDIUM. LOW findings are many and rarely need anybody. */
export const LOWEST_SEVERITY_READ = 4;

/** How many findings of a Region are read; the rest is counted. */
const MOST_READ = 1000;

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetFindings.html */
const IDS_A_CALL = 50;

export type DetectorFinding = Named<Finding, 'Id' | 'Arn' | 'Type'>;

/** Findings of a detector, the most severe of them one by one. */
export interface DetectorFindings {
  readonly findings: readonly DetectorFinding[];
  /** How many more there are, by severity; undefined where all were read. */
  readonly unread: Answer<readonly { readonly severity: number; readonly count: number }[]> | undefined;
}

/**
 * Unarchived findings of MEDIUM severity and above on the account itself, the most severe 1,000; an administrator account
 * sees those of its members too, which are judged where they belong. Empty where there is no detector.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListFindings.html
 */
export const activeFindings = guardduty
  .using(detector)
  .reader(
    [{ ifAny: 'ListFindings' }, { ifAny: 'GetFindings' }, { ifAny: 'GetFindingsStatistics' }],
    async ({ sdk, client, accountId, ask, attempt }): Promise<DetectorFindings> => {
      const DetectorId = (await ask(detector))?.id;
      if (DetectorId === undefined) return { findings: [], unread: undefined };
      const FindingCriteria: FindingCriteria = {
        Criterion: {
          accountId: { Equals: [accountId] },
          'service.archived': { Equals: ['false'] },
          severity: { GreaterThanOrEqual: LOWEST_SEVERITY_READ },
        },
      };
      const SortCriteria = { AttributeName: 'severity', OrderBy: 'DESC' as const };
      const { items: ids, more } = await firstItems(
        sdk.paginateListFindings(
          { client, pageSize: IDS_A_CALL },
          { DetectorId, FindingCriteria, SortCriteria },
        ),
        { items: (page) => page.FindingIds, next: (page) => page.NextToken },
        MOST_READ,
      );
      const calls = Array.from({ length: Math.ceil(ids.length / IDS_A_CALL) }, async (_, call) => {
        const FindingIds = ids.slice(call * IDS_A_CALL, (call + 1) * IDS_A_CALL);
        const { Findings } = await client.send(new sdk.GetFindingsCommand({ DetectorId, FindingIds }));
        if (Findings === undefined) throw new Error('AWS sent no Findings');
        return Findings;
      });
      const findings = named((await Promise.all(calls)).flat(), 'Id', 'Arn', 'Type');
      if (!more) return { findings, unread: undefined };
      const unread = await attempt(async () => {
        const { FindingStatistics } = await client.send(
          new sdk.GetFindingsStatisticsCommand({
            DetectorId,
            FindingCriteria,
            GroupBy: 'SEVERITY',
            MaxResults: 100,
          }),
        );
        const all = FindingStatistics?.GroupedBySeverity;
        if (all === undefined) throw new Error('AWS sent no GroupedBySeverity');
        return all.flatMap(({ Severity, TotalFindings }) => {
          if (Severity === undefined || TotalFindings === undefined)
            throw new Error('AWS counted findings without Severity or TotalFindings');
          const count = TotalFindings - findings.filter((each) => each.Severity === Severity).length;
          return count > 0 ? [{ severity: Severity, count }] : [];
        });
      });
      return { findings, unread };
    },
  );

/**
 * Several findings and signals that GuardDuty sees as one attack. AWS rates all of them CRITICAL:
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-attack-sequence-finding-types.html
 */
export function isAttackSequence({ Type }: Pick<DetectorFinding, 'Type'>): boolean {
  return Type.startsWith('AttackSequence:');
}
