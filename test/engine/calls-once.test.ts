import { describe, expect, it, vi } from 'vitest';
import { rules } from '../../rules/index.ts';
import { connect } from '../../src/accounts/connect.ts';
import type { TapeCall } from '../../src/aws/tape.ts';
import { Transport } from '../../src/aws/transport.ts';
import { FindingsSpool } from '../../src/engine/findings-spool.ts';
import { runScan } from '../../src/engine/run-scan.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import { readTape, TAPES } from '../support/tapes.ts';

/** Asked again until the report is there. */
const POLLED = new Set(['GenerateCredentialReport']);

describe('a scan with all rules', () => {
  it.each(Object.entries(TAPES))('of the %s asks nothing twice', async (_account, path) => {
    const tape = readTape(path);
    const play = tape.player();
    const times = new Map<string, number>();
    vi.spyOn(tape, 'player').mockReturnValue((call: TapeCall) => {
      const key = JSON.stringify(call);
      if (!POLLED.has(call.operation)) times.set(key, (times.get(key) ?? 0) + 1);
      return play(call);
    });
    const { signal } = new AbortController();
    const now = new Date(tape.setting.recordedAt);
    const transport = new Transport({ source: { kind: 'replay', tape }, concurrency: 10, signal });
    await runScan({
      rules: Object.entries(rules).map(([id, rule]) => ({ id, rule, options: defaultOptions(rule) })),
      connect: () =>
        connect({
          credentials: async () => ({ accessKeyId: '', secretAccessKey: '' }),
          profile: undefined,
          region: tape.setting.startRegion,
          regions: [],
          now,
          transport,
        }),
      transport,
      now,
      includePassed: false,
      spool: new FindingsSpool(),
      signal,
      onProgress: () => {},
    });
    expect(times.size).toBeGreaterThan(1000);
    expect([...times].filter(([, count]) => count > 1).map(([key, count]) => `${count} ${key}`)).toEqual([]);
  });
});
