import type { FindingResource } from '../../finding/report.ts';
import type { SeverityLabel } from '../../finding/severity.ts';
import { resourceName } from '../content/resource-name.ts';

/** What an event says of the scan. */
export interface Context {
  readonly version: string;
  readonly productVersion: string;
  readonly partition: string;
  readonly startedAt: string;
  /** Of accounts, by their ids. */
  readonly aliases: ReadonlyMap<string, string>;
}

const CATEGORY = { category_uid: 2, category_name: 'Findings' };
const CLASSES = {
  2002: 'Vulnerability Finding',
  2003: 'Compliance Finding',
  2004: 'Detection Finding',
} as const;
const ACTIVITIES = { 1: 'Create', 2: 'Update', 3: 'Close' } as const;

const SEVERITY_IDS: Readonly<Record<SeverityLabel, number>> = {
  INFORMATIONAL: 1,
  LOW: 2,
  MEDIUM: 3,
  HIGH: 4,
  CRITICAL: 5,
};

export type ClassUid = keyof typeof CLASSES;
export type ActivityId = keyof typeof ACTIVITIES;

/** What kind of event it is; the type is the class and the activity together. */
export function classification(classUid: ClassUid, activityId: ActivityId) {
  return {
    ...CATEGORY,
    class_uid: classUid,
    class_name: CLASSES[classUid],
    activity_id: activityId,
    activity_name: ACTIVITIES[activityId],
    type_uid: classUid * 100 + activityId,
    type_name: `${CLASSES[classUid]}: ${ACTIVITIES[activityId]}`,
  };
}

export function severity(label: SeverityLabel) {
  return {
    severity_id: SEVERITY_IDS[label],
    severity: label === 'INFORMATIONAL' ? 'Informational' : `${label[0]}${label.slice(1).toLowerCase()}`,
  };
}

export function metadata({ version, productVersion }: Context, ruleId: string | undefined) {
  return {
    version,
    product: { name: 'Postern', vendor_name: 'Postern', uid: 'postern', version: productVersion },
    profiles: ['cloud'],
    ...(ruleId === undefined ? {} : { event_code: ruleId }),
  };
}

export function cloud(
  { accountId, region }: { readonly accountId: string; readonly region: string },
  { partition, aliases }: Context,
) {
  const name = aliases.get(accountId);
  return {
    provider: 'AWS',
    region,
    cloud_partition: partition,
    account: { uid: accountId, ...(name === undefined ? {} : { name }), type: 'AWS Account', type_id: 10 },
  };
}

export function resourceDetails(resource: FindingResource) {
  const { type, id, region, partition, tags = {}, details } = resource;
  const pairs = Object.entries(tags).map(([name, value]) => ({ name, value }));
  return {
    uid: id,
    name: resourceName({ resources: [resource] }),
    type,
    region,
    cloud_partition: partition,
    ...(pairs.length === 0 ? {} : { tags: pairs }),
    ...(details === undefined ? {} : { data: details }),
  };
}

/** Milliseconds since 1970. @param time ISO 8601. */
export function milliseconds(time: string): number {
  return Date.parse(time);
}
