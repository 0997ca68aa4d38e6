/** An option of a rule: what it means, its default, and which values it takes. */
export interface OptionSpec<T> {
  readonly description: string;
  readonly default: T;
  /** What values it takes, in words. */
  readonly limits: string;
  /** The same as JSON Schema, for editors. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** The value as the rule gets it, or undefined when it is outside the limits. */
  readonly accept: (value: unknown) => T | undefined;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec<unknown>>>;

export type OptionValues<O extends OptionSpecs> = {
  readonly [Name in keyof O]: O[Name] extends OptionSpec<infer T> ? T : never;
};

/** A whole number such as days, hours or members. */
export function wholeNumber(spec: {
  description: string;
  default: number;
  min: number;
  max: number;
}): OptionSpec<number> {
  return {
    description: spec.description,
    default: spec.default,
    limits: `a whole number from ${spec.min} to ${spec.max}`,
    schema: { type: 'integer', minimum: spec.min, maximum: spec.max },
    accept: (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= spec.min && value <= spec.max
        ? value
        : undefined,
  };
}

/** A number that need not be whole, such as a severity. */
export function decimal(spec: {
  description: string;
  default: number;
  min: number;
  max: number;
}): OptionSpec<number> {
  return {
    description: spec.description,
    default: spec.default,
    limits: `a number from ${spec.min} to ${spec.max}`,
    schema: { type: 'number', minimum: spec.min, maximum: spec.max },
    accept: (value) =>
      typeof value === 'number' && value >= spec.min && value <= spec.max ? value : undefined,
  };
}

/** A list of ports. */
export function ports(spec: {
  description: string;
  default: readonly number[];
}): OptionSpec<readonly number[]> {
  return {
    description: spec.description,
    default: spec.default,
    limits: 'a list of ports from 0 to 65535',
    schema: { type: 'array', items: { type: 'integer', minimum: 0, maximum: 65_535 } },
    accept: (value) => (Array.isArray(value) && value.every(isPort) ? value : undefined),
  };
}

/** A list of names, such as those of agreements; an empty text names nothing. */
export function names(spec: {
  description: string;
  default: readonly string[];
}): OptionSpec<readonly string[]> {
  return {
    description: spec.description,
    default: spec.default,
    limits: 'a list of names',
    schema: { type: 'array', items: { type: 'string', pattern: '\\S' } },
    accept: (value) => (Array.isArray(value) && value.every(isName) ? value : undefined),
  };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535;
}

/** The options of a rule with their defaults. */
export function defaultOptions<O extends OptionSpecs>(rule: { readonly options?: O }): OptionValues<O> {
  const specs: OptionSpecs = rule.options ?? {};
  const values = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));
  if (!hasAll(rule.options, values)) throw new TypeError('an option has no default');
  return values;
}

function hasAll<O extends OptionSpecs>(
  specs: O | undefined,
  values: Record<string, unknown>,
): values is OptionValues<O> {
  return Object.keys(specs ?? {}).every((name) => name in values);
}
