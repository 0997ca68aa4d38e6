import {
  accountResource,
  type CheckScope,
  type Evidence,
  type Fail,
  fail,
  type Gathering,
  type Pass,
  pass,
  type Unknown,
  unknown,
} from 'postern/rule';

/** A setting that an account has in each Region. */
interface Setting {
  readonly evidence: Evidence;
  /** Undefined where AWS did not say. */
  readonly isRight: boolean | undefined;
  /** What AWS did not say, if it did not. */
  readonly notTold: string;
  /** One sentence, without a full stop and the Region: `Encryption by default is off`. */
  readonly fault: string;
  /** What mends it, unless the organization manages it. */
  readonly command: string;
}

/** Whether a setting of the account in a Region is right. One that a declarative policy sets is mended there. */
export function judgeSetting(setting: Setting, scope: CheckScope): Pass | Fail | Unknown {
  const { evidence, isRight, notTold, fault, command } = setting;
  const account = accountResource(scope);
  if (isRight === undefined) return unknown(account, `AWS did not say ${notTold}`);
  if (isRight) return pass(account, evidence);
  const byPolicy = evidence.ManagedBy === 'declarative-policy';
  return fail(
    account,
    evidence,
    `${fault} in ${scope.region}${byPolicy ? ', as a declarative policy of the organization says' : ''}.`,
    byPolicy ? {} : { commands: [command] },
  );
}

/** The Regions in which a setting is not right are one finding. @param fault as above */
export function acrossRegions(fault: string): Gathering {
  return {
    in: 'account',
    describe: (parts, place) => {
      const regions = [...new Set(parts.map(({ region }) => region))];
      return {
        resource: accountResource(place),
        description: `${fault} in ${regions.length === 1 ? regions.join() : `${regions.length} Regions of the account`}.`,
        evidence: { Regions: regions },
      };
    },
  };
}
