import { describe, expect, it } from 'vitest';
import {
  type EventCoverage,
  filterCoverage,
  together,
  WATCHED_CHANGES,
  type WatchedChange,
  type WatchedChangeId,
} from '../../src/event-patterns/index.ts';
import { CIS_PATTERNS, GROUPS_OF_OLD } from './patterns.fixture.ts';

const ids = Object.keys(CIS_PATTERNS) as WatchedChangeId[];
const patterns = ids.flatMap((id) => CIS_PATTERNS[id].map((pattern) => [id, pattern] as const));

/** The events that the pattern does not cover, with the fields that stand in the way. */
const uncovered = (id: WatchedChangeId, pattern: string) =>
  filterCoverage(pattern, WATCHED_CHANGES[id]).flatMap((event) => {
    if (event.coverage === 'covered') return [];
    return [
      [event.event, event.coverage === 'missed' ? event.narrowing.map(({ field }) => field) : event.reason],
    ];
  });

it('the fifteen changes are there', () => {
  expect(Object.keys(WATCHED_CHANGES)).toEqual(ids);
  expect(ids).toHaveLength(15);
});

describe.each(patterns)('%s: %s', (id, pattern) => {
  it('covers', () => {
    expect(uncovered(id, pattern)).toEqual([]);
  });

  it('does not when one more term narrows it', () => {
    const narrowed = `{ (${pattern.trim().slice(1, -1)}) && $.sourceIPAddress != "10.*" }`;
    const events = WATCHED_CHANGES[id].events.map(({ name }) => name);
    expect(uncovered(id, narrowed)).toEqual(events.map((name) => [name, ['sourceIPAddress']]));
  });
});

it('a pattern from before ModifySecurityGroupRules misses it', () => {
  expect(uncovered('security-group-changes', GROUPS_OF_OLD)).toEqual([['ModifySecurityGroupRules', []]]);
});

it.each<[id: WatchedChangeId, pattern: string, uncovered: unknown]>([
  ['root-usage', '{ $.userIdentity.type = "Root" }', []],
  ['root-usage', '{ $.userIdentity.type = "R*" && $.eventType != "AwsServiceEvent" }', []],
  [
    'root-usage',
    '{ $.userIdentity.type = "Root" && $.eventName = "ConsoleLogin" }',
    [['API call of the root user', ['eventName']]],
  ],
  [
    'root-usage',
    '{ $.userIdentity.type = "Root" && $.eventType = "AwsApiCall" }',
    [
      ['console sign-in of the root user', ['eventType']],
      ['API call of the root user', ['eventType']],
    ],
  ],
  [
    'console-sign-in-without-mfa',
    '{ $.eventName = "ConsoleLogin" && $.additionalEventData.MFAUsed = "No" }',
    [],
  ],
  [
    'console-sign-in-without-mfa',
    '{ $.additionalEventData.MFAUsed != "No" }',
    [['ConsoleLogin', ['additionalEventData.MFAUsed']]],
  ],
  ['console-sign-in-failures', '{ $.responseElements.ConsoleLogin = "Failure" }', []],
  [
    'console-sign-in-failures',
    '{ $.eventName = ConsoleLogin && $.errorMessage = "Failed authentication" && $.userIdentity.type = IAMUser }',
    [['ConsoleLogin', ['userIdentity.type']]],
  ],
  ['unauthorized-api-calls', '{ $.errorCode = * }', []],
  [
    'unauthorized-api-calls',
    '{ $.errorCode = "AccessDenied" || $.errorCode = "*UnauthorizedOperation" }',
    [['errorCode AccessDenied*', []]],
  ],
  [
    'unauthorized-api-calls',
    '{ ($.errorCode = "*UnauthorizedOperation" || $.errorCode = "AccessDenied*") && $.userIdentity.invokedBy != "cloudfront.amazonaws.com" }',
    [
      ['errorCode *UnauthorizedOperation', ['userIdentity.invokedBy']],
      ['errorCode AccessDenied*', ['userIdentity.invokedBy']],
    ],
  ],
  ['organizations-changes', '{ $.eventSource = "organizations.amazonaws.com" }', []],
  ['organizations-changes', '', []],
  ['kms-key-removal', '{ $.eventName = DisableKey }', [['ScheduleKeyDeletion', []]]],
  [
    'kms-key-removal',
    '{ $.eventSource = "kms.aws.com" && ($.eventName = DisableKey || $.eventName = ScheduleKeyDeletion) }',
    [
      ['DisableKey', ['eventSource']],
      ['ScheduleKeyDeletion', ['eventSource']],
    ],
  ],
  [
    'kms-key-removal',
    '{ ($.eventName = DisableKey || $.eventName = ScheduleKeyDeletion',
    [
      ['DisableKey', 'the pattern cannot be read: ) is missing (character 65)'],
      ['ScheduleKeyDeletion', 'the pattern cannot be read: ) is missing (character 65)'],
    ],
  ],
])('%s by %s', (id, pattern, expected) => {
  expect(uncovered(id, pattern)).toEqual(expected);
});

it('several patterns are taken together, event by event', () => {
  const change: WatchedChange = WATCHED_CHANGES['kms-key-removal'];
  const each = ['{ $.eventName = DisableKey }', '{ $.eventName = ScheduleKeyDeletion }', '{'];
  const coverage: readonly EventCoverage[] = together(each.map((pattern) => filterCoverage(pattern, change)));
  expect(coverage.map(({ event, coverage }) => [event, coverage])).toEqual([
    ['DisableKey', 'covered'],
    ['ScheduleKeyDeletion', 'covered'],
  ]);
  expect(together(each.slice(1).map((pattern) => filterCoverage(pattern, change)))[0]?.coverage).toBe(
    'undecided',
  );
});
