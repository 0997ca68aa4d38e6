/** What Postern reads of SNS: published as `postern/services/sns`. */
export { isConfirmed, type Subscription } from './subscriptions.ts';
export { type Topic, topics } from './topics.ts';
