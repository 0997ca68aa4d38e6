import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { takeJudged } from '../../src/rule/rule-test.ts';

export { ACCOUNT, daysAgo, judge, NOW, statuses } from '../../src/rule/rule-test.ts';

/**
 * A test that never sees its rule pass and fail proves little, and a rule that nobody has tells nothing, so its name must
 * be right. Every file's tests end with this, by unit.setup.ts: files share this module, so one file's verdicts are
 * forgotten before the next.
 */
export function expectEachRuleToPassAndFail(): void {
  const judged = takeJudged();
  for (const [type, verdicts] of judged) {
    const statuses = [...new Set(verdicts.map(({ status }) => status))];
    expect(statuses, `verdicts of ${type}`).toEqual(expect.arrayContaining(['pass', 'fail']));
  }
  const tellers = [...judged.values()]
    .flat()
    .flatMap((verdict) => (verdict.status === 'fail' ? [verdict.toldBy ?? []].flat() : []));
  expect(
    [...new Set(tellers.map(({ rule }) => rule))].filter((id) => !existsSync(`rules/${id}.ts`)),
    'toldBy names rules that there are',
  ).toEqual([]);
}
