import rule from '../../rules/iam/principal-can-escalate.ts';
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
const account = { id: '111122223333', partition: 'aws' };
const started = performance.now();
const escalations = privilegeEscalationsOf(details, policyHoldersOf(details), account);
const verdicts = [
  ...rule.check({ escalations }, { account, region: 'us-east-1', now: new Date(0), options: {} }),
];
const seconds = (performance.now() - started) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
const failed = verdicts.filter(({ status }) => status === 'fail').length;
console.log(JSON.stringify({ seconds, megabytes, judged: verdicts.length, failed }));
