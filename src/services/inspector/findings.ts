import type { CisaData, FilterCriteria, Finding, StringFilter } from '@aws-sdk/client-inspector2';
import { optional } from '../../aws/combine-readers.ts';
import { firstItems } from '../../aws/first-items.ts';
import { type Named, named } from '../../aws/named.ts';
import type { ReadError } from '../../aws/read-error.ts';
import type { Answer } from '../../aws/reader.ts';
import { isOn, scanning } from './account.ts';
import { inspector } from './service.ts';

export type InspectorFinding = Named<Finding, 'findingArn' | 'type' | 'severity'>;

/** How many findings of a Region are read; the rest is counted. */
const MOST_READ = 1000;

/** https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListFindings.html */
const PAGE = 100;

/** The severities that findings are read with, the worst first: Inspector counts no others. */
export const SEVERITIES_READ = ['CRITICAL', 'HIGH', 'MEDIUM'] as const;

export type SeverityRead = (typeof SEVERITIES_READ)[number];

/** Findings of Inspector, the most severe of them one by one. */
export interface InspectorFindings {
  readonly findings: readonly InspectorFinding[];
  /** How many more there are, by severity; undefined where all were read. */
  readonly unread: Answer<Readonly<Record<SeverityRead, number>>> | undefined;
}

const equals = (...values: readonly string[]): StringFilter[] =>
  values.map((value) => ({ comparison: 'EQUALS', value }));

/** Active findings of the account itself: a delegated administrator sees those of its members too. */
const activeIn = (accountId: string): FilterCriteria => ({
  awsAccountId: equals(accountId),
  findingStatus: equals('ACTIVE'),
});

const mostSevereFirst = { field: 'SEVERITY', sortOrder: 'DESC' } as const;

/**
 * Active findings of MEDIUM severity and above, the most severe 1,000; none where Inspector is off. Suppressed and closed
 * ones are left out. https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListFindingAggregations.html
 */
export const activeFindings = inspector
  .using(scanning)
  .reader(
    [{ ifAny: 'ListFindings' }, { ifAny: 'ListFindingAggregations' }],
    async ({ sdk, client, accountId, ask, attempt }): Promise<InspectorFindings> => {
      if (!isOn(await ask(scanning))) return { findings: [], unread: undefined };
      const { items, more } = await firstItems(
        sdk.paginateListFindings(
          { client, pageSize: PAGE },
          {
            filterCriteria: { ...activeIn(accountId), severity: equals(...SEVERITIES_READ) },
            sortCriteria: mostSevereFirst,
          },
        ),
        { items: (page) => page.findings, next: (page) => page.nextToken },
        MOST_READ,
      );
      const findings = named(items, 'findingArn', 'type', 'severity');
      if (!more) return { findings, unread: undefined };
      const unread = await attempt(async () => {
        const { responses } = await client.send(
          new sdk.ListFindingAggregationsCommand({
            aggregationType: 'ACCOUNT',
            accountIds: equals(accountId),
          }),
        );
        const counts = responses?.[0]?.accountAggregation?.severityCounts;
        const rest = (label: SeverityRead, all: number | undefined) => {
          if (all === undefined) throw new Error(`AWS did not count the findings of severity ${label}`);
          return Math.max(0, all - findings.filter(({ severity }) => severity === label).length);
        };
        return {
          CRITICAL: rest('CRITICAL', counts?.critical),
          HIGH: rest('HIGH', counts?.high),
          MEDIUM: rest('MEDIUM', counts?.medium),
        };
      });
      return { findings, unread };
    },
  );

/** Findings for which an exploit is known. */
export interface ExploitableFindings {
  readonly findings: readonly InspectorFinding[];
  /** Whether there are more than were read. */
  readonly more: boolean;
}

/** Active findings of any severity with a known exploit, the most severe 1,000; none where Inspector is off. */
export const exploitableFindings = inspector
  .using(scanning)
  .reader(
    [{ ifAny: 'ListFindings' }],
    async ({ sdk, client, accountId, ask }): Promise<ExploitableFindings> => {
      if (!isOn(await ask(scanning))) return { findings: [], more: false };
      const { items, more } = await firstItems(
        sdk.paginateListFindings(
          { client, pageSize: PAGE },
          {
            filterCriteria: { ...activeIn(accountId), exploitAvailable: equals('YES') },
            sortCriteria: mostSevereFirst,
          },
        ),
        { items: (page) => page.findings, next: (page) => page.nextToken },
        MOST_READ,
      );
      return { findings: named(items, 'findingArn', 'type', 'severity'), more };
    },
  );

/** What CISA's catalogue of known exploited vulnerabilities says. */
export interface KnownExploited {
  /** Its entries, by vulnerability; those that it does not have are missing. */
  readonly entries: ReadonlyMap<string, CisaData>;
  /** Why nobody could ask about some, if so. */
  readonly unread: { readonly vulnerabilities: ReadonlySet<string>; readonly error: ReadError } | undefined;
}

/** https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetFindingDetails.html */
const ARNS_A_CALL = 10;

/**
 * CISA's entries for the vulnerabilities that were found, each asked about once, by one of its findings. It is no part of
 * SecurityAudit, so that what is denied is told beside what is known.
 * https://docs.aws.amazon.com/inspector/v2/APIReference/API_CisaData.html
 */
export const knownExploited = inspector
  .using(activeFindings, exploitableFindings)
  .reader(
    [{ ifAny: 'BatchGetFindingDetails' }],
    async ({ sdk, client, ask, each }): Promise<KnownExploited> => {
      const [active, exploitable] = await Promise.all([ask(activeFindings), ask(exploitableFindings)]);
      const byVulnerability = new Map(
        [...active.findings, ...exploitable.findings].flatMap(
          ({ findingArn, packageVulnerabilityDetails }) => {
            const id = packageVulnerabilityDetails?.vulnerabilityId;
            return id === undefined ? [] : [[id, findingArn] as const];
          },
        ),
      );
      const questions = [...byVulnerability].sort(([a], [b]) => (a < b ? -1 : 1));
      const batches = Array.from({ length: Math.ceil(questions.length / ARNS_A_CALL) }, (_, call) =>
        questions.slice(call * ARNS_A_CALL, (call + 1) * ARNS_A_CALL),
      );
      const answers = await each(batches, async (batch) => {
        const { findingDetails, errors = [] } = await client.send(
          new sdk.BatchGetFindingDetailsCommand({ findingArns: batch.map(([, arn]) => arn) }),
        );
        if (findingDetails === undefined) throw new Error('AWS sent no findingDetails');
        // Details that there are none of are an answer.
        const failure = errors.find(({ errorCode }) => errorCode !== 'FINDING_DETAILS_NOT_FOUND');
        if (failure !== undefined)
          throw new Error(`AWS told no details of ${failure.findingArn}: ${failure.errorCode}`);
        return new Map(findingDetails.map(({ findingArn, cisaData }) => [findingArn, cisaData]));
      });
      const entries = new Map<string, CisaData>();
      const vulnerabilities = new Set<string>();
      let error: ReadError | undefined;
      for (const { item, answer } of answers)
        for (const [id, arn] of item) {
          if (!answer.ok) {
            vulnerabilities.add(id);
            error ??= answer.error;
            continue;
          }
          const entry = answer.value.get(arn);
          if (entry !== undefined) entries.set(id, entry);
        }
      return { entries, unread: error && { vulnerabilities, error } };
    },
  );

/** The same, for rules whose verdict does not depend on it. */
export const optionalKnownExploited = optional(knownExploited);
