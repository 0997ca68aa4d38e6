/** A configuration that cannot be used. The message names the file and what is wrong in it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
