import rule from '../../rules/iam/principal-can-escalate.ts';
import { partitionOfRegion } from '../../src/aws/partitions.ts';
import { privilegeEscalationsOf } from '../../src/services/iam/escalations.ts';
import { policyHoldersOf } from '../../src/services/iam/policy-holders.ts';
import { largeIam } from './escalation-account.ts';

/**
 * Judges one large account, and prints how long that took and how much memory the process has taken at most:
 * `escalate-once.ts <users> <roles>`.
 */
const [users, roles] = process.argv.slice(2).map(Number);
if (!users || !roles) throw new Error('how many users and roles?');
const details = largeIam({ users, roles });
const id = '111122223333';
const partition = partitionOfRegion('us-east-1');
const now = new Date('2026-11-20T12:00:00Z');
const started = performance.now();
const escalations = privilegeEscalationsOf(details, policyHoldersOf(details), { id, partition, now });
const account = { id, partition: partition.id };
const verdicts = [...rule.check({ escalations }, { account, region: 'us-east-1', now, options: {} })];
const seconds = (performance.now() - started) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
const failed = verdicts.filter(({ status }) => status === 'fail').length;
console.log(JSON.stringify({ seconds, megabytes, judged: verdicts.length, failed }));
