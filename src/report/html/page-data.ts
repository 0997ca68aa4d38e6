import type { AbsorbedResult, Finding } from '../../finding/report.ts';

/** What findings of one rule say alike: held once in a page. */
export type About = Pick<Finding, 'ruleId' | 'title' | 'type' | 'why' | 'compliance'> &
  Pick<Finding['remediation'], 'recommendation'>;

/** What the list shows of a finding, and what it is filtered by. */
export interface Row {
  readonly id: string;
  /** Index of what it says with others. */
  readonly about: number;
  readonly severity: Finding['severity'];
  readonly status: Finding['status'];
  readonly exposure?: Finding['exposure'];
  readonly baselineState?: Finding['baselineState'];
  /** Of the resource, or of the first and how many more. */
  readonly name: string;
  readonly description: string;
  /** Where it holds: account and Region, each pair once. */
  readonly places: readonly (readonly [accountId: string, region: string])[];
  readonly parts?: number;
  /** Rules of the failed verdicts whose cause it tells, each once. */
  readonly tells?: readonly string[];
}

/** What is shown of a finding once somebody opens it. */
export interface Detail
  extends Pick<
    Finding,
    | 'accountId'
    | 'region'
    | 'resources'
    | 'part'
    | 'evidence'
    | 'networkReachabilityDetails'
    | 'detectedBy'
    | 'vulnerability'
    | 'suppression'
    | 'parts'
    | 'firstObservedAt'
  > {
  readonly commands: readonly string[];
  readonly absorbed?: readonly Absorbed[];
}

/** A failed verdict whose cause the finding tells. */
export type Absorbed = Pick<
  AbsorbedResult,
  'ruleId' | 'title' | 'description' | 'severity' | 'resource' | 'part' | 'evidence'
>;

/** Rows of some findings, with what they are the first to say. */
export interface Rows {
  readonly abouts: readonly About[];
  readonly rows: readonly Row[];
}

/** What the page knows beside the findings. */
export interface Facts {
  /** The moment of the scan, which ages are counted to. */
  readonly startedAt: string;
  readonly aliases: Readonly<Record<string, string>>;
  /** Findings that the page has no room for. */
  readonly leftOut: number;
}

/** What a mark in the page narrows the list of findings to. */
export interface Mark {
  readonly severity?: string;
  readonly service?: string;
  readonly account?: string;
  readonly region?: string;
  readonly status?: string;
  readonly state?: string;
  readonly rule?: string;
  readonly title?: string;
  /** `cis-aws-5.0.0 1.4` */
  readonly control?: string;
  /** Rules that judge the control: what fails for it may be told by a finding of another rule. */
  readonly rules?: readonly string[];
}
