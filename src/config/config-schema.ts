import { SEVERITY_LABELS } from '../finding/severity.ts';
import type { OptionSpec } from '../rule/options.ts';
import type { Rule } from '../rule/rule.ts';
import type { Setting } from './setting.ts';
import { CRITERIA } from './suppression.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** A text of YAML may look like a number, such as that of an account. */
const TEXT = { type: ['string', 'number'] };

const SEVERITY = {
  description: 'Of all findings of the rule; a label stands for its lowest score',
  anyOf: [
    { enum: SEVERITY_LABELS.map((label) => label.toLowerCase()) },
    { type: 'number', minimum: 0, maximum: 10 },
  ],
};

/** What a configuration may hold, as JSON Schema for editors: draft 7, which they all know. */
export function configSchema(
  settings: readonly Setting[],
  rules: Readonly<Record<string, Rule>>,
): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Postern configuration',
    type: 'object',
    additionalProperties: false,
    definitions: { severity: SEVERITY, rule: ruleSchema({ type: 'object', additionalProperties: false }) },
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(settings.map((setting) => [setting.key, schemaOf(setting)])),
      rules: {
        description: 'Severity and options of rules, by their ids',
        type: 'object',
        properties: Object.fromEntries(Object.entries(rules).map(([id, rule]) => [id, schemaOfRule(rule)])),
        additionalProperties: ruleSchema({ type: 'object' }),
      },
      suppressions: {
        description: 'What is accepted: it stays in the report as SUPPRESSED, and fails no gate',
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['reason'],
          properties: {
            ...Object.fromEntries(
              Object.entries(CRITERIA).map(([name, description]) => [
                name,
                { description: `${description}; a glob`, ...TEXT },
              ]),
            ),
            reason: { description: 'Why it is accepted', type: 'string', pattern: '\\S' },
            until: {
              description: 'The last day that it holds, in UTC',
              type: 'string',
              pattern: '^\\d{4}-\\d{2}-\\d{2}$',
            },
          },
          anyOf: Object.keys(CRITERIA).map((name) => ({ required: [name] })),
        },
      },
    },
  };
}

function schemaOf({ description, kind, choices, default: standard, namedOnly }: Setting): JsonSchema {
  return {
    description: namedOnly ? `${description}; only in a file that --config names` : description,
    ...typeOf(kind, choices),
    ...(standard === undefined ? {} : { default: standard }),
  };
}

function typeOf(kind: Setting['kind'], choices: Setting['choices']): JsonSchema {
  switch (kind) {
    case 'flag':
      return { type: 'boolean' };
    case 'number':
      return { type: 'number' };
    case 'text':
      return choices === undefined ? TEXT : { enum: choices };
    case 'list':
      return { anyOf: [TEXT, { type: 'array', items: TEXT, minItems: 1 }] };
  }
}

function schemaOfRule({ title, options }: Rule): JsonSchema {
  if (options === undefined) return { description: title, allOf: [{ $ref: '#/definitions/rule' }] };
  const properties = Object.fromEntries(
    Object.entries(options).map(([name, spec]) => [name, schemaOfOption(spec)]),
  );
  return { description: title, ...ruleSchema({ type: 'object', additionalProperties: false, properties }) };
}

function schemaOfOption({ description, limits, default: standard, schema }: OptionSpec<unknown>): JsonSchema {
  return { description: `${description}: ${limits}`, ...schema, default: standard };
}

function ruleSchema(options: JsonSchema): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    properties: { severity: { $ref: '#/definitions/severity' }, options },
  };
}
