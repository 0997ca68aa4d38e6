import type { ReadError } from '../aws/read-error.ts';
import type { Exposure } from './exposure.ts';

/** What was judged. Types are Security Hub's (`AwsIamUser`, `AwsEc2SecurityGroup`) where it has one. */
export interface Resource {
  readonly type: string;
  /** ARN, or what AWS names the resource by where it has none. */
  readonly id: string;
  /** Where it lives, when that is not the Region that was judged. */
  readonly region?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What a reader can check for himself: fields as AWS names them, with the values AWS gave. */
export type Evidence = Readonly<Record<string, unknown>>;

/** Way from outside to a resource, in the shape of an Inspector network reachability finding. */
export interface NetworkReachability {
  readonly openPortRange: { readonly begin: number; readonly end: number };
  readonly protocol: string;
  readonly networkPath: {
    readonly steps: readonly { readonly componentId: string; readonly componentType: string }[];
  };
}

interface Judged {
  readonly resource: Resource;
  readonly evidence: Evidence;
  /** Tells the verdicts on parts of one resource apart, such as two access keys of a user. Part of the fingerprint. */
  readonly part?: string;
}

export interface Pass extends Judged {
  readonly status: 'pass';
}

export interface Fail extends Judged, FailDetails {
  readonly status: 'fail';
  /** One sentence on this resource. */
  readonly description: string;
}

/** A failed verdict of the same account that tells the cause of another. */
export interface Teller {
  /** Its rule, such as `iam/root-without-mfa`. */
  readonly rule: string;
  /** The id of its resource, when that is another one. */
  readonly resource?: string;
  /** The part of the resource that it judges, when it judges parts. */
  readonly part?: string;
}

/** What a failed verdict may say beyond its rule. */
export interface FailDetails {
  readonly part?: string;
  /** Who reaches the resource. */
  readonly exposure?: Exposure;
  /**
   * The verdict that tells the cause of this one, or several of which each would, the best first. While one of them
   * is a finding of the report, not suppressed and not milder than this one, this one is absorbed: it counts as
   * failed, but is no finding of its own.
   */
  readonly toldBy?: Teller | readonly Teller[];
  /** Replaces the rule's severity for this resource. A rule that raises it declares `raisedTo`. */
  readonly severity?: { readonly score: number; readonly reason: string };
  /** Replaces the rule's finding type and title: for findings of AWS that are carried over. */
  readonly type?: string;
  readonly title?: string;
  /** Commands that mend this resource, made with the `shell` template. */
  readonly commands?: readonly string[];
  readonly networkReachability?: NetworkReachability;
}

/** The resource could not be judged. */
export interface Unknown {
  readonly status: 'unknown';
  readonly resource: Resource;
  readonly part?: string;
  readonly reason: string;
  readonly error?: ReadError;
}

/** The question has no meaning here. */
export interface NotApplicable {
  readonly status: 'notApplicable';
  readonly reason: string;
  readonly resource?: Resource;
}

export type Verdict = Pass | Fail | Unknown | NotApplicable;

export function pass(resource: Resource, evidence: Evidence, details: { readonly part?: string } = {}): Pass {
  return { status: 'pass', resource, evidence, ...details };
}

/** @param description one sentence on this resource: what is wrong with it. */
export function fail(
  resource: Resource,
  evidence: Evidence,
  description: string,
  details: FailDetails = {},
): Fail {
  return { status: 'fail', resource, evidence, description, ...details };
}

/** @param because the error of the reading, or a sentence. */
export function unknown(
  resource: Resource,
  because: ReadError | string,
  details: { readonly part?: string } = {},
): Unknown {
  return typeof because === 'string'
    ? { status: 'unknown', resource, reason: because, ...details }
    : { status: 'unknown', resource, reason: because.message, error: because, ...details };
}

export function notApplicable(reason: string, resource?: Resource): NotApplicable {
  return resource === undefined
    ? { status: 'notApplicable', reason }
    : { status: 'notApplicable', reason, resource };
}
