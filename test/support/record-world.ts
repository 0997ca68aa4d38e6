import { rules } from '../../rules/index.ts';
import { aliasOf } from '../../src/accounts/account-alias.ts';
import { connect } from '../../src/accounts/connect.ts';
import { homeRegion, partitionOfRegion } from '../../src/aws/partitions.ts';
import { Tape } from '../../src/aws/tape.ts';
import { Transport } from '../../src/aws/transport.ts';
import type { ChosenRule } from '../../src/engine/chosen-rule.ts';
import { scanAccount } from '../../src/engine/scan-account.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import type { Moto } from './moto.ts';
import { startStub } from './stub.ts';
import type { World } from './worlds/world.ts';

/**
 * The tape of a world that all rules are judged in, in these Regions, or every one that is enabled. It says what `--record`
 * would, as of a moment that is given: the same world gives the same bytes when moto's clock stands still at that moment.
 */
export async function recordWorld(
  { endpoint }: Moto,
  { answers, credentials }: World,
  recordedAt: Date,
  wanted: readonly string[] = [],
): Promise<string> {
  const tape = new Tape({ recordedAt: recordedAt.toISOString(), startRegion: '', regions: [] });
  await using stub = await startStub({ upstream: endpoint, answers });
  const before = process.env.AWS_ENDPOINT_URL;
  process.env.AWS_ENDPOINT_URL = stub.endpoint;
  try {
    const startRegion = homeRegion(partitionOfRegion(''), 'sts');
    const session = await connect({
      credentials: async () => credentials,
      profile: undefined,
      region: startRegion,
      regions: wanted,
      now: recordedAt,
      transport: new Transport({
        source: { kind: 'record', tape },
        concurrency: 100,
        signal: new AbortController().signal,
      }),
    });
    const { scanned, off } = session.regions;
    tape.setting = { ...tape.setting, startRegion, regions: [...scanned, ...off] };
    const chosen = Object.entries(rules).map(
      ([id, rule]): ChosenRule => ({ id, rule, options: defaultOptions(rule) }),
    );
    await aliasOf(session);
    for await (const _outcomes of scanAccount(session, chosen));
    return tape.serialize();
  } finally {
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
    else process.env.AWS_ENDPOINT_URL = before;
  }
}
