import { Console } from 'node:console';
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { actionsOf, guessesPrefix } from '../../aws/actions.ts';
import type { ChosenRule } from '../../engine/chosen-rule.ts';
import { actionIsDocumented } from '../../policy/language/action-catalogue.ts';
import { isDefinedRule } from '../../rule/define-rule.ts';
import type { Rule } from '../../rule/rule.ts';
import { faultOfRule } from '../../rule/rule-faults.ts';
import { EXIT } from '../exit-code.ts';
import { aboutSetting, problemText, UsageError } from '../problem.ts';
import { loadModule } from './load-module.ts';
import { type OutsideFile, RULE_ID, ruleFiles } from './rule-files.ts';

type Rules = Readonly<Record<string, Rule>>;

/**
 * Postern's own rules and those from outside, by id, sorted. Those from outside are code, and run as they are loaded.
 * @param from files, folders and packages
 * @throws UsageError that names file and field for a rule that cannot be judged by
 */
export async function withOutsideRules(own: Rules, from: readonly string[]): Promise<Rules> {
  if (from.length === 0) return own;
  // What they print must not stand in a report, or between the messages of a protocol.
  globalThis.console = new Console(process.stderr);
  const found = new Map<string, { readonly path: string; readonly rule: Rule }>();
  for (const word of from) {
    for (const file of await aboutSetting('rulesFrom', () => ruleFiles(word))) {
      const { id, path } = file;
      const other = found.get(id);
      if (other !== undefined) {
        if ((await realpath(other.path)) === (await realpath(path))) continue;
        throw new UsageError(`${path} and ${other.path} are two rules of one id, ${id}: rename one of them.`);
      }
      if (!RULE_ID.test(id))
        throw new UsageError(
          `${path} makes the id ${id}, which is none: an id is <service>/<name> in lower case, as ecs/cluster-insights-off is.`,
        );
      if (Object.hasOwn(own, id))
        throw new UsageError(`${path} has the id of a rule of Postern, ${id}: rename the file.`);
      found.set(id, { path, rule: await ruleIn(file) });
    }
  }
  const outside = [...found].map(([id, { rule }]) => [id, rule] as const);
  return Object.fromEntries([...Object.entries(own), ...outside].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Makes sure, before anything is asked, that the SDK clients are there that readers from outside load.
 * @throws UsageError that names the rule
 */
export async function requireClients(chosen: readonly ChosenRule[], own: Rules): Promise<void> {
  for (const { id, rule } of chosen.filter((one) => !Object.hasOwn(own, one.id)))
    for (const { call } of Object.values(rule.reads).flatMap(({ calls }) => calls)) {
      try {
        await call.paginated();
      } catch (cause) {
        throw new UsageError(`The rule ${id} cannot ask ${call.service}: ${reasonOf(cause)}.`, { cause });
      }
    }
}

async function ruleIn({ path }: OutsideFile): Promise<Rule> {
  const { default: rule } = await loaded(path);
  if (rule === undefined)
    throw new UsageError(
      `${path} has no default export, so it is no rule: write \`export default defineRule({ … })\`, or let its name begin with _.`,
    );
  if (typeof rule !== 'object' || rule === null || !isDefinedRule(rule))
    throw new UsageError(
      `The default export of ${path} was not made by defineRule of postern/rule, so it is no rule.`,
    );
  const fault = faultOfRule(rule) ?? faultOfActions(rule);
  if (fault !== undefined) throw new UsageError(`The rule ${path} cannot be judged by: ${fault}.`);
  return rule;
}

/**
 * Loads a file. One that ends the process, or waits for what never comes, must not look like a scan that found nothing.
 * @throws UsageError that names it, with the error as its cause
 */
export async function loaded(path: string): Promise<Readonly<Record<string, unknown>>> {
  const ended = () => {
    const error = new UsageError(
      `${path} cannot be loaded: it ends the process, or waits for what never comes.`,
    );
    process.stderr.write(problemText(error, false));
    process.exitCode = EXIT.usage;
  };
  process.once('exit', ended);
  try {
    return await loadModule(resolve(path));
  } catch (cause) {
    throw new UsageError(`${path} cannot be loaded: ${reasonOf(cause)}.`, { cause });
  } finally {
    process.off('exit', ended);
  }
}

/** The permissions that Postern prints must be ones that there are. */
function faultOfActions(rule: Rule): string | undefined {
  for (const [name, { operations }] of Object.entries(rule.reads))
    for (const operation of operations.filter(({ service }) => guessesPrefix(service)))
      for (const action of actionsOf(operation))
        if (!actionIsDocumented(action))
          return `reads.${name} would need the permission ${action}, which AWS does not document: say what the IAM actions of ${operation.service} begin with, as service({ id: '${operation.service}', iamPrefix: '…' })`;
  return undefined;
}

/** One line without a full stop, and for an error of syntax the line of the file. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return `it throws ${inspect(error)}`;
  const [first = '', second = ''] = error.message.trim().split(/\s*[\r\n]\s*/);
  const said = first.replace(/^ParseError: /, '').replace(/\.$/, '') || error.name;
  // Node begins the stack with file and line, jiti ends its message with them.
  const [, line] =
    (error instanceof SyntaxError
      ? /^[^\n]*?:(\d+)\n/.exec(error.stack ?? '')
      : first.startsWith('ParseError: ') && /:(\d+):\d+$/.exec(second)) || [];
  return line === undefined ? said : `${said}, in line ${line}`;
}
