import type { Operation } from './actions.ts';

/**
 * The Regions, other than the one that is asked about, in which `clientIn` asks: those of what a list tells of, such as
 * buckets, or the one that answers for all.
 */
export type Elsewhere = { readonly regionsWith: string } | { readonly region: string };

/**
 * How a reader declares an operation. By its name: every answer takes it, once, or once a page where the SDK can
 * turn its pages. With `ifAny`: an answer takes it as often as there is something to ask about, which may be never:
 * per item, or only under a condition; with `in` also where `clientIn` asks. With `repeats`: every answer takes it,
 * perhaps several times.
 */
export type Declaration<Name extends string = string> =
  | Name
  | { readonly ifAny: Name; readonly in?: Elsewhere }
  | { readonly repeats: Name };

/** A reader that another asks for every answer, or only `ifAny`. */
export type Use<Asked> = Asked | { readonly ifAny: Asked };

export function nameIn(declaration: Declaration): string {
  if (typeof declaration === 'string') return declaration;
  return 'ifAny' in declaration ? declaration.ifAny : declaration.repeats;
}

export function sentOnlyIfAny(declaration: Declaration): boolean {
  return typeof declaration !== 'string' && 'ifAny' in declaration;
}

export function sentRepeatedly(declaration: Declaration): boolean {
  return typeof declaration !== 'string' && 'repeats' in declaration;
}

/** Where else than in the Region that is asked about an operation is sent; undefined for nowhere. */
export function elsewhereIn(declaration: Declaration): Elsewhere | undefined {
  return typeof declaration !== 'string' && 'ifAny' in declaration ? declaration.in : undefined;
}

/** Whether a declaration allows a Region, where readers are asked about another. */
export function allowsRegion(declaration: Declaration, region: string): boolean {
  const elsewhere = elsewhereIn(declaration);
  return elsewhere !== undefined && (!('region' in elsewhere) || elsewhere.region === region);
}

/** A declaration as it stands in code. */
export function written(declaration: Declaration): string {
  if (typeof declaration === 'string') return `'${declaration}'`;
  const elsewhere = Object.entries(elsewhereIn(declaration) ?? {}).map(
    ([kind, where]) => `, in: { ${kind}: '${where}' }`,
  );
  return `{ ${sentOnlyIfAny(declaration) ? 'ifAny' : 'repeats'}: '${nameIn(declaration)}'${elsewhere.join('')} }`;
}

/** Whether an SDK can send an operation. */
export function hasOperation(sdk: unknown, operation: string): boolean {
  return typeof sdk === 'object' && sdk !== null && `${operation}Command` in sdk;
}

/** Whether an SDK can turn the pages of an operation. */
export function hasPages(sdk: unknown, operation: string): boolean {
  return typeof sdk === 'object' && sdk !== null && `paginate${operation}` in sdk;
}

/** What an answer took otherwise than declared, in words that say what to declare. */
export function misdeclared(
  declarations: readonly Declaration[],
  sent: ReadonlyMap<string, number>,
  sdk: unknown,
): readonly string[] {
  return declarations.flatMap((declaration) => {
    if (sentOnlyIfAny(declaration)) return [];
    const operation = nameIn(declaration);
    const times = sent.get(operation) ?? 0;
    if (times === 0) return [`answered without sending ${operation}: declare { ifAny: '${operation}' }`];
    return times > 1 && !sentRepeatedly(declaration) && !hasPages(sdk, operation)
      ? [`sent ${operation}, which has no pages, ${times} times: declare { repeats: '${operation}' }`]
      : [];
  });
}

/** A call that a reader declares. Two readers that ask it make its call once: the object tells calls apart. */
export interface DeclaredCall extends Operation {
  /** Whether one answer may take it several times although it has no pages. */
  readonly repeats: boolean;
  /** Whether it has pages. It loads the SDK client. */
  readonly paginated: () => Promise<boolean>;
}

/** A call that an answer takes: of the reader itself, or of one that it asks. */
export interface TakenCall {
  readonly call: DeclaredCall;
  /**
   * The Region that the reader is asked about, every enabled or every scanned one, the home Region of a service, one that
   * answers for all, or those with what a list tells of.
   */
  readonly where:
    | 'the Region'
    | 'every Region'
    | 'every scanned Region'
    | { readonly homeOf: string }
    | Elsewhere;
  /** The ids of the partitions in which it is made; undefined for all. */
  readonly partitions: readonly string[] | undefined;
  /** Whether it is made whatever AWS answers; else there may be nothing to ask about. */
  readonly certain: boolean;
}

/** The partitions of one list that the other has too. */
export function inBoth(
  one: TakenCall['partitions'],
  other: TakenCall['partitions'],
): TakenCall['partitions'] {
  return one?.filter((id) => other?.includes(id) ?? true) ?? other;
}

/** Each once. */
export function distinct(calls: readonly TakenCall[]): readonly TakenCall[] {
  return calls.filter((one, index) => calls.findIndex((other) => same(one, other)) === index);
}

function same(one: TakenCall, other: TakenCall): boolean {
  return (
    one.call === other.call &&
    one.certain === other.certain &&
    one.partitions?.join() === other.partitions?.join() &&
    placeOf(one) === placeOf(other)
  );
}

function placeOf({ where }: TakenCall): string {
  return typeof where === 'string' ? where : JSON.stringify(where);
}
