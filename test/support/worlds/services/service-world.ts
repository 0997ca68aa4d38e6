import type { AwsCredentialIdentity } from '@smithy/types';
import type { Moto } from '../../moto.ts';
import type { Answers } from '../../stub.ts';

/** The account that is made, and when. */
export interface Surroundings {
  readonly moto: Moto;
  readonly accountId: string;
  readonly credentials: AwsCredentialIdentity;
  /** The moment that ages count from. */
  readonly now: Date;
}

/** What there is of a service in an account. */
export interface ServiceAccount {
  /** Makes in moto what moto can hold. */
  readonly seed?: (surroundings: Surroundings) => Promise<void>;
  /** What the stub in front of moto answers: all that moto lacks, or answers otherwise than AWS. */
  readonly answers?: (surroundings: Surroundings) => Answers;
}

/** What a rule says of the badly kept account: short names of resources, preceded by the Region outside us-east-1. */
export interface Row {
  readonly fails?: readonly string[];
  readonly passes?: readonly string[];
  readonly notApplicable?: readonly string[];
  readonly unknown?: readonly string[];
}

/** A service in the badly kept and in the well kept account. */
export interface ServiceWorld {
  /** With something for each operation to answer about, and something for each rule to find. */
  readonly badlyKept: ServiceAccount;
  /** Where every rule passes or does not apply. */
  readonly wellKept: ServiceAccount;
  /** What the rules of the service find in the badly kept account, by rule id. */
  readonly finds: Readonly<Record<string, Row>>;
}

/** Regions of the badly kept account in which something differs: those that are scanned when its table is compared. */
export const BADLY_KEPT_REGIONS = ['us-east-1', 'eu-central-1', 'eu-west-1', 'eu-west-2'] as const;

/** One that is judged the same in each Region of the badly kept account. */
export const everywhere = (name: string): readonly string[] =>
  BADLY_KEPT_REGIONS.map((region) => (region === 'us-east-1' ? name : `${region} ${name}`));
