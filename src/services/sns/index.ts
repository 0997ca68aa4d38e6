/** What Postern reads of SNS: published as `postern/services/sns`. */
export { isConfirmed, type Subscription } from './confirmed.ts';
export { type Topic, topics } from './topics.ts';
