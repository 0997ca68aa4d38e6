import { type Moto, motoAccountId } from '../moto.ts';
import { goodDetector, guardDuty } from './guardduty-answers.ts';
import { goodInspector, inspector } from './inspector-answers.ts';
import { daysAgo, numbers, type World } from './world.ts';

/** More findings than Postern reads one by one, in us-east-1; the last of GuardDuty's is milder than those before it. */
export function crowded(moto: Moto, { now = new Date(), count = 1001 } = {}): World {
  return {
    accountId: motoAccountId,
    credentials: moto.credentials,
    answers: {
      ...guardDuty(motoAccountId, {
        'us-east-1': {
          ...goodDetector,
          findings: numbers(count).map((number) => ({
            id: `f-${number}`,
            type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom',
            severity: number === count ? 7 : 8,
          })),
        },
      }),
      ...inspector(motoAccountId, {
        'us-east-1': {
          ...goodInspector,
          findings: numbers(count).map((number) => ({
            id: number.toString(16).padStart(32, '0'),
            cve: `CVE-2026-${number}`,
            severity: 'HIGH',
            score: 7.5,
            package: 'linux',
            version: '6.1.0',
            firstObserved: daysAgo(40, now),
          })),
        },
      }),
    },
  };
}
