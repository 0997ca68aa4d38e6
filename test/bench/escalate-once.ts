import rule from '../../rules/iam/principal-can-escalate.ts';
import { privilegeEscalationsOf } from '../../src/services/iam/escalations.ts';
import { policyHoldersOf } from '../../src/services/iam/policy-holders.ts';
import { largeIam } from './escalation-account.ts';

/** Judges one large account, and prints how long that took and how much memory the process has taken at most. */
const details = largeIam({ users: 500, roles: 1000 });
const account = { id: '111122223333', partition: 'aws', now: new Date('2026-11-20T12:00:00Z') };
const started = performance.now();
const escalations = privilegeEscalationsOf(details, policyHoldersOf(details), account);
const verdicts = [
  ...rule.check({ escalations }, { account, region: 'us-east-1', now: new Date(0), options: {} }),
];
const seconds = (performance.now() - started) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
const failed = verdicts.filter(({ status }) => status === 'fail').length;
console.log(JSON.stringify({ seconds, megabytes, judged: verdicts.length, failed }));
