/** What Postern reads of EventBridge: published as `postern/services/events`. */
export type { BusRule } from './bus-rule.ts';
