import { performance } from 'node:perf_hooks';
import { rules } from '../../rules/index.ts';
import { connect } from '../../src/accounts/connect.ts';
import { Transport } from '../../src/aws/transport.ts';
import { scanAccount } from '../../src/engine/scan-account.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import { LONGEST_CHAIN } from './longest-chain.ts';

/*
 * Run by the benchmark in a process of its own: scans what AWS_ENDPOINT_URL answers, so many times with so many calls
 * in flight, each time with every rule everywhere and then the longest chain of dependent calls alone. Prints how long
 * both took, in milliseconds.
 */
const [times, concurrency] = process.argv.slice(2).map(Number);
if (times === undefined || concurrency === undefined)
  throw new Error('how often, and how many calls in flight?');

const all = Object.entries(rules).map(([id, rule]) => ({ id, rule, options: defaultOptions(rule) }));
const longest = all.filter(({ id }) => id === LONGEST_CHAIN.rule);
const scans: { whole: number; chain: number }[] = [];
for (let time = 0; time < times; time += 1) {
  scans.push({
    whole: await scan(all, [], concurrency),
    chain: await scan(longest, [LONGEST_CHAIN.region], concurrency),
  });
}
console.log(JSON.stringify(scans));

async function scan(chosen: typeof all, regions: readonly string[], concurrency: number): Promise<number> {
  const started = performance.now();
  const transport = new Transport({
    source: { kind: 'aws' },
    concurrency,
    signal: new AbortController().signal,
  });
  const session = await connect({
    credentials: async () => ({ accessKeyId: 'testing', secretAccessKey: 'testing' }),
    profile: undefined,
    region: 'us-east-1',
    regions,
    transport,
    now: new Date(),
  });
  for await (const _ of scanAccount(session, chosen));
  const took = performance.now() - started;
  (await transport.handler()).destroy?.();
  return took;
}
