import { z } from 'zod';
import { ConfigError } from './config-error.ts';

const configSchema = z.strictObject({
  rules: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .default({})
    .describe('Options of rules by rule id: { "iam/user-unused": { "days": 60 } }'),
});

/** What a configuration file says. */
export type Config = z.infer<typeof configSchema>;

/**
 * Reads the text of a configuration file.
 * @param name how the user knows the file, for the message.
 * @throws ConfigError
 */
export function parseConfig(text: string, name: string): Config {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${name} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      cause,
    });
  }
  const result = configSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new ConfigError(
    `${name} is no Postern configuration: ${issue?.message ?? 'its shape is wrong'}${at}.`,
  );
}
