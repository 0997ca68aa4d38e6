import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { fail, pass, type Rule, unknown, wholeNumber } from '../../src/rule/rule.ts';
import { faultOfRule, faultOfVerdict } from '../../src/rule/rule-faults.ts';

const RULE = {
  title: 'Door is open',
  type: 'Policy:Door/Open',
  severity: 5,
  scope: 'account',
  reads: {},
  why: 'Somebody walks in.',
  remediation: { text: 'Shut it.', url: 'https://docs.aws.amazon.com/' },
  check: () => [],
} satisfies Rule;

describe('faultOfRule', () => {
  it.each(Object.entries(rules))('finds none in %s', (_id, rule) => {
    expect(faultOfRule(rule)).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['a title that is missing', { title: undefined }, 'title is missing: it must be a text'],
    ['a title that is empty', { title: ' ' }, 'title must be a text, and is " "'],
    ['a type of another grammar', { type: 'Bad:Door/Open' }, 'type must be ThreatPurpose:Resource/Name, '],
    ['a type with a hyphen', { type: 'Policy:Door/Wide-open' }, 'type must be '],
    ['a severity in words', { severity: 'high' }, 'severity must be a number from 0 to 10, and is "high"'],
    ['a severity above 10', { severity: 11 }, 'severity must be a number from 0 to 10, and is 11'],
    ['a severity of another kind', { severity: 3n }, 'severity must be a number from 0 to 10, and is 3n'],
    ['no number', { severity: Number.NaN }, 'severity must be a number from 0 to 10, and is null'],
    ['raised below the severity', { raisedTo: 4 }, 'raisedTo must be a number from the severity to 10'],
    ['a scope that there is not', { scope: 'vpc' }, 'scope must be account, region or organization'],
    ['reads in a list', { reads: [] }, 'reads must be readers by name'],
    ['a reading that is no reader', { reads: { doors: () => [] } }, 'reads.doors must be a reader'],
    ['a check that is missing', { check: undefined }, 'check is missing: it must be a function'],
    ['a remediation in one text', { remediation: 'Shut it.' }, 'remediation must be { text, url }'],
    ['a remediation without address', { remediation: { text: 'Shut it.' } }, 'remediation.url must be'],
    ['an option of its own make', { options: { days: 3 } }, 'options.days must be made by wholeNumber'],
    ['a gathering without words', { gather: { in: 'account' } }, 'gather must have in'],
    [
      'a field that is spelt wrongly',
      { raisedto: 9 },
      'raisedto is no field of a rule; the fields are title,',
    ],
  ])('begins with the field: %s', (_case, change, fault) => {
    expect(faultOfRule({ ...RULE, ...change })).toMatch(new RegExp(`^${fault.replace(/[.{}()]/g, '\\$&')}`));
  });

  it('lets options be', () => {
    const days = wholeNumber({ description: 'Days.', default: 30, min: 1, max: 90 });
    expect(faultOfRule({ ...RULE, raisedTo: 9, options: { days } })).toBeUndefined();
  });
});

describe('faultOfVerdict', () => {
  const door = { type: 'Door', id: 'front' };

  it('finds none in what pass, fail and unknown make', () => {
    for (const verdict of [pass(door, {}), fail(door, {}, 'Open.'), unknown(door, 'nobody knows')])
      expect(faultOfVerdict(verdict)).toBeUndefined();
  });

  it.each<[unknown, string]>([
    [undefined, 'is no verdict'],
    [{ ...pass(door, {}), status: 'passed' }, 'has the status "passed", which is none'],
    [{ status: 'pass', evidence: {} }, 'has no resource with type and id'],
    [{ status: 'fail', resource: door, evidence: {} }, 'has no description'],
    [{ status: 'fail', resource: door, description: 'Open.' }, 'has no evidence'],
    [{ status: 'notApplicable' }, 'has no reason'],
  ])('%j', (verdict, fault) => {
    expect(faultOfVerdict(verdict)).toContain(fault);
  });
});
