/** What Postern reads of EventBridge: published as `postern/services/events`. */
export { type BusRule, enabledRules, targetsOf } from './rules.ts';
