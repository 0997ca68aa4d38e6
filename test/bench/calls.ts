import { startStub } from '../support/stub.ts';
import { ENTITIES, type LargeAccount, USERS } from './large-account.ts';
import { known, type Measure, under } from './measure.ts';
import { postern } from './postern.ts';

/** How many calls a scan of the large account makes with every rule. */
export async function calls(account: LargeAccount): Promise<Measure[]> {
  const counts = await count(account);
  const byAction = [...counts].sort(([, a], [, b]) => b - a);
  const iam = byAction.filter(([action]) => action.startsWith('iam:'));
  const total = byAction.reduce((sum, [, made]) => sum + made, 0);
  return [
    under(`API calls: ${USERS} users, 100 groups, 300 roles, 17 Regions of 50 security groups`, 150, total),
    {
      measure: `no call per user: most calls of one IAM operation, with ${ENTITIES} users, groups, roles and policies in pages of 1000`,
      bound: '1',
      figure: `${Math.max(...iam.map(([, made]) => made))}`,
      met: iam.every(([, made]) => made === 1),
    },
    ...byAction.map(([action, made]) => known(`  ${action}`, `${made}`)),
  ];
}

async function count(account: LargeAccount): Promise<Map<string, number>> {
  await using stub = await startStub({ answers: account.answers() });
  await postern(['--fail-on', 'never'], stub.endpoint);
  const counts = new Map<string, number>();
  for (const { service, operation } of stub.requests) {
    const name = `${service}:${operation}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
