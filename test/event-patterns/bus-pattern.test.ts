import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBusPattern } from '../../src/event-patterns/bus-pattern.ts';
import { decide } from '../../src/event-patterns/decide.ts';
import type { DemandedEvent, JsonValue } from '../../src/event-patterns/demanded-event.ts';
import {
  type BusRule,
  busCoverage,
  WATCHED_CHANGES,
  type WatchedChangeId,
} from '../../src/event-patterns/index.ts';

const READS_TOO = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** The events that the rule does not cover, with the fields that stand in the way. */
const uncovered = (id: WatchedChangeId, pattern: object | string, State = 'ENABLED') => {
  const EventPattern = typeof pattern === 'string' ? pattern : JSON.stringify(pattern);
  const rule: BusRule = { EventPattern, State };
  return busCoverage(rule, WATCHED_CHANGES[id]).flatMap((event) => {
    if (event.coverage === 'covered') return [];
    return [
      [event.event, event.coverage === 'missed' ? event.narrowing.map(({ field }) => field) : event.reason],
    ];
  });
};

const kms = (detail: object, rest: object = {}) => ({ source: ['aws.kms'], detail, ...rest });
const both = (fields: readonly string[] | string) => [
  ['DisableKey', fields],
  ['ScheduleKeyDeletion', fields],
];

describe('a rule on key removal that covers', () => {
  it.each([
    ['the names', kms({ eventName: ['DisableKey', 'ScheduleKeyDeletion'] })],
    [
      'all that the documentation shows',
      {
        source: ['aws.kms'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: { eventSource: ['kms.amazonaws.com'], eventName: ['ScheduleKeyDeletion', 'DisableKey', 'x'] },
      },
    ],
    [
      'beginnings',
      kms({ eventName: [{ prefix: 'Disable' }, { prefix: { 'equals-ignore-case': 'schedule' } }] }),
    ],
    ['ends', kms({ eventName: [{ suffix: 'Key' }, { suffix: { 'equals-ignore-case': 'DELETION' } }] })],
    ['any case', kms({ eventName: [{ 'equals-ignore-case': 'disablekey' }, { wildcard: 'S*K*n' }] })],
    ['anything but', kms({ eventName: [{ 'anything-but': ['Decrypt', 'Encrypt'] }] })],
    ['anything but one', kms({ eventName: [{ 'anything-but': 'Decrypt' }] })],
    ['anything but a beginning', kms({ eventName: [{ 'anything-but': { prefix: ['Get', 'List'] } }] })],
    ['anything but a wildcard', kms({ eventName: [{ 'anything-but': { wildcard: '*crypt*' } }] })],
    ['$or', { $or: [{ source: ['aws.x'] }, { detail: { eventName: [{ exists: true }] } }] }],
    ['a field that is there', { 'detail-type': [{ exists: true }] }],
    [
      'there or not',
      {
        $or: [
          kms({ errorCode: [{ exists: false }] }),
          kms({ errorCode: [{ exists: true }, { 'anything-but': 'x' }] }),
          { source: ['aws.kms'] },
        ],
      },
    ],
    ['everything of an account', { account: [{ prefix: '' }] }],
  ])('%s', (_case, pattern) => {
    expect(uncovered('kms-key-removal', pattern)).toEqual([]);
  });
});

describe('a rule on key removal that does not', () => {
  it.each<[case_: string, pattern: object | string, uncovered: unknown]>([
    ['one name', kms({ eventName: ['DisableKey'] }), [['ScheduleKeyDeletion', []]]],
    [
      'another source',
      { source: ['aws.iam'], detail: { eventName: ['DisableKey'] } },
      [
        ['DisableKey', ['source']],
        ['ScheduleKeyDeletion', []],
      ],
    ],
    ['a wrong detail-type', { 'detail-type': ['AWS API Call'] }, both(['detail-type'])],
    ['successes only', kms({ errorCode: [{ exists: false }] }), both(['detail.errorCode'])],
    ['an address', kms({ sourceIPAddress: [{ cidr: '10.0.0.0/8' }] }), both(['detail.sourceIPAddress'])],
    [
      'anything but an address',
      kms({ sourceIPAddress: [{ 'anything-but': '10.0.0.1' }] }),
      both(['detail.sourceIPAddress']),
    ],
    ['a Region', kms({}, { region: ['eu-west-1'] }), both(['region'])],
    [
      'a parameter',
      kms({ requestParameters: { pendingWindowInDays: [{ numeric: ['<', 30, '>=', 7] }] } }),
      both(['detail.requestParameters.pendingWindowInDays']),
    ],
    ['another case', kms({ eventName: ['disablekey', 'schedulekeydeletion'] }), both([])],
    ['null', kms({ eventName: [null] }), both([])],
    ['no JSON', '{', both('the pattern cannot be read: no JSON (character 1)')],
    ['no object', '[]', both('the pattern cannot be read: no object (character 1)')],
    [
      'a matcher that is not known',
      kms({ eventName: [{ like: 'x' }] }),
      both(
        'the pattern cannot be read: detail.eventName: {"like":"x"} is no matcher that is known (character 1)',
      ),
    ],
    [
      'an escape that is not known',
      kms({ eventName: [{ wildcard: '\\x*' }] }),
      both(
        'the pattern cannot be read: detail.eventName: {"wildcard":"\\\\x*"} is no matcher that is known (character 1)',
      ),
    ],
    [
      'a value without brackets',
      kms({ eventName: 'DisableKey' }),
      both(
        'the pattern cannot be read: detail.eventName: "DisableKey" is no matcher that is known (character 1)',
      ),
    ],
  ])('%s', (_case, pattern, expected) => {
    expect(uncovered('kms-key-removal', pattern)).toEqual(expected);
  });
});

describe('events that only read', () => {
  const root = { detail: { userIdentity: { type: ['Root'], invokedBy: [{ exists: false }] } } };
  it('do not come to a rule that does not ask for them', () => {
    expect(uncovered('root-usage', root)).toEqual([['API call of the root user', ['detail.readOnly']]]);
    expect(uncovered('root-usage', root, READS_TOO)).toEqual([]);
  });

  it('do not matter where changes are demanded', () => {
    expect(uncovered('kms-key-removal', kms({}), 'ENABLED')).toEqual([]);
  });

  it('do not hide what stands in the way besides', () => {
    expect(uncovered('root-usage', { source: ['aws.signin'], ...root })).toEqual([
      ['API call of the root user', ['source']],
    ]);
  });
});

it('refused calls of any service, by how their error begins and ends', () => {
  const errors = (...errorCode: readonly object[]) => ({ detail: { errorCode } });
  const both = errors({ prefix: 'AccessDenied' }, { suffix: 'UnauthorizedOperation' });
  expect(uncovered('unauthorized-api-calls', both, READS_TOO)).toEqual([]);
  expect(uncovered('unauthorized-api-calls', errors({ prefix: 'AccessDenied' }), READS_TOO)).toEqual([
    ['errorCode *UnauthorizedOperation', []],
  ]);
});

it('a console sign-in comes under its own detail-type', () => {
  const pattern = {
    'detail-type': ['AWS Console Sign In via CloudTrail'],
    detail: { eventName: ['ConsoleLogin'] },
  };
  expect(uncovered('console-sign-in-failures', pattern)).toEqual([]);
  expect(uncovered('console-sign-in-failures', { 'detail-type': ['AWS API Call via CloudTrail'] })).toEqual([
    ['ConsoleLogin', ['detail-type']],
  ]);
});

it('covered: every event matches; missed: the example does not', () => {
  const strings = fc.constantFrom('a', 'b', 'ab', 'ba', '');
  const matcher: fc.Arbitrary<JsonValue> = fc.oneof(
    strings,
    strings.map((prefix) => ({ prefix })),
    strings.map((suffix) => ({ suffix })),
    strings.map((text) => ({ 'anything-but': text })),
    fc.boolean().map((exists) => ({ exists })),
  );
  const fields = fc.dictionary(
    fc.constantFrom('v', 's', 'f'),
    fc.array(matcher, { minLength: 1, maxLength: 3 }),
    {
      minKeys: 1,
    },
  );
  const pattern: fc.Arbitrary<JsonValue> = fc.oneof(
    fields,
    fc.array(fields, { minLength: 2, maxLength: 4 }).map(($or) => ({ $or })),
  );
  const value = fc.oneof(strings, fc.string({ maxLength: 2 }));
  const event = fc.record({ v: fc.constant('ab'), s: value, f: value }, { requiredKeys: ['v', 's'] });
  const demanded: DemandedEvent = { name: 'ab', identifiedBy: 'v', facts: { v: { oneOf: ['ab'] }, s: {} } };
  const seen = { covered: 0, missed: 0, undecided: 0 };
  fc.assert(
    fc.property(pattern, fc.array(event, { minLength: 10, maxLength: 10 }), (pattern, events) => {
      const parsed = parseBusPattern(JSON.stringify(pattern));
      if ('unparsable' in parsed) throw new Error(parsed.unparsable);
      const coverage = decide(parsed, demanded);
      seen[coverage.coverage] += 1;
      if (coverage.coverage === 'covered')
        for (const event of events)
          expect([pattern, event, matches(pattern, event)]).toEqual([pattern, event, true]);
      if (coverage.coverage === 'missed')
        expect([pattern, coverage.example, matches(pattern, coverage.example)]).toEqual([
          pattern,
          coverage.example,
          false,
        ]);
    }),
    { numRuns: 500 },
  );
  expect(Math.min(seen.covered, seen.missed)).toBeGreaterThan(5);
});

type Fields = { readonly [name: string]: JsonValue | undefined };

/** Of one event of scalars, by the words of the documentation. */
function matches(pattern: JsonValue, event: Fields): boolean {
  return Object.entries(pattern as Fields).every(([name, wanted]) =>
    name === '$or'
      ? (wanted as JsonValue[]).some((part) => matches(part, event))
      : (wanted as JsonValue[]).some((matcher) => satisfies(matcher, event[name])),
  );
}

function satisfies(matcher: JsonValue, value: JsonValue | undefined): boolean {
  if (typeof matcher === 'string') return value === matcher;
  const [[kind, text] = ['', null]] = Object.entries(matcher as Fields);
  if (kind === 'exists') return (value !== undefined) === text;
  if (typeof value !== 'string') return false;
  if (kind === 'prefix') return value.startsWith(String(text));
  return kind === 'suffix' ? value.endsWith(String(text)) : value !== text;
}
