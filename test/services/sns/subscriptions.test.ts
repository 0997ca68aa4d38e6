import { describe, expect, it } from 'vitest';
import { isConfirmed } from '../../../src/services/sns/index.ts';

describe('isConfirmed', () => {
  it.each([
    ['arn:aws:sns:eu-west-1:111122223333:alarms:1', true],
    ['PendingConfirmation', false],
    ['Deleted', false],
    [undefined, false],
  ])('%s: %s', (SubscriptionArn, expected) => {
    expect(isConfirmed({ SubscriptionArn })).toBe(expected);
  });
});
