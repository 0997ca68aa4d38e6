// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are spelled like this
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../src/policy/decide/request.ts';
import { alwaysHolds, condition, holdsIn } from '../../../src/policy/language/condition.ts';

const OPERATORS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';
const MULTIVALUED =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html';

function truth(operator: string, values: string | string[], value: string | string[] | null | undefined) {
  const context = contextOf(value === undefined ? {} : { 'test:Key': value });
  const one = condition(operator, 'TEST:key', typeof values === 'string' ? [values] : values, true);
  return holdsIn(one, (key) => context.get(key));
}

describe(`operators, ${OPERATORS}`, () => {
  it.each([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a*', 'ab', false],
    ['stringequals', 'a', 'a', true],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', [], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['StringNotEquals', [], 'b', true],
    ['StringEqualsIgnoreCase', 'AbC', 'aBc', true],
    ['StringNotEqualsIgnoreCase', 'AbC', 'aBc', false],
    ['StringLike', 'home/*', 'home/x', true],
    ['StringLike', 'Home/*', 'home/x', false],
    ['StringNotLike', 'home/*', 'home/x', false],
    ['StringLike', 'home/${aws:username}', 'home/x', 'unknown'],
    ['StringLike', 'home/${aws:username}', 'away', false],
    ['StringNotLike', 'home/${aws:username}', 'away', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '10', '9', false],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['NumericNotEquals', '10', '11', true],
    ['NumericEquals', 'ten', '10', 'unknown'],
    ['DateLessThan', '2020-01-01T00:00:01Z', '2020-01-01T00:00:00Z', true],
    ['DateLessThan', '2020-01-01', '2019-12-31T23:59:59Z', true],
    ['DateEquals', '2020-01-01T01:00:00+01:00', '1577836800', true],
    ['DateNotEquals', '2020-01-01T00:00:00', '2020-01-01T00:00:00Z', false],
    ['DateGreaterThanEquals', 'yesterday', '2020-01-01', 'unknown'],
    ['Bool', 'true', 'True', true],
    ['Bool', 'false', 'true', false],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
    ['IpAddress', '203.0.113.0/24', '203.0.113.255', true],
    ['IpAddress', '203.0.113.0/24', '203.0.114.0', false],
    ['IpAddress', '203.0.113.7', '203.0.113.7', true],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678::1', true],
    ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
    ['NotIpAddress', '203.0.113.0/24', '203.0.114.0', true],
    ['IpAddress', 'not a range', '203.0.114.0', 'unknown'],
    ['ArnEquals', 'arn:aws:sns:*:123456789012:topic', 'arn:aws:sns:us-east-1:123456789012:topic', true],
    [
      'ArnLike',
      'arn:aws:someservice:*:111122223333:finance/*',
      'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
      false,
    ],
    [
      'StringLike',
      'arn:aws:someservice:*:111122223333:finance/*',
      'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
      true,
    ],
    ['ArnNotLike', 'arn:aws:iam::*:role/a', 'arn:aws:iam::1:role/b', true],
    ['ArnLike', 'arn:aws:iam::1:user/a', 'a', false],
    ['ArnLike', '*', 'arn:aws:iam::1:user/a', 'unknown'],
    ['SomethingNew', 'a', 'a', 'unknown'],
  ])('%s %j on %j is %s', (operator, values, value, expected) => {
    expect(truth(operator, values, value)).toBe(expected);
  });
});

describe(`a missing key, ${OPERATORS}#Conditions_IfExists`, () => {
  it.each([
    ['StringEquals', 'a', false],
    ['StringNotEquals', 'a', true],
    ['StringNotLike', 'a', true],
    ['NumericNotEquals', '1', true],
    ['NotIpAddress', '10.0.0.0/8', true],
    ['ArnNotLike', 'arn:aws:iam::1:user/a', true],
    ['Bool', 'true', false],
    ['BoolIfExists', 'true', true],
    ['StringNotEqualsIfExists', 'a', true],
    ['Null', 'true', true],
    ['Null', 'false', false],
    ['ForAllValues:StringEquals', 'a', true],
    ['ForAllValues:StringNotEquals', 'a', true],
    ['ForAnyValue:StringEquals', 'a', false],
    ['ForAnyValue:StringNotEquals', 'a', false],
    ['ForAnyValue:StringEqualsIfExists', 'a', 'unknown'],
  ])('makes %s %j %s', (operator, value, expected) => {
    expect(truth(operator, value, null)).toBe(expected);
  });

  it.each([
    ['Null', 'true', 'x', false],
    ['Null', 'false', 'x', true],
    ['StringEqualsIfExists', 'a', 'b', false],
    ['BoolIfExists', 'false', 'true', false],
  ])('%s %j on a key that is there (%j) is %s', (operator, value, actual, expected) => {
    expect(truth(operator, value, actual)).toBe(expected);
  });
});

describe(`sets of values, ${MULTIVALUED}`, () => {
  it.each([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a'], [], true],
    ['ForAllValues:StringNotEquals', ['a'], ['b', 'a'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], false],
    ['ForAnyValue:StringEquals', ['a'], [], false],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
    ['ForAnyValue:StringNotEquals', ['a'], ['a'], false],
    ['foranyvalue:stringlike', ['o-1/*'], ['o-1/r-1/'], true],
  ])('%s %j on %j is %s', (operator, values, value, expected) => {
    expect(truth(operator, values, value)).toBe(expected);
  });
});

describe('a key that the scan does not know', () => {
  it.each([
    ['StringEquals', 'a', 'unknown'],
    ['StringNotEqualsIfExists', 'a', 'unknown'],
    ['Null', 'true', 'unknown'],
    ['StringLike', '*', 'unknown'],
    ['StringLikeIfExists', '*', true],
    ['ForAllValues:StringLike', '*', true],
  ])('leaves %s %j %s', (operator, value, expected) => {
    expect(truth(operator, value, undefined)).toBe(expected);
  });

  it('does not matter to StringLike * when every request has the key', () => {
    expect(alwaysHolds(condition('StringLike', 'aws:RequestedRegion', ['eu-*', '*'], true))).toBe(true);
    expect(alwaysHolds(condition('StringLike', 'aws:PrincipalOrgID', ['*'], true))).toBe(false);
    expect(alwaysHolds(condition('StringEquals', 'aws:RequestedRegion', ['*'], true))).toBe(false);
  });
});
