/** Something wrong in a configuration: where it stands, and what was expected. */
export interface Problem {
  /** From 1. */
  readonly line: number;
  /** A sentence that names the key. */
  readonly sentence: string;
}

/** A configuration that cannot be used. Each sentence names the file, the line where there is one, and what is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly sentences: readonly string[];

  constructor(sentences: string | readonly string[], options?: ErrorOptions) {
    const all = typeof sentences === 'string' ? [sentences] : sentences;
    super(all.join(' '), options);
    this.sentences = all;
  }

  /** All that is wrong in one file, in the order of its lines. */
  static inFile(name: string, problems: readonly Problem[]): ConfigError {
    const sorted = [...problems].sort((a, b) => a.line - b.line);
    return new ConfigError(sorted.map(({ line, sentence }) => `${name}:${line}: ${sentence}`));
  }
}
