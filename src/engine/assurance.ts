import { homeRegion } from '../aws/partitions.ts';
import { type Reader, settle } from '../aws/reader.ts';
import type { Session } from '../aws/session.ts';
import type { Assurance } from '../finding/report.ts';
import { assuranceReports, customerAgreements } from '../services/artifact/index.ts';
import type { ChosenRule } from './chosen-rule.ts';

/**
 * What AWS Artifact holds on AWS's side of the shared responsibility, as far as a rule asked for it and AWS told it.
 * The readings are those of the rules: nothing is asked again.
 */
export async function assuranceOf(
  session: Session,
  rules: readonly ChosenRule[],
): Promise<Assurance | undefined> {
  const place = { session, region: homeRegion(session.partition, 'artifact') };
  const told = async <T>(reader: Reader<readonly T[]>): Promise<readonly T[] | undefined> => {
    if (!isRead(reader, rules)) return undefined;
    const answer = await settle(reader(place));
    return answer.ok ? answer.value : undefined;
  };
  const [agreements, reports] = await Promise.all([told(customerAgreements), told(assuranceReports)]);
  return agreements === undefined && reports === undefined
    ? undefined
    : {
        ...(agreements && {
          agreements: agreements.map(({ name, state, effectiveStart, effectiveEnd }) => ({
            title: name,
            ...(state && { state }),
            ...(effectiveStart && { effectiveStart: effectiveStart.toISOString() }),
            ...(effectiveEnd && { effectiveEnd: effectiveEnd.toISOString() }),
          })),
        }),
        ...(reports && {
          reports: reports.map(({ name, companyName, state, periodStart, periodEnd }) => ({
            title: name,
            ...(companyName && { company: companyName }),
            ...(state && { state }),
            ...(periodStart && { periodStart: periodStart.toISOString() }),
            ...(periodEnd && { periodEnd: periodEnd.toISOString() }),
          })),
        }),
      };
}

function isRead({ operations: [asked] }: Reader<unknown>, rules: readonly ChosenRule[]): boolean {
  return rules.some(({ rule }) =>
    Object.values(rule.reads).some(({ operations }) =>
      operations.some(
        ({ service, operation }) => service === asked?.service && operation === asked.operation,
      ),
    ),
  );
}
