import { visible } from './escape.ts';

/** What stands in the place of a command that is not shown: with a hidden character escaped it would be another one. */
export const NOT_PASTEABLE = 'A name in this command has hidden characters: take it from the JSON report.';

/** Whether a command can be shown as it is. */
export function isPasteable(command: string): boolean {
  return visible(command) === command;
}
