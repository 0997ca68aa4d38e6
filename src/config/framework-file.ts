import { parse } from 'yaml';
import { z } from 'zod';
import { type Framework, referencesOf } from '../rule/framework.ts';
import { ConfigError } from './config-error.ts';

const text = z.string().trim().min(1);

const referenceSchema = z.union(
  [
    z.string(),
    z.strictObject({
      rule: z.string(),
      part: z.string().optional(),
      resourceType: z.string().optional(),
      broader: z.boolean().optional(),
    }),
  ],
  { error: 'must be the id of a rule, or an object with rule, and part, resourceType or broader if need be' },
);

const frameworkSchema = z.strictObject({
  id: text.regex(/^[a-z0-9][a-z0-9.-]*$/, 'must be of lower case letters, digits, dots and hyphens'),
  title: text,
  url: z.url({ protocol: /^https?$/ }).optional(),
  holds: text.optional(),
  partial: z.boolean().optional(),
  controls: z
    .array(
      z.strictObject({
        id: text,
        title: text,
        level: z.int().optional(),
        rules: z.array(referenceSchema).default([]),
        partial: z.boolean().optional(),
        manual: z.boolean().optional(),
      }),
    )
    .min(1),
});

/**
 * Reads the text of a file that holds a framework, JSON or YAML, in the shape of those of rules/frameworks/.
 * @param name how the user knows the file, for the message.
 * @param known ids of the rules there are.
 * @throws ConfigError that names the file and the field.
 */
export function parseFramework(text: string, name: string, known: ReadonlySet<string>): Framework {
  const problem = (said: string, cause?: unknown) => new ConfigError(`${name}: ${said}`, { cause });
  let value: unknown;
  try {
    // JSON is YAML too.
    value = parse(text);
  } catch (cause) {
    throw problem(`${firstLine(cause)} A framework is JSON or YAML.`, cause);
  }
  const result = frameworkSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw problem(`${at(issue?.path ?? [])}${issue?.message ?? 'its shape is wrong'}.`);
  }
  const ids = new Set<string>();
  for (const [index, control] of result.data.controls.entries()) {
    const where = `controls[${index}]`;
    if (ids.has(control.id)) throw problem(`${where}.id: there are two controls "${control.id}".`);
    ids.add(control.id);
    const stranger = referencesOf(control).findIndex(({ rule }) => !known.has(rule));
    if (stranger >= 0)
      throw problem(
        `${where}.rules[${stranger}]: there is no rule "${referencesOf(control)[stranger]?.rule}", which control ${control.id} names. See \`postern rules\` for their ids.`,
      );
  }
  return result.data;
}

/** `controls[3].title: `; nothing for the file as a whole. */
function at(path: readonly PropertyKey[]): string {
  const words = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return words === '' ? '' : `${words.replace(/^\./, '')}: `;
}

/** What a parser says goes on with the lines of the file. */
function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return `${line.replace(/[:.]$/, '')}.`;
}
