import type { Setting } from './setting.ts';

/** Values that say more than a default, or than the name of a kind. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  rule: ['iam/*', 's3/*'],
  excludeRule: ['iam/group-unused'],
  service: ['iam', 's3'],
  profile: 'audit',
  region: ['eu-*', 'us-east-1'],
  severity: 'low',
  output: ['report.json'],
  sarifLocation: 'postern.config.yaml',
};

const HEAD = `# Configuration of Postern. A scan takes the nearest one from its working directory
# upwards, or the one that --config names. All of this is a comment and changes
# nothing: take away the # of what you want to set.
#
# The command line goes before the environment (POSTERN_FAIL_ON for failOn), and
# that before this file. Files are called from the folder of this one.
`;

const TAIL = `# Of each rule: the severity of all its findings (critical, high, medium, low,
# informational, or a number from 0 to 10), and its options, which
# \`postern explain <rule>\` tells.
#rules:
#  iam/user-unused:
#    severity: low
#    options:
#      days: 60

# What is accepted: it stays in the report as SUPPRESSED, with the reason, and fails
# no gate. Globs, all of which must match: rule, resource (mostly an ARN), account,
# region (where the resource lives), tag (a key, or key=value). A reason is needed;
# until is the last day that it holds. What begins with * stands in quotes.
#suppressions:
#  - rule: s3/*
#    resource: arn:aws:s3:::example-website
#    reason: Everybody may read the web site
#    until: 2027-06-30
`;

/**
 * A configuration that says what can be set, and sets nothing. A line of a comment begins with a # and a space, one of
 * an example with a # alone.
 * @param schema path of the schema for editors, where there is one
 */
export function template(settings: readonly Setting[], schema: string | undefined): string {
  return [
    ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]),
    HEAD,
    ...settings.map((setting) => `${comment(setting)}\n#${setting.key}: ${inYaml(exampleOf(setting))}\n`),
    TAIL,
  ].join('\n');
}

function comment({ description, choices, default: standard, namedOnly }: Setting): string {
  const notes = [
    ...(choices === undefined ? [] : [`one of ${choices.join(', ')}`]),
    ...(standard === undefined ? [] : [`default ${standard}`]),
    ...(namedOnly ? ['only in a file that --config names'] : []),
  ];
  return wrapped(`${description}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`, 80)
    .map((line) => `# ${line}`)
    .join('\n');
}

function exampleOf({ key, kind, default: standard, placeholder, choices }: Setting): unknown {
  const example = EXAMPLES[key] ?? standard;
  if (example !== undefined) return example;
  if (kind === 'flag') return true;
  const [first = placeholder] = choices ?? [];
  return kind === 'list' ? [first] : first;
}

/** JSON is YAML. */
function inYaml(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(inYaml).join(', ')}]` : JSON.stringify(value);
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
