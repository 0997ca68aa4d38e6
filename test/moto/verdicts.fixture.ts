import type { FindingResource, Report } from '../../src/finding/report.ts';
import { unknownVerdicts } from '../../src/finding/unknowns.ts';
import { failedVerdicts } from '../support/failed-verdicts.ts';

/** What a rule said of an account, by the names of resources, sorted. */
export interface Said {
  readonly fails: readonly string[];
  readonly passes: readonly string[];
  readonly notApplicable: readonly string[];
  readonly unknown: readonly string[];
}

/** A place of a verdict: its resource, undefined where the whole scope is meant, and the part of it. */
export interface Judged {
  readonly region: string;
  readonly resource?: FindingResource | undefined;
  readonly part?: string | undefined;
}

/** What each rule said; the report must be one with `--include-passed`. */
export function saidByRule(report: Report, nameOf: (judged: Judged) => string): ReadonlyMap<string, Said> {
  return new Map(
    report.rules.map(({ ruleId }) => {
      const names = (all: readonly (Judged & { readonly ruleId: string })[]) =>
        all
          .filter((judged) => judged.ruleId === ruleId)
          .map(nameOf)
          .sort();
      return [
        ruleId,
        {
          fails: names(failedVerdicts(report)),
          passes: names(report.passed ?? []),
          notApplicable: names(report.notApplicable),
          unknown: names(unknownVerdicts(report.unknowns)),
        },
      ];
    }),
  );
}

/** Ids of all verdicts that a reader of the findings is told of: findings, their parts, and what they absorb. */
export function namedInFindings({ findings }: Pick<Report, 'findings'>): string[] {
  return findings
    .flatMap((finding) => [...(finding.parts ?? [finding]), ...(finding.absorbs ?? [])])
    .map(({ id }) => id)
    .sort();
}

/** `account`, the last part of an ARN, or whatever AWS names the resource by. */
export function shortName({ id }: FindingResource): string {
  return /^arn:[\w-]+:iam::\d+:root$/.test(id) ? 'account' : id.slice(id.lastIndexOf('/') + 1);
}
