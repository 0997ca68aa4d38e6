import type { Rule } from '@aws-sdk/client-eventbridge';
import type { Named } from '../../aws/named.ts';

/** A rule that looks for events, not one of a schedule. */
export type BusRule = Named<Rule, 'Name' | 'EventPattern' | 'State'>;
