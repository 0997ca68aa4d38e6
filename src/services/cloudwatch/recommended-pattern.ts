import { WATCHED_CHANGES, type WatchedChangeId } from '../../event-patterns/index.ts';

/** For the changes that are told by more than the name of a call. */
const PATTERNS: Readonly<Partial<Record<WatchedChangeId, string>>> = {
  'unauthorized-api-calls': '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  'console-sign-in-without-mfa':
    '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  'root-usage':
    '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
  'console-sign-in-failures':
    '{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }',
};

/** A filter pattern that matches every event of a change. */
export function recommendedPattern(change: WatchedChangeId): string {
  const [first] = WATCHED_CHANGES[change].events;
  const source = 'eventSource' in first.facts ? first.facts.eventSource : undefined;
  const [service] = source !== undefined && 'oneOf' in source ? source.oneOf : [];
  const names = WATCHED_CHANGES[change].events.map(({ name }) => `($.eventName = ${name})`);
  return PATTERNS[change] ?? `{ ($.eventSource = ${service}) && (${names.join(' || ')}) }`;
}
