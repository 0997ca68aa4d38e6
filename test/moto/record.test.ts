import { describe, expect, it } from 'vitest';
import { motoAvailable, startMoto } from '../support/moto.ts';
import { recordWorld } from '../support/record-world.ts';
import { type LargeSize, seedLarge } from '../support/worlds/large.ts';

const RECORDED_AT = new Date('2026-11-22T01:00:00.000Z');
const REGIONS = ['eu-west-1', 'us-east-1'];
const SMALL: LargeSize = { users: 3, groups: 2, roles: 2, securityGroupsPerRegion: 1, regions: REGIONS };

/** The tape of an account of which moto, in a process of its own, knows nothing beforehand. */
async function recorded(size: LargeSize): Promise<string> {
  await using moto = await startMoto({ clock: RECORDED_AT });
  const world = await seedLarge(moto, { now: RECORDED_AT, size });
  return await recordWorld(moto, world, RECORDED_AT, REGIONS);
}

/** The operations whose answers are on one tape and not on the other. */
function changed(one: string, other: string): readonly string[] {
  const lines = [one, other].map((tape) => new Set(tape.split('\n')));
  const [ofOne = new Set(), ofOther = new Set()] = lines;
  const alone = [...ofOne, ...ofOther].filter((line) => !(ofOne.has(line) && ofOther.has(line)));
  return [...new Set(alone.map((line) => /"operation":"(\w+)"/.exec(line)?.[1] ?? line))].sort();
}

describe.skipIf(!motoAvailable())('a recording', { timeout: 120_000 }, () => {
  it('of the same account is the same, byte for byte, and changes only where the account does', async () => {
    const tape = await recorded(SMALL);
    expect(tape.split('\n').length).toBeGreaterThan(20);
    expect(await recorded(SMALL)).toBe(tape);
    expect(changed(tape, await recorded({ ...SMALL, users: 4 }))).toEqual([
      'GetAccountAuthorizationDetails',
      'GetAccountSummary',
      'GetCredentialReport',
    ]);
  });
});
