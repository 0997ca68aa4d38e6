/** A command-line option as a key of the configuration. */
export interface Setting {
  /** In camel case, such as `failOn`. */
  readonly key: string;
  readonly description: string;
  readonly kind: 'flag' | 'number' | 'text' | 'list';
  /** The values that it takes, where these are a few words. */
  readonly choices?: readonly string[] | undefined;
  /** What stands for its value in the help, such as `<file>`. */
  readonly placeholder: string;
  /** What holds where nobody sets it, as the command line says it; undefined where that is nothing. */
  readonly default?: string | number | undefined;
  /** Stands only in a file that the user named: it leads to other code, other credentials or other people. */
  readonly namedOnly: boolean;
  /**
   * A text as the command line takes it.
   * @param before what the texts of a list before it came to
   * @throws Error that says in a sentence what it must be
   */
  readonly parse: (text: string, before: unknown) => unknown;
}

/**
 * A value of a setting, given as texts: one, or all of a list.
 * @throws Error that says in a sentence what they must be
 */
export function parsed({ kind, parse }: Setting, texts: readonly string[]): unknown {
  return texts.reduce<unknown>((before, text) => parse(text, before), kind === 'list' ? [] : undefined);
}
