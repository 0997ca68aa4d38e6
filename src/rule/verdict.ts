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

/** A finding of one of AWS's own detectors, which a verdict carries over. */
export interface DetectedBy {
  /** `GuardDuty` or `Inspector`. */
  readonly service: string;
  /** The ARN of the finding. */
  readonly findingArn: string;
  /** Where people look at it in the console of AWS. */
  readonly url?: string | undefined;
}

/** When AWS's detector saw what it found. */
export interface Observed {
  readonly firstObservedAt?: Date | undefined;
  readonly lastObservedAt?: Date | undefined;
  readonly updatedAt?: Date | undefined;
}

/** A vulnerability of installed packages, with all that tells how urgent it is. */
export interface Vulnerability {
  /** `CVE-2026-12345`, or the id of another catalogue. */
  readonly id: string;
  /** Who describes it, such as `NVD` or `UBUNTU_CVE`. */
  readonly source?: string | undefined;
  readonly sourceUrl?: string | undefined;
  readonly packages: readonly {
    readonly name: string;
    readonly installedVersion: string;
    /** Undefined where no fix is known. */
    readonly fixedInVersion?: string | undefined;
    readonly packageManager?: string | undefined;
    readonly filePath?: string | undefined;
    readonly architecture?: string | undefined;
  }[];
  readonly cvss: readonly {
    readonly baseScore: number;
    readonly scoringVector: string;
    readonly version: string;
    readonly source: string;
  }[];
  readonly relatedVulnerabilities?: readonly string[] | undefined;
  readonly referenceUrls?: readonly string[] | undefined;
  /** The probability, 0 to 1, that it is exploited within 30 days: https://www.first.org/epss */
  readonly epss?: number | undefined;
  readonly fixAvailable?: 'YES' | 'NO' | 'PARTIAL' | undefined;
  readonly exploitAvailable?: boolean | undefined;
  readonly lastKnownExploitAt?: Date | undefined;
  /** Its entry in CISA's catalogue of known exploited vulnerabilities; undefined where it has none, or nobody could ask. */
  readonly knownExploited?:
    | {
        readonly dateAdded?: Date | undefined;
        readonly dateDue?: Date | undefined;
        readonly action?: string | undefined;
      }
    | undefined;
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
  /**
   * What of all that the rule asks is wrong, for controls that ask for some of it alone, such as `tcp 22`: all of it that
   * is, in words of the rule. Left out where the rule has no such words, or cannot tell.
   */
  readonly aspects?: readonly string[];
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
  /** For findings of AWS that are carried over: which one it is, and when AWS saw it. */
  readonly detectedBy?: DetectedBy;
  readonly observed?: Observed;
  readonly vulnerability?: Vulnerability;
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
