import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../../src/cli/exit-code.ts';
import { interruptible } from '../../src/cli/interrupt.ts';

afterEach(() => vi.restoreAllMocks());

/** Sends signals to a task that waits long enough; tells the exit codes that the process would have ended with at once. */
async function sent(...signals: readonly (NodeJS.Signals | number)[]) {
  const exits: unknown[] = [];
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    exits.push(code);
    throw new Error('the process ends here');
  });
  const exitCode = await interruptible(async ({ signal }) => {
    for (const each of signals) {
      if (typeof each === 'number') await pause(each);
      else {
        try {
          process.emit(each, each);
        } catch {
          return EXIT.incomplete;
        }
      }
    }
    expect(signal.aborted).toBe(signals.length > 0);
    return EXIT.clear;
  });
  return { exitCode, exits };
}

describe('a task that signals interrupt', () => {
  it.each([
    ['nothing', [], 0, []],
    ['Ctrl-C', ['SIGINT'], 130, []],
    ['a kill', ['SIGTERM'], 143, []],
    ['the end of a terminal', ['SIGHUP'], 129, []],
    ['Ctrl-C that npx passes on as well', ['SIGINT', 20, 'SIGINT'], 130, []],
    ['Ctrl-C twice', ['SIGINT', 250, 'SIGINT'], 130, [130]],
    ['a kill after Ctrl-C', ['SIGINT', 'SIGTERM'], 130, [143]],
  ] as const)('ends as %s says', async (_what, signals, exitCode, exits) => {
    expect(await sent(...signals)).toEqual({ exitCode, exits });
  });

  it('leaves no listener behind', async () => {
    const before = process.listenerCount('SIGHUP');
    await expect(interruptible(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(process.listenerCount('SIGHUP')).toBe(before);
  });
});
