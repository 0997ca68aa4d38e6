import type { Reader } from '../aws/reader.ts';
import type { ScopeKind } from './scope.ts';
import type { Verdict } from './verdict.ts';

/** What a finding may threaten: GuardDuty's purposes, and two of Inspector's world. */
const THREAT_PURPOSES = [
  'AttackSequence',
  'CredentialAccess',
  'Discovery',
  'Exposure',
  'Impact',
  'Policy',
  'PrivilegeEscalation',
  'Stealth',
  'Vulnerability',
] as const;

/** `ThreatPurpose:Resource/Name`, in GuardDuty's grammar. */
export const FINDING_TYPE = new RegExp(`^(?:${THREAT_PURPOSES.join('|')}):[A-Za-z0-9]+/[A-Za-z0-9]+$`);

const SCOPES: readonly unknown[] = ['account', 'organization', 'region'] satisfies ScopeKind[];

const STATUSES: readonly unknown[] = [
  'pass',
  'fail',
  'unknown',
  'notApplicable',
] satisfies Verdict['status'][];

type Fields = Readonly<Record<string, unknown>>;

/** A field of a rule: whether it may be missing, what it must be, in words, and whether a value is that. */
interface Field {
  readonly optional?: true;
  readonly must: string;
  readonly fits: (value: unknown, rule: Fields) => boolean;
}

const TEXT: Field = { must: 'be a text', fits: isText };

const FIELDS: Readonly<Record<string, Field>> = {
  title: TEXT,
  type: {
    must: `be ThreatPurpose:Resource/Name, such as Policy:ECSCluster/InsightsOff; purposes are ${THREAT_PURPOSES.join(', ')}`,
    fits: (value) => isText(value) && FINDING_TYPE.test(value),
  },
  severity: { must: 'be a number from 0 to 10', fits: isSeverity },
  raisedTo: {
    optional: true,
    must: 'be a number from the severity to 10',
    fits: (value, { severity }) => isSeverity(value) && isSeverity(severity) && value >= severity,
  },
  scope: { must: 'be account, region or organization', fits: (value) => SCOPES.includes(value) },
  reads: { must: 'be readers by name, such as { clusters }', fits: isFields },
  options: { optional: true, must: 'be options by name', fits: isFields },
  why: TEXT,
  remediation: { must: 'be { text, url }', fits: isFields },
  gather: {
    optional: true,
    must: 'have in (account, region or organization) and describe (a function)',
    fits: (value) => isFields(value) && SCOPES.includes(value.in) && typeof value.describe === 'function',
  },
  check: { must: 'be a function', fits: (value) => typeof value === 'function' },
};

/**
 * What is wrong with a rule that no compiler has looked at, in words that follow its name and begin with the field:
 * `severity must be a number from 0 to 10, and is "high"`. Undefined for a rule that can be judged by.
 */
export function faultOfRule(rule: object): string | undefined {
  const fields: Fields = { ...rule };
  return (
    faultOfFields(fields) ??
    Object.entries(isFields(fields.reads) ? fields.reads : {})
      .filter(([, reader]) => !isReader(reader))
      .map(([name]) => `reads.${name} must be a reader, made by reader(…) of a service, derive or their like`)
      .at(0) ??
    faultOfRemediation(fields.remediation) ??
    Object.entries(isFields(fields.options) ? fields.options : {})
      .filter(([, option]) => !isOption(option))
      .map(([name]) => `options.${name} must be made by wholeNumber, decimal, ports or names`)
      .at(0)
  );
}

/**
 * What is wrong with a verdict of a check that no compiler has looked at, in words that follow "a verdict": `has no
 * resource with type and id`. Undefined for one that can be reported.
 */
export function faultOfVerdict(verdict: unknown): string | undefined {
  if (!isFields(verdict)) return 'is no verdict: it is made by pass, fail, unknown or notApplicable';
  const { status, resource, evidence, description, reason } = verdict;
  if (!STATUSES.includes(status)) return `has the status ${shown(status)}, which is none`;
  if (status === 'notApplicable') return isText(reason) ? undefined : 'has no reason';
  if (!isFields(resource) || !isText(resource.type) || !isText(resource.id))
    return 'has no resource with type and id';
  if (status === 'unknown') return isText(reason) ? undefined : 'has no reason';
  if (!isFields(evidence)) return 'has no evidence';
  return status === 'fail' && !isText(description) ? 'has no description' : undefined;
}

function faultOfFields(rule: Fields): string | undefined {
  for (const [name, { optional, must, fits }] of Object.entries(FIELDS)) {
    const value = rule[name];
    if (value === undefined && optional) continue;
    if (value === undefined) return `${name} is missing: it must ${must}`;
    if (!fits(value, rule)) return `${name} must ${must}, and is ${shown(value)}`;
  }
  const strange = Object.keys(rule).find((name) => !Object.hasOwn(FIELDS, name));
  return strange === undefined
    ? undefined
    : `${strange} is no field of a rule; the fields are ${Object.keys(FIELDS).join(', ')}`;
}

function faultOfRemediation(remediation: unknown): string | undefined {
  if (!isFields(remediation)) return undefined;
  const { text, url, command } = remediation;
  if (!isText(text)) return 'remediation.text must be a text';
  if (!isText(url) || !/^https:\/\//.test(url) || !URL.canParse(url))
    return 'remediation.url must be an address that begins with https://';
  return command === undefined || isText(command) ? undefined : 'remediation.command must be a text';
}

function isReader(value: unknown): value is Reader<unknown> {
  return typeof value === 'function' && 'hold' in value && 'operations' in value && 'actions' in value;
}

function isOption(value: unknown): boolean {
  return (
    isFields(value) &&
    isText(value.description) &&
    isText(value.limits) &&
    'default' in value &&
    typeof value.accept === 'function'
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isSeverity(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 10;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n`;
  return JSON.stringify(value) ?? String(value);
}
