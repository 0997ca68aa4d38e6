import { ReadError } from '../../src/aws/read-error.ts';
import type { Answer } from '../../src/aws/reader.ts';
import type { Verdict } from '../../src/rule/rule.ts';

/** A policy that could be read, with one statement put together from these. */
export function policyText(
  ...statements: readonly object[]
): Answer<{ name: string; text: string | undefined }> {
  return {
    ok: true,
    value: { name: 'Policy', text: JSON.stringify({ Version: '2012-10-17', Statement: statements }) },
  };
}

const noPolicy = { ok: true, value: { name: 'Policy', text: undefined } } as const;

/** A policy that may not be read. */
export const deniedPolicy = {
  ok: false,
  error: new ReadError('it is denied', {
    kind: 'denied',
    action: 'x:GetPolicy',
    accountId: '111122223333',
    region: 'us-east-1',
  }),
} as const;

/** Statements on one action, and what a rule on what is public says of them. */
export function openingCases(
  Action: string,
): readonly (readonly [string, Answer<{ name: string; text: string | undefined }>, string])[] {
  const allow = (Principal: unknown, more: object = {}) =>
    policyText({ Effect: 'Allow', Principal, Action, Resource: '*', ...more });
  const own = { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } };
  return [
    ['anyone', allow('*'), 'fail internet'],
    ['a service for anybody', allow({ Service: 'events.amazonaws.com' }), 'fail other-account 3'],
    ['a service for the account', allow({ Service: 'events.amazonaws.com' }, own), 'pass'],
    ['another account', allow({ AWS: '444455556666' }), 'pass'],
    ['no policy', noPolicy, 'pass'],
    ['a policy that cannot be understood', { ok: true, value: { name: 'Policy', text: '{' } }, 'unknown'],
    ['a policy that may not be read', deniedPolicy, 'unknown'],
  ];
}

/** `fail internet`, with the severity where it is not the rule's: what tables of cases compare. */
export function inShort(verdicts: readonly Verdict[]): string {
  return verdicts
    .map((verdict) =>
      verdict.status === 'fail'
        ? ['fail', verdict.exposure, verdict.severity?.score].filter((word) => word !== undefined).join(' ')
        : verdict.status,
    )
    .join(', ');
}
