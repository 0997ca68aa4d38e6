import { type Command, InvalidArgumentError, Option } from 'commander';
import { SEVERITY_LABELS } from '../../rule/severity.ts';

export function withRuleFilters(command: Command): Command {
  return command
    .option(
      '--rule <globs>',
      'only these rules: ids or globs such as "iam/*", comma lists, repeatable',
      list,
      [],
    )
    .option('--exclude-rule <globs>', 'not these rules', list, [])
    .option('--service <names>', 'only rules of these services, such as iam', list, [])
    .option(
      '--framework <ids>',
      'only rules that judge controls of these frameworks, which the report then judges: ids or globs such as "cis-aws-*", files of your own (.json, .yaml); comma lists, repeatable',
      list,
      [],
    )
    .addOption(outsideRulesOption());
}

/** Where rules from outside are: its value is `rulesFrom`, since commands have rules of their own. */
export function outsideRulesOption(): Option {
  const option = new Option(
    '--rules <path>',
    'also rules of your own: a file, a folder or a package; repeatable. They are code, and run with your rights',
  );
  option.attributeName = () => 'rulesFrom';
  return option.argParser(repeat).default([]);
}

export function configOption(): Option {
  return new Option(
    '--config <file>',
    'configuration, YAML or JSON (default: postern.config.yaml, .yml or .json of the working directory or above)',
  );
}

export function severityOption(flags: string, description: string, more: readonly string[] = []): Option {
  const labels: readonly string[] = [...SEVERITY_LABELS, ...more];
  return new Option(flags, description)
    .choices(labels.map((label) => label.toLowerCase()))
    .argParser((text: string) => {
      const label = labels.find((known) => known === text.toUpperCase());
      if (label === undefined)
        throw new InvalidArgumentError(`Severities are: ${labels.join(', ').toLowerCase()}.`);
      return label;
    });
}

/** An empty variable of a script, as in `--profile "$PROFILE"`, must not change what is read or written. */
export function refuseEmptyValues(command: Command): void {
  for (const option of command.options.filter(({ required }) => required)) {
    const { parseArg } = option;
    option.argParser((text: string, before: unknown) => {
      if (text.trim() === '') throw new InvalidArgumentError(NAMES_NOTHING);
      return parseArg === undefined ? text : parseArg(text, before);
    });
  }
}

const NAMES_NOTHING = 'It names nothing.';

export function repeat(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

export function list(value: string, previous: readonly string[]): readonly string[] {
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  // An empty variable of a script must not widen a scan to everything.
  if (items.length === 0) throw new InvalidArgumentError(NAMES_NOTHING);
  return [...previous, ...items];
}

export function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 1000) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 1000.');
  }
  return number;
}
