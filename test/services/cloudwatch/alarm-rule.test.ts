import { describe, expect, it } from 'vitest';
import { follows } from '../../../src/services/cloudwatch/alarm-rule.ts';

const ARN = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:keys';
const alarm = { AlarmName: 'keys', AlarmArn: ARN };

describe('follows', () => {
  it.each([
    ['ALARM(keys)', 'yes'],
    ['ALARM("keys")', 'yes'],
    [`ALARM("${ARN}")`, 'yes'],
    [`ALARM ( ${ARN} )`, 'yes'],
    ['ALARM(other) OR ALARM(keys)', 'yes'],
    ['(ALARM(keys) OR OK(other)) AND TRUE', 'yes'],
    ['NOT OK(keys)', 'yes'],
    ['NOT (NOT ALARM(keys))', 'yes'],
    ['ALARM(keys) AND NOT INSUFFICIENT_DATA(keys)', 'yes'],
    ['ALARM(keys) AND ALARM(other)', 'perhaps'],
    ['ALARM(other) OR ALARM(third) AND ALARM(keys)', 'perhaps'],
    ['ALARM(keys) OR ALARM(third) AND ALARM(other)', 'yes'],
    ['ALARM(keys) AND NOT ALARM(deploying)', 'perhaps'],
    ['OK(keys)', 'no'],
    ['NOT ALARM(keys)', 'no'],
    ['ALARM(keys) AND FALSE', 'no'],
    ['ALARM(other)', 'no'],
    ['TRUE', 'no'],
    ['ALARM(keysmith)', 'no'],
    ['AT_LEAST(1, ALARM, (keys, other))', 'perhaps'],
    ['ALARM(keys', 'perhaps'],
    ['ALARM(keys) ALARM(keys)', 'perhaps'],
    ['ALARM(keys) OR "', 'perhaps'],
  ])('%s: %s', (rule, expected) => {
    expect(follows(rule, alarm)).toBe(expected);
  });

  it('reads names that hold signs and quotes', () => {
    const odd = { AlarmName: 'a (b) "c", AND', AlarmArn: 'arn:odd' };
    expect(follows('ALARM("a (b) \\"c\\", AND")', odd)).toBe('yes');
  });

  it('stands the longest rules', () => {
    const rule = `${'('.repeat(4000)}ALARM(keys)${')'.repeat(4000)}`;
    expect(follows(rule, alarm)).toBe('perhaps');
    const flat = Array.from({ length: 600 }, (_, n) => `ALARM(a${n})`).join(' OR ');
    expect(follows(`${flat} OR ALARM(keys)`, alarm)).toBe('yes');
  });
});
