import { z } from 'zod';
import { SEVERITY_LABELS } from '../../rule/severity.ts';
import { REPORT_SCHEMA_VERSION } from '../schema-version.ts';
import { JsonTextError, jsonItems, parsed } from './json-items.ts';
import {
  absorbedVerdict,
  type ComparableHead,
  type ReportOutline,
  type VerdictOutline,
  verdictsOf,
} from './outline.ts';

/** A file that cannot be compared with. The message says why in a clause: "it was not written by Postern". */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}

// What is needed of a report, and no more: a report of another minor version may say more, or less.
const timestamp = z.iso.datetime();
const severity = z.object({ score: z.number().min(0).max(10), label: z.enum(SEVERITY_LABELS) });
const resource = z.object({ type: z.string(), id: z.string(), region: z.string() });
const verdict = {
  id: z.string().regex(/^[0-9a-f]{32}$/),
  description: z.string(),
  severity,
  accountId: z.string(),
  region: z.string(),
  part: z.string().optional(),
  firstObservedAt: timestamp,
  detectedBy: z.object({}).optional(),
};
const status = z.enum(['ACTIVE', 'SUPPRESSED', 'CLOSED']);
const ofRule = { ruleId: z.string(), title: z.string() };
const finding = z.object({
  ...verdict,
  ...ofRule,
  status,
  resources: z.array(resource).min(1),
  parts: z
    .array(z.object({ ...verdict, status, resource }))
    .min(1)
    .optional(),
});
const absorbed = z.object({ ...verdict, ...ofRule, resource });
const scope = z.object({
  ruleId: z.string(),
  accountId: z.string(),
  region: z.string(),
  resource: z.object({ type: z.string(), id: z.string() }).optional(),
});
const unknown = z.union([z.object({ parts: z.array(scope) }), scope]);
const product = z.object({ name: z.literal('postern'), version: z.string() });
const scan = z.object({
  status: z.enum(['COMPLETE', 'INTERRUPTED']),
  startedAt: timestamp,
  partition: z.string(),
  accounts: z.array(z.object({ accountId: z.string(), alias: z.string().optional() })),
  regions: z.array(z.string()),
  regionsLeftOut: z.object({ off: z.array(z.string()) }),
});
const summary = z.object({
  findings: z.object({
    total: z.int(),
    bySeverity: z.record(z.enum(SEVERITY_LABELS), z.int()),
    leftOut: z.object({ below: z.enum(SEVERITY_LABELS), count: z.int() }).optional(),
  }),
});
const rule = z.object({
  ruleId: z.string(),
  scopes: z.array(
    z.object({ accountId: z.string(), region: z.string(), counts: z.object({ failed: z.int() }) }),
  ),
});

const WHOLE = { schemaVersion: z.string(), product, scan, summary } as const;
const ITEMS = { findings: finding, absorbed, unknowns: unknown, notApplicable: scope, rules: rule } as const;
type Whole = keyof typeof WHOLE;
type Items = keyof typeof ITEMS;

/**
 * Reads a report as far as others are compared with it, piece by piece: it may be larger than memory.
 * @param bytes of a JSON report of this schema version, or an earlier one with the same first number.
 * @throws ReportError
 */
export async function readReport(bytes: AsyncIterable<Uint8Array>): Promise<ReportOutline> {
  const reading = new Reading();
  try {
    for await (const { member, text } of jsonItems(bytes, handlingOf))
      if (text === undefined) reading.begin(member);
      else reading.take(member, text);
  } catch (cause) {
    if (!(cause instanceof JsonTextError)) throw cause;
    throw new ReportError(cause.message, { cause });
  }
  return reading.outline();
}

/** How a report came to be in short, for choosing among many. */
export interface ReportIdentity {
  readonly startedAt: string;
  readonly partition: string;
  readonly accounts: ComparableHead['scan']['accounts'];
}

/**
 * Reads no further than it takes to know whose report it is, and of when.
 * @throws ReportError
 */
export async function identifyReport(bytes: AsyncIterable<Uint8Array>): Promise<ReportIdentity> {
  const wanted = new Set<string>(['schemaVersion', 'product', 'scan'] satisfies Whole[]);
  const reading = new Reading();
  try {
    for await (const { member, text } of jsonItems(bytes, (name) => (wanted.has(name) ? 'whole' : 'skip'))) {
      if (text !== undefined) reading.take(member, text);
      if (reading.knows('schemaVersion', 'product', 'scan')) break;
    }
  } catch (cause) {
    if (!(cause instanceof JsonTextError)) throw cause;
    throw new ReportError(cause.message, { cause });
  }
  const { startedAt, partition, accounts } = reading.scan();
  return { startedAt, partition, accounts };
}

function handlingOf(member: string): 'whole' | 'items' | 'skip' {
  if (isWhole(member)) return 'whole';
  return isItems(member) ? 'items' : 'skip';
}

function isWhole(member: string): member is Whole {
  return Object.hasOwn(WHOLE, member);
}

function isItems(member: string): member is Items {
  return Object.hasOwn(ITEMS, member);
}

class Reading {
  readonly #members = new Map<string, number>();
  readonly #verdicts = new Map<string, VerdictOutline>();
  readonly #words = new Words();
  #schemaVersion: unknown;
  #product: unknown;
  #scan: z.infer<typeof scan> | undefined;
  #summary: z.infer<typeof summary> | undefined;
  readonly #unknowns: z.infer<typeof unknown>[] = [];
  readonly #notApplicable: z.infer<typeof scope>[] = [];
  readonly #rules: z.infer<typeof rule>[] = [];
  /** What is wrong with a member: told only when it is known that the file is a report, whose members they are. */
  #wrong: ReportError | undefined;

  begin(member: string): void {
    this.#members.set(member, 0);
  }

  take(member: string, text: string): void {
    const value = parsed(text);
    const index = this.#members.get(member);
    this.#members.set(member, (index ?? 0) + 1);
    const where = isItems(member) && index !== undefined ? `${member}[${index}]` : member;
    const as = <T>(schema: z.ZodType<T>): T | undefined => {
      const result = schema.safeParse(value);
      if (result.success) return result.data;
      const path = result.error.issues[0]?.path.map((key) => `.${String(key)}`).join('') ?? '';
      this.#wrong ??= new ReportError(`${where}${path} in it is not what a report has there`, {
        cause: result.error,
      });
      return undefined;
    };
    switch (member) {
      case 'schemaVersion':
        this.#schemaVersion = value;
        break;
      case 'product':
        this.#product = value;
        break;
      case 'scan':
        this.#scan = as(scan);
        break;
      case 'summary':
        this.#summary = as(summary);
        break;
      case 'findings':
        for (const each of listOf(as(finding)).flatMap(verdictsOf)) this.#keep(each);
        break;
      case 'absorbed':
        for (const each of listOf(as(absorbed))) this.#keep(absorbedVerdict(each));
        break;
      case 'unknowns':
        this.#unknowns.push(...listOf(as(unknown)));
        break;
      case 'notApplicable':
        this.#notApplicable.push(...listOf(as(scope)));
        break;
      case 'rules':
        this.#rules.push(...listOf(as(rule)));
        break;
    }
    if (isWhole(member) && this.knows('schemaVersion', 'product')) this.#requireReport();
  }

  knows(...members: readonly Whole[]): boolean {
    return members.every((member) => this.#members.has(member));
  }

  scan(): z.infer<typeof scan> {
    this.#requireReport();
    if (this.#wrong !== undefined) throw this.#wrong;
    if (this.#scan === undefined) throw lacks('scan');
    return this.#scan;
  }

  outline(): ReportOutline {
    const told = this.scan();
    const missing = [...Object.keys(WHOLE), ...Object.keys(ITEMS)].find((name) => !this.#members.has(name));
    if (missing !== undefined || this.#summary === undefined) throw lacks(missing ?? 'summary');
    const head = {
      product: product.parse(this.#product),
      scan: told,
      summary: this.#summary,
      unknowns: this.#unknowns,
      notApplicable: this.#notApplicable,
      rules: this.#rules,
    };
    return { head, verdicts: this.#verdicts };
  }

  #keep(verdict: VerdictOutline): void {
    const { ruleId, title, accountId, region, resource, firstObservedAt } = verdict;
    this.#verdicts.set(verdict.id, {
      ...verdict,
      ruleId: this.#words.one(ruleId),
      title: this.#words.one(title),
      accountId: this.#words.one(accountId),
      region: this.#words.one(region),
      resource: {
        type: this.#words.one(resource.type),
        id: resource.id,
        region: this.#words.one(resource.region),
      },
      firstObservedAt: this.#words.one(firstObservedAt),
    });
  }

  #requireReport(): void {
    const version = this.#schemaVersion;
    if (!product.safeParse(this.#product).success || typeof version !== 'string')
      throw new ReportError('it is no JSON report of Postern');
    const [major, minor] = numbersOf(version);
    const [ownMajor = 0, ownMinor = 0] = numbersOf(REPORT_SCHEMA_VERSION);
    if (major === undefined || minor === undefined) throw new ReportError('it is no JSON report of Postern');
    if (major < ownMajor)
      throw new ReportError(
        `its schema version ${version} is too old: this Postern reads ${ownMajor}.0 to ${REPORT_SCHEMA_VERSION}`,
      );
    if (major > ownMajor || minor > ownMinor)
      throw new ReportError(
        `its schema version ${version} is newer than this Postern, which reads ${ownMajor}.0 to ${REPORT_SCHEMA_VERSION}`,
      );
  }
}

/** `[2, 1]` of "2.1"; nothing of what is no version. */
function numbersOf(version: string): number[] {
  return /^\d{1,4}\.\d{1,4}$/.test(version) ? version.split('.').map(Number) : [];
}

function listOf<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

function lacks(member: string): ReportError {
  return new ReportError(`it has no ${member}, which every report has`);
}

/** The same words in the same memory: thousands of findings share their titles, places and times. */
class Words {
  readonly #known = new Map<string, string>();

  one(word: string): string {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    this.#known.set(word, word);
    return word;
  }
}
