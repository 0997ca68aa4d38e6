import { describe, expect, it } from 'vitest';
import rule from '../../../rules/kms/key-unused.ts';
import { daysAgo, judge, statuses } from '../../support/judge.ts';
import { answered, denied, keyOf } from './keys.fixture.ts';

const used = (LastUsed: Date | undefined, TrackingStartDate: Date, CreationDate?: Date) =>
  answered({ LastUsed, Operation: undefined, TrackingStartDate }, keyOf({ CreationDate }));

describe('kms/key-unused', () => {
  it.each([
    ['yesterday', used(daysAgo(1), daysAgo(400)), 'pass'],
    ['on the last day', used(daysAgo(180), daysAgo(400)), 'pass'],
    ['long ago', used(daysAgo(181), daysAgo(400)), 'fail'],
    ['never since long ago', used(undefined, daysAgo(181), daysAgo(900)), 'fail'],
    ['never, and KMS counts for a short time', used(undefined, daysAgo(30), daysAgo(900)), 'unknown'],
    ['never, of a young key', used(undefined, daysAgo(30), daysAgo(30)), 'notApplicable'],
    ['it is denied', { key: keyOf(), answer: denied }, 'unknown'],
  ])('%s', (_case, usage, expected) => {
    expect(statuses(judge(rule, { usages: [usage] }))).toEqual([expected]);
  });
});
