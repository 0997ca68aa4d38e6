import { once } from 'node:events';
import { rules } from '../../rules/index.ts';
import type { Config } from '../config/config.ts';
import { planCalls } from '../engine/plan-calls.ts';
import type { CallPlan } from '../finding/call-plan.ts';
import { chooseFrameworks, type FrameworkFilter } from './choose-frameworks.ts';
import { chooseRules, type RuleFilter } from './choose-rules.ts';
import { type ConnectionOptions, connectionTo } from './connection.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { interruptible } from './interrupt.ts';
import { requireClients, withOutsideRules } from './outside/outside-rules.ts';
import { UsageError } from './problem.ts';
import { withProgress } from './progress.ts';
import { print, terminal } from './terminal.ts';

export interface PlanOptions extends RuleFilter, FrameworkFilter, ConnectionOptions {
  readonly configuration: Config;
  /** Name of the format on standard output. */
  readonly format: string;
}

/** Prints the calls that a scan would make, and makes only those that say who and where we are. */
export async function plan(options: PlanOptions): Promise<ExitCode> {
  const all = await withOutsideRules(rules, options.rulesFrom);
  const frameworks = await chooseFrameworks(options.framework, Object.keys(all));
  const chosen = chooseRules(all, options, options.configuration, frameworks);
  await requireClients(chosen, rules);
  const write = await planWriter(options.format);
  return interruptible(async ({ signal }) => {
    const { connect, ...told } = await connectionTo(options, signal);
    try {
      const session = await withProgress(told, (onProgress) => {
        onProgress({ step: 'connecting' });
        // A question for the code of an MFA device waits for ever when Ctrl-C ends it.
        return Promise.race([connect(), once(signal, 'abort').then(() => undefined)]);
      });
      if (session === undefined) return EXIT.interrupted;
      const planned = await planCalls(session, chosen);
      await print(process.stdout, write(planned));
      if (options.format === 'json') await print(process.stderr, `${madeSentence(planned)}\n`);
      return EXIT.clear;
    } catch (error) {
      if (signal.aborted) return EXIT.interrupted;
      throw error;
    }
  });
}

/** What a table of the plan says itself. */
function madeSentence({ total }: CallPlan): string {
  return `This plan made ${total.made} calls, which say who and where we are, and no other.`;
}

/** @throws UsageError for a format that holds findings, which a plan has none of. */
export async function planWriter(format: string): Promise<(plan: CallPlan) => string> {
  switch (format) {
    case 'table':
      return (await import('../report/table/plan.ts')).planTableFor({ ...terminal(), links: false });
    case 'json':
      return (await import('../report/json.ts')).jsonPlan;
    default:
      throw new UsageError(
        `A plan has no findings to print as ${format}: use --format table or --format json.`,
      );
  }
}
