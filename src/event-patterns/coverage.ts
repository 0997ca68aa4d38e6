import { parseBusPattern } from './bus-pattern.ts';
import { decide } from './decide.ts';
import type { Coverage, DemandedEvent } from './demanded-event.ts';
import { type FilterPattern, parseFilterPattern, type Unparsable } from './filter-pattern.ts';
import { textCoverage } from './text-pattern.ts';
import type { WatchedChange, WatchedEvent } from './watched-change.ts';

/** What a pattern makes of one of the events that are demanded. */
export type EventCoverage = { readonly event: string } & Coverage;

/** A rule of EventBridge: `EventPattern` and `State` as ListRules gives them. */
export interface BusRule {
  readonly EventPattern: string;
  readonly State: string;
}

const unparsable = ({ unparsable: why, at }: Unparsable): Coverage => ({
  coverage: 'undecided',
  reason: `the pattern cannot be read: ${why} (character ${at + 1})`,
});

/** Whether a filter pattern of CloudWatch Logs matches every record of CloudTrail that is demanded. */
export function filterPatternCoverage(
  pattern: FilterPattern | Unparsable,
  demanded: DemandedEvent,
): Coverage {
  if ('unparsable' in pattern) return unparsable(pattern);
  switch (pattern.form) {
    case 'everything':
      return { coverage: 'covered' };
    case 'json':
      return decide(pattern, demanded);
    case 'text':
      return textCoverage(pattern.terms, demanded);
    case 'fields':
      return pattern.constrained
        ? { coverage: 'undecided', reason: 'the pattern is for events of words, and these are JSON' }
        : { coverage: 'covered' };
  }
}

/** A filter pattern of a metric filter against each event that a change demands, in their order. */
export function filterCoverage(pattern: string, { events }: WatchedChange): readonly EventCoverage[] {
  const parsed = parseFilterPattern(pattern);
  return events.map((event) => ({ event: event.name, ...filterPatternCoverage(parsed, event) }));
}

/** What every event on a bus says. https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const ENVELOPE: DemandedEvent['facts'] = { version: {}, id: {}, account: {}, time: {}, region: {} };

/** The event as it comes to the bus: the record of CloudTrail is its detail. */
const onBus = ({ name, identifiedBy, facts, bus }: WatchedEvent): DemandedEvent => ({
  name,
  identifiedBy: `detail.${identifiedBy}`,
  facts: {
    ...ENVELOPE,
    source: bus.source,
    'detail-type': { oneOf: [bus.detailType] },
    ...Object.fromEntries(
      Object.entries({ ...facts, ...bus.facts }).map(([field, fact]) => [`detail.${field}`, fact]),
    ),
  },
});

/**
 * A rule on the default bus against each event that a change demands, in their order. A rule hears of events that only
 * read when its state says so: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html.
 * A rule that is off matches nothing, which is for the caller to see.
 */
export function busCoverage(rule: BusRule, { events }: WatchedChange): readonly EventCoverage[] {
  const parsed = parseBusPattern(rule.EventPattern);
  return events.map((event) => {
    const demanded = onBus(event);
    const coverage = 'unparsable' in parsed ? unparsable(parsed) : decide(parsed, demanded);
    if (!event.reads || coverage.coverage !== 'covered') return { event: event.name, ...coverage };
    return {
      event: event.name,
      ...(rule.State === READS_TOO ? coverage : withoutReads(rule.State, demanded)),
    };
  });
}

const READS_TOO = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

function withoutReads(state: string, { facts, ...demanded }: DemandedEvent): Coverage {
  const reads = { ...facts, 'detail.readOnly': { oneOf: [true] } } as const;
  const missed = decide({ terms: [], formula: 'no' }, { ...demanded, facts: reads });
  return missed.coverage === 'missed'
    ? { ...missed, narrowing: [{ term: `the rule's state ${state}`, field: 'detail.readOnly' }] }
    : missed;
}

const BEST = ['covered', 'undecided', 'missed'] as const;

/** Several patterns for the same change: of each event, the best that one of them does. None: no event at all. */
export function together(each: readonly (readonly EventCoverage[])[]): readonly EventCoverage[] {
  const best = new Map<string, EventCoverage>();
  for (const coverage of each.flat()) {
    const known = best.get(coverage.event);
    if (known === undefined || BEST.indexOf(coverage.coverage) < BEST.indexOf(known.coverage))
      best.set(coverage.event, coverage);
  }
  return [...best.values()];
}
