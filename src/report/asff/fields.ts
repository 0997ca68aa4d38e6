import type { SeverityLabel } from '../../finding/severity.ts';
import { cut } from '../content/cut.ts';
import { RESOURCE_TYPES } from './resource-types.ts';

/**
 * Limits of the format, in characters and items.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 */
export const LIMIT = {
  identifier: 512,
  title: 256,
  description: 1024,
  region: 16,
  recommendation: 512,
  /** Without a limit in the documentation: the longest of all others. */
  url: 2048,
  resources: 32,
  requirements: 32,
  pathComponent: 32,
  protocol: 16,
  tags: 50,
  tagKey: 128,
  tagValue: 256,
  productFields: 50,
  productField: { key: 128, value: 2048 },
  /** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resourcedetails-other.html */
  detail: 1023,
  /** Of a finding, as JSON. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html */
  bytes: 240_000,
} as const;

/** The text within its limit; the format takes none that is blank. */
export function text(value: string, most: number): string {
  const line = cut(value, most);
  return /\S/.test(line) ? line : '-';
}

/** The fields that every finding of ours has alike, wherever it is from. */
export function origin({
  partition,
  region,
  accountId,
}: {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}) {
  return {
    SchemaVersion: '2018-10-08',
    ProductArn: `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`,
    ProductName: 'Postern',
    CompanyName: 'Postern',
    Region: text(region, LIMIT.region),
    AwsAccountId: accountId,
  };
}

/** How severe, in Security Hub's words, and in its numbers, which are ten times GuardDuty's. */
export function severityOf(label: SeverityLabel, score: number) {
  return {
    Label: label,
    Normalized: label === 'INFORMATIONAL' ? 0 : Math.floor(score * 10),
    Original: `${score}`,
  };
}

/** A resource by the type and the id that Security Hub knows it by. An account is no ARN there. */
export function resourceOf({
  type,
  id,
  region,
  partition,
}: {
  readonly type: string;
  readonly id: string;
  readonly region: string;
  readonly partition: string;
}) {
  const account = type === 'AwsAccount' ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(id)?.[1] : undefined;
  const known = partitionOf(partition);
  return {
    Type: RESOURCE_TYPES.has(type) ? type : 'Other',
    Id: account === undefined ? text(id, LIMIT.identifier) : accountIdOf(account),
    ...(known === undefined ? {} : { Partition: known }),
    Region: text(region, LIMIT.region),
  };
}

/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html#Resources */
export function accountIdOf(accountId: string): string {
  return `AWS::::Account:${accountId}`;
}

/** The partitions that the format has a word for. */
function partitionOf(partition: string) {
  return (['aws', 'aws-cn', 'aws-us-gov'] as const).find((known) => known === partition);
}
