import { visible } from './escape.ts';

const LONGEST = 2000;

/** What stands in the place of a command that is not shown: with a hidden character escaped it would be another one. */
export const NOT_PASTEABLE = 'A name in this command has hidden characters: take it from the JSON report.';

/** Whether a command can be shown as it is. */
export function isPasteable(command: string): boolean {
  return visible(command) === command;
}

/** Commands that can be shown whole and as they are, at most so many; the others are left out. */
export function pasteable(commands: readonly string[], most: number): string[] {
  return commands.filter((command) => command.length <= LONGEST && isPasteable(command)).slice(0, most);
}
