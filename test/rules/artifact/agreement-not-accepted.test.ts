import { describe, expect, it } from 'vitest';
import rule from '../../../rules/artifact/agreement-not-accepted.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';

const addendum = 'AWS Business Associate Addendum';
const active = { name: addendum, state: 'ACTIVE' };
const ended = { name: addendum, state: 'CUSTOMER_TERMINATED' };
const told = { ok: true as const, value: [] };
const denied = {
  ok: false,
  error: new ReadError('artifact:ListReports is denied in us-east-1', {
    kind: 'denied',
    action: 'artifact:ListReports',
    accountId: ACCOUNT,
    region: 'us-east-1',
  }),
} as const;

describe('artifact/agreement-not-accepted', () => {
  it.each([
    ['none is required', [], [], ['pass']],
    ['the required one is active', [addendum], [active], ['pass']],
    ['the required one was accepted anew', [addendum], [ended, active], ['pass']],
    ['the required one is ended', [addendum], [ended], ['fail']],
    ['the required one was never accepted', [addendum], [], ['fail']],
    ['one of two', [addendum, 'AWS Confidentiality Agreement'], [active], ['pass', 'fail']],
  ])('%s', (_case, required, agreements, expected) => {
    expect(statuses(judge(rule, { agreements, reports: told }, { options: { required } }))).toEqual(expected);
  });

  it('lists what is in force', () => {
    expect(judge(rule, { agreements: [active, ended], reports: told })).toMatchObject([
      { evidence: { Required: [], Active: [addendum] } },
    ]);
  });

  it('says in which state an agreement is', () => {
    const readings = { agreements: [ended], reports: told };
    expect(judge(rule, readings, { options: { required: [addendum, 'NDA'] } })).toMatchObject([
      {
        part: addendum,
        description: `The agreement "${addendum}" is not in force: its state is CUSTOMER_TERMINATED.`,
      },
      { part: 'NDA', description: 'Nobody accepted the agreement "NDA".' },
    ]);
  });

  it('says that the reports could not be read, and judges the agreements all the same', () => {
    const readings = { agreements: [active], reports: denied };
    expect(judge(rule, readings, { options: { required: [addendum] } })).toMatchObject([
      { status: 'unknown', part: 'reports', reason: 'artifact:ListReports is denied in us-east-1' },
      { status: 'pass' },
    ]);
  });
});
