import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-code.ts';
import { exitLine } from '../../src/cli/exit-line.ts';

const SENTENCE = 'Failing: 64 findings at or above HIGH.';

describe('exitLine', () => {
  it('says how it ended, and the exit code', () => {
    const plain = { notes: { width: undefined, colour: false } };
    expect(exitLine(SENTENCE, EXIT.findings, plain)).toBe(
      'Failing (exit code 1): 64 findings at or above HIGH.\n',
    );
    expect(exitLine('Incomplete: no; yes: no.', EXIT.incomplete, plain)).toBe(
      'Incomplete (exit code 3): no; yes: no.\n',
    );
  });

  it('obeys nothing that others wrote, on a terminal and off', () => {
    for (const width of [undefined, 60]) {
      const line = exitLine('Failing: a\u001b[2J ##vso[b]\n::error::c.', EXIT.findings, {
        notes: { width, colour: false },
      });
      expect(line.replace(/\n$/, '')).not.toMatch(/[\u0000-\u0009\u001b]|##|^::/m);
    }
  });

  it('is wrapped and coloured for a terminal, the colour on the word that says the same', () => {
    const terminal = { notes: { width: 40, colour: true } };
    expect(exitLine(SENTENCE, EXIT.findings, terminal).replaceAll('\u001b', '^')).toBe(
      '^[1m^[37m^[41mFailing^[49m^[39m^[22m (exit code 1): 64 findings at or\nabove HIGH.\n',
    );
    expect(exitLine('Passing: none.', EXIT.clear, terminal)).toContain('\u001b[42mPassing');
  });
});
