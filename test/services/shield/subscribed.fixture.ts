import type { Answerer, Answers } from '../../support/stub.ts';
import { failure, success } from '../../support/wire.ts';

/** An account with, or without, a subscription to Shield Advanced. */
export const state = (SubscriptionState: 'ACTIVE' | 'INACTIVE'): Answers => ({
  'shield:GetSubscriptionState': (call) => success(call, { SubscriptionState }),
});

/** What Shield says of something that is not there. */
export const notThere: Answerer = (call) =>
  failure(call, {
    code: 'ResourceNotFoundException',
    message: 'The subscription does not exist.',
    status: 400,
  });
