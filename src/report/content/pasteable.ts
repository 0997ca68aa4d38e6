import { visible } from './escape.ts';

const LONGEST = 2000;

/**
 * Commands as they are, at most so many: one that is cut, or in which a hidden character is made visible, would be
 * another command, and is left out.
 */
export function pasteable(commands: readonly string[], most: number): string[] {
  return commands
    .filter((command) => command.length <= LONGEST && visible(command) === command)
    .slice(0, most);
}
