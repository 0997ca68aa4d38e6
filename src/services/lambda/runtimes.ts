/**
 * The managed runtimes of Lambda, which no API tells the dates of. A new copy of the page is a new `retrieved`, and each row
 * compared.
 */
export const RUNTIMES_TABLE = {
  of: 'Lambda runtimes',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  retrieved: '2026-10-01',
} as const;

/** Days as the page has them, `2026-10-31`; undefined where none is scheduled, or our copy of the page lacks it. */
export interface RuntimeDates {
  /** From this day on AWS may leave security holes open in it. */
  readonly deprecated: string | undefined;
  /** From these days on nobody can create functions with it, nor change those that there are. */
  readonly createBlocked: string | undefined;
  readonly updateBlocked: string | undefined;
}

const runtime = (deprecated?: string, createBlocked?: string, updateBlocked?: string): RuntimeDates => ({
  deprecated,
  createBlocked,
  updateBlocked,
});

const RUNTIMES: Readonly<Record<string, RuntimeDates>> = {
  dotnet10: runtime('2028-11-14', '2028-12-14', '2029-01-15'),
  dotnet6: runtime('2024-12-20', '2027-07-29', '2027-08-31'),
  dotnet8: runtime('2026-11-10', '2027-07-29', '2027-08-31'),
  'dotnetcore1.0': runtime('2019-06-27'),
  'dotnetcore2.0': runtime('2019-05-30'),
  'dotnetcore2.1': runtime('2022-01-05'),
  'dotnetcore3.1': runtime('2023-04-03'),
  'go1.x': runtime('2024-01-08', '2024-02-08', '2027-08-31'),
  java11: runtime('2027-06-30', '2027-07-29', '2027-08-31'),
  'java11.al2023': runtime('2029-06-30'),
  java17: runtime('2027-06-30', '2027-07-29', '2027-08-31'),
  'java17.al2023': runtime('2029-06-30'),
  java21: runtime('2029-06-30', '2029-07-31', '2029-08-31'),
  java25: runtime('2029-06-30'),
  java8: runtime('2024-01-08', '2024-02-08', '2027-08-31'),
  'java8.al2': runtime('2027-06-30', '2027-07-29', '2027-08-31'),
  'java8.al2023': runtime('2029-06-30'),
  nodejs: runtime('2016-10-31'),
  'nodejs10.x': runtime('2021-07-30'),
  'nodejs12.x': runtime('2023-03-31'),
  'nodejs14.x': runtime('2023-12-04', '2024-01-09', '2027-08-31'),
  'nodejs16.x': runtime('2024-06-12', '2027-07-29', '2027-08-31'),
  'nodejs18.x': runtime('2025-09-01', '2027-07-29', '2027-08-31'),
  'nodejs20.x': runtime('2026-04-30', '2027-07-29', '2027-08-31'),
  'nodejs22.x': runtime('2027-04-30', '2027-06-01', '2027-07-01'),
  'nodejs24.x': runtime('2028-04-30', '2028-06-01', '2028-07-01'),
  'nodejs26.x': runtime(),
  'nodejs4.3': runtime('2020-03-05'),
  'nodejs4.3-edge': runtime('2020-03-05'),
  'nodejs6.10': runtime('2019-08-12'),
  'nodejs8.10': runtime('2020-03-06'),
  provided: runtime('2024-01-08', '2024-02-08', '2027-08-31'),
  'provided.al2': runtime('2026-07-31', '2027-07-29', '2027-08-31'),
  'provided.al2023': runtime('2029-06-30', '2029-07-31', '2029-08-31'),
  'python2.7': runtime('2021-07-15'),
  'python3.10': runtime('2026-10-31', '2027-07-29', '2027-08-31'),
  'python3.11': runtime('2027-06-30', '2027-07-29', '2027-08-31'),
  'python3.12': runtime('2028-10-31', '2028-11-30', '2029-01-10'),
  'python3.13': runtime('2029-06-30', '2029-07-31', '2029-08-31'),
  'python3.14': runtime('2029-06-30', '2029-07-31', '2029-08-31'),
  'python3.15': runtime(),
  'python3.6': runtime('2022-07-18'),
  'python3.7': runtime('2023-12-04', '2024-01-09', '2027-08-31'),
  'python3.8': runtime('2024-10-14', '2027-07-29', '2027-08-31'),
  'python3.9': runtime('2025-12-15', '2027-07-29', '2027-08-31'),
  'ruby2.5': runtime('2021-07-30'),
  'ruby2.7': runtime('2023-12-07'),
  'ruby3.2': runtime('2026-03-31', '2027-07-29', '2027-08-31'),
  'ruby3.3': runtime('2027-03-31', '2027-07-29', '2027-08-31'),
  'ruby3.4': runtime('2028-03-31', '2028-04-30', '2028-05-31'),
  'ruby4.0': runtime('2029-03-31', '2029-04-30', '2029-05-31'),
};

/** What the table says of a runtime. */
export type RuntimeSupport =
  | { readonly kind: 'in the table'; readonly dates: RuntimeDates }
  /** A later version of a language than any in the table: it was released since. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'unknown' };

/** @param identifier `python3.14` */
export function runtimeSupport(identifier: string): RuntimeSupport {
  const dates = RUNTIMES[identifier];
  if (dates !== undefined) return { kind: 'in the table', dates };
  const asked = versionIn(identifier);
  const known = Object.keys(RUNTIMES)
    .map(versionIn)
    .filter((version) => version?.family === asked?.family);
  const isNewer =
    asked !== undefined &&
    known.length > 0 &&
    known.every((version) => version !== undefined && compare(asked.numbers, version.numbers) > 0);
  return { kind: isNewer ? 'newer' : 'unknown' };
}

interface Version {
  readonly family: string;
  readonly numbers: readonly number[];
}

/** `nodejs22.x` is 22 of nodejs, `provided.al2023` 2023 of provided.al. */
function versionIn(identifier: string): Version | undefined {
  const { family, version } =
    /^(?<family>[a-z]+(?:\.[a-z]+)?)(?<version>\d+(?:\.\d+)*)(?:\.x)?$/.exec(identifier)?.groups ?? {};
  return family === undefined || version === undefined
    ? undefined
    : { family, numbers: version.split('.').map(Number) };
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== (other[index] ?? 0));
  return at === -1 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? 0);
}
