import { rules } from '../../rules/index.ts';
import { ReportGatherer } from '../../src/engine/gather-report.ts';
import type { Report } from '../../src/finding/report.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import type { Verdict } from '../../src/rule/rule.ts';
import { ACCOUNT, NOW } from './judge.ts';
import { reportGathered } from './report-source.ts';
import { sessionWith } from './session.ts';

/** What a rule said in one place, by default the account of `judge` in its home Region. */
export interface Said {
  readonly ruleId: string;
  readonly verdicts: readonly Verdict[];
  readonly region?: string;
  readonly accountId?: string;
}

/** The report of what rules said, together: what is a finding, what a part of one, and what another finding absorbs. */
export function reportOfVerdicts(...said: readonly Said[]): Report {
  const chosen = new Map(said.map(({ ruleId }) => [ruleId, chosenRule(ruleId)]));
  const gatherer = new ReportGatherer([...chosen.values()], { now: NOW, includePassed: false });
  gatherer.addAccount(sessionWith({ accountId: ACCOUNT }));
  for (const { ruleId, verdicts, region = 'us-east-1', accountId = ACCOUNT } of said)
    gatherer.add({
      chosen: chosen.get(ruleId) ?? chosenRule(ruleId),
      accountId,
      region,
      partition: 'aws',
      verdicts,
    });
  return reportGathered(gatherer, {
    ...{ interrupted: false, replayed: false },
    ...{ durationSeconds: 0, calls: new Map() },
  });
}

function chosenRule(id: string) {
  const rule = rules[id];
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  return { id, rule, options: defaultOptions(rule) };
}
