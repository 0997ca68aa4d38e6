import type { AdvancedEventSelector, AdvancedFieldSelector, EventSelector } from '@aws-sdk/client-cloudtrail';

/** What a trail is told to record: basic selectors are rewritten as the advanced ones that select the same. */
export type EventSelectors = readonly AdvancedEventSelector[];

/**
 * Events that have these fields alike, whatever else they say: `{ eventCategory: 'Management', readOnly: 'true' }`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html
 */
export interface EventsAlike {
  readonly eventCategory: 'Management' | 'Data' | 'NetworkActivity';
  readonly readOnly?: 'true' | 'false';
  readonly eventSource?: string;
  readonly eventType?: string;
  readonly 'resources.type'?: string;
  /** What the ARNs of all their resources begin with; no field of a selector. */
  readonly arnsBegin?: string;
}

/** How much of events alike is recorded. Values are those of fields that selectors name. */
export type Extent =
  | { readonly kind: 'all' }
  | { readonly kind: 'all but'; readonly except: readonly string[] }
  | { readonly kind: 'some'; readonly only: readonly string[] }
  | { readonly kind: 'none' };

/** "By default, trails created without specific event selectors are configured to log all read and write management events, and no data events." */
export const DEFAULT_SELECTORS: EventSelectors = advancedOf([
  { ReadWriteType: 'All', IncludeManagementEvents: true },
]);

/**
 * Basic selectors as advanced ones.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 */
export function advancedOf(basic: readonly EventSelector[]): EventSelectors {
  return basic.flatMap(
    ({ ReadWriteType, IncludeManagementEvents = true, ExcludeManagementEventSources, DataResources }) => {
      const access: AdvancedFieldSelector[] =
        ReadWriteType === undefined || ReadWriteType === 'All'
          ? []
          : [{ Field: 'readOnly', Equals: [String(ReadWriteType === 'ReadOnly')] }];
      const management = {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Management'] },
          ...access,
          { Field: 'eventSource', NotEquals: ExcludeManagementEventSources ?? [] },
        ],
      };
      const data = (DataResources ?? []).flatMap(({ Type, Values }) =>
        Type === undefined || Values === undefined || Values.length === 0
          ? []
          : [
              {
                FieldSelectors: [
                  { Field: 'eventCategory', Equals: ['Data'] },
                  { Field: 'resources.type', Equals: [Type] },
                  ...access,
                  { Field: 'resources.ARN', StartsWith: Values },
                ],
              },
            ],
      );
      return IncludeManagementEvents ? [management, ...data] : data;
    },
  );
}

/** Reads of, or writes to, objects in all buckets of S3 but directory buckets. */
export function objectEvents(access: 'read' | 'write', partition: string): EventsAlike {
  return {
    eventCategory: 'Data',
    'resources.type': 'AWS::S3::Object',
    eventSource: 's3.amazonaws.com',
    eventType: 'AwsApiCall',
    readOnly: access === 'read' ? 'true' : 'false',
    arnsBegin: `arn:${partition}:s3:::`,
  };
}

/** Management events that read or write, of all services or of one: `kms.amazonaws.com`. */
export function managementEvents(access: 'read' | 'write', eventSource?: string): EventsAlike {
  return {
    eventCategory: 'Management',
    readOnly: access === 'read' ? 'true' : 'false',
    ...(eventSource === undefined ? {} : { eventSource }),
  };
}

/** Text that no selector names. */
const OTHER = '\u0000';

/**
 * How much of events alike the selectors record: an event is recorded when any of them selects it. Fields that the
 * events do not have alike are tried with all that selectors can tell apart, each by itself, then together.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
export function extentOf(selectors: EventSelectors, { arnsBegin = '', ...events }: EventsAlike): Extent {
  const known = new Map(Object.entries(events));
  const conditions = selectors.flatMap(({ FieldSelectors = [] }) => {
    const open = FieldSelectors.filter((condition) => {
      const value = known.get(condition.Field ?? '');
      return value === undefined || !selects(condition, value);
    });
    return open.some(({ Field }) => known.has(Field ?? '')) ? [] : [open];
  });
  if (conditions.length === 0) return { kind: 'none' };

  const begins = (field: string) => (field === 'resources.ARN' ? arnsBegin : '');
  const recorded = (field?: string, value = '') =>
    conditions.some((open) =>
      open.every((condition) => {
        const { Field = '' } = condition;
        return selects(condition, Field === field ? value : begins(Field) + OTHER);
      }),
    );
  if (!recorded()) return { kind: 'some', only: sorted(conditions.flat().flatMap(namedBySelects)) };

  const alone = conditions.flat().flatMap((condition) => {
    const { Field = '' } = condition;
    const start = begins(Field);
    return [...namedBySelects(condition), ...namedByDeselects(condition)].filter((value) =>
      [value, value + OTHER, start + OTHER + value].some(
        (text) => text.startsWith(start) && !recorded(Field, text),
      ),
    );
  });
  const together = leftOut(conditions, (field) =>
    kindsOf(
      conditions.flat().filter(({ Field = '' }) => Field === field),
      begins(field),
    ).filter(({ names }) => names.every((name) => !alone.includes(name))),
  );
  const except = together === undefined ? alone : [...alone, together.join(' with ')];
  return except.length === 0 ? { kind: 'all' } : { kind: 'all but', except: sorted(except) };
}

/** Values of a field that no condition on it tells apart: one of them, and what conditions name of it. */
interface Kind {
  readonly value: string;
  readonly names: readonly string[];
}

/** All kinds of values that begin so: those that a condition names, and others by how they begin and end. */
function kindsOf(conditions: readonly AdvancedFieldSelector[], begin: string): readonly Kind[] {
  const named = (of: (condition: AdvancedFieldSelector) => readonly (string[] | undefined)[]) =>
    sorted(conditions.flatMap((condition) => of(condition).flatMap((values) => values ?? [])));
  const whole = named(({ Equals, NotEquals }) => [Equals, NotEquals]);
  const starts = named(({ StartsWith, NotStartsWith }) => [StartsWith, NotStartsWith]);
  const ends = named(({ EndsWith, NotEndsWith }) => [EndsWith, NotEndsWith]);
  return [
    ...whole.flatMap((value) => (value.startsWith(begin) ? [{ value, names: [value] }] : [])),
    ...[undefined, ...starts.filter((start) => start.startsWith(begin))].flatMap((start) =>
      [undefined, ...ends].map((end) => ({
        value: `${start ?? begin}${OTHER}${end ?? ''}`,
        names: [start, end].flatMap((name) => name ?? []),
      })),
    ),
  ];
}

/** So many choices of values are tried; selectors for which that is not enough are taken to leave something out. */
const MOST_TRIED = 100_000;

/** What is named of events that none of the conditions joined by OR selects; undefined where there are none. */
function leftOut(
  conditions: readonly (readonly AdvancedFieldSelector[])[],
  kinds: (field: string) => readonly Kind[],
): readonly string[] | undefined {
  const fields = sorted(conditions.flat().map(({ Field = '' }) => Field));
  const all = fields.map(kinds);
  const covered = new Set<string>();
  let tried = 0;
  const search = (at: number, left: readonly number[]): readonly string[] | undefined => {
    if (left.length === 0) return [];
    const later = fields.slice(at);
    if (left.some((one) => !conditions[one]?.some(({ Field = '' }) => later.includes(Field))))
      return undefined;
    const key = `${at} ${left.join()}`;
    if (covered.has(key)) return undefined;
    for (const { value, names } of all[at] ?? []) {
      tried += 1;
      if (tried > MOST_TRIED) return [];
      const rest = left.filter((one) =>
        conditions[one]?.every((condition) => condition.Field !== fields[at] || selects(condition, value)),
      );
      const found = search(at + 1, rest);
      if (found !== undefined) return [...names, ...found];
    }
    covered.add(key);
    return undefined;
  };
  const found = search(
    0,
    conditions.map((_, one) => one),
  );
  return tried > MOST_TRIED ? ['what takes too long to tell'] : found;
}

/** Operators that select are joined by OR, those that deselect by AND, and both groups by AND. */
function selects(condition: AdvancedFieldSelector, value: string): boolean {
  const { Equals = [], StartsWith = [], EndsWith = [] } = condition;
  const { NotEquals = [], NotStartsWith = [], NotEndsWith = [] } = condition;
  const selected =
    namedBySelects(condition).length === 0 ||
    Equals.includes(value) ||
    StartsWith.some((start) => value.startsWith(start)) ||
    EndsWith.some((end) => value.endsWith(end));
  const deselected =
    NotEquals.includes(value) ||
    NotStartsWith.some((start) => value.startsWith(start)) ||
    NotEndsWith.some((end) => value.endsWith(end));
  return selected && !deselected;
}

function namedBySelects({ Equals = [], StartsWith = [], EndsWith = [] }: AdvancedFieldSelector): string[] {
  return [...Equals, ...StartsWith, ...EndsWith];
}

function namedByDeselects({ NotEquals = [], NotStartsWith = [], NotEndsWith = [] }: AdvancedFieldSelector) {
  return [...NotEquals, ...NotStartsWith, ...NotEndsWith];
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
