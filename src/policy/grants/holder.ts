import type { KeyLookup, KeyValue } from '../language/condition.ts';
import { momentIn } from '../language/moment.ts';

/** Whose policies a question is about, as far as that is known. */
export interface Holder {
  readonly accountId?: string | undefined;
  readonly partition?: string | undefined;
  /** Of a policy that only users or only roles have. */
  readonly kind?: 'user' | 'role' | undefined;
  /** Of the one user or role that has them. */
  readonly arn?: string | undefined;
  /** Its tags by key in lower case. Undefined when AWS did not say. */
  readonly tags?: ReadonlyMap<string, string> | undefined;
}

/**
 * Keys that only requests have which an AWS service makes for itself: those of users and roles never do.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const OF_SERVICES: ReadonlySet<string> = new Set([
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
]);

/** Keys that requests of one service have and no others, so that they leave nothing of an Allow for everything. */
const OF_ONE_SERVICE = /^(iam:(?!resourcetag\/)|kms:|s3:)/;

const PRINCIPAL_TAG = 'aws:principaltag/';

/**
 * What a question is about: an Allow for every action, which makes an administrator where it holds for requests that
 * the holder makes itself, to whatever service; any other Allow; or a Deny, which also reaches what an AWS service does
 * in the name of the holder.
 */
export type Asked = 'everything' | 'allow' | 'deny';

/**
 * What is known of the requests that the holder makes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestsOf({ accountId, kind, arn, tags }: Holder, asked: Asked, now: Date): KeyLookup {
  return (key) => {
    const moment = momentIn(key, now);
    // Of a role there are only sessions; users also ask with access keys.
    if (moment !== undefined)
      return key === 'aws:tokenissuetime' && kind !== 'role' ? { ifPresent: [moment] } : [moment];
    switch (key) {
      case 'aws:principalaccount':
        return one(accountId);
      case 'aws:resourceaccount':
        return asked === 'everything' ? one(accountId) : undefined;
      case 'aws:principalisawsservice':
        return ['false'];
      case 'aws:viaawsservice':
        return asked === 'everything' ? ['false'] : undefined;
      case 'aws:securetransport':
        return ['true'];
      case 'aws:principalarn':
        return one(arn);
      case 'aws:principaltype':
        return kind && [kind === 'user' ? 'User' : 'AssumedRole'];
      case 'aws:username':
        return kind === 'role' ? 'absent' : one(arn?.split('/').at(-1));
      default:
        if (OF_SERVICES.has(key)) return 'absent';
        if (asked === 'everything' && (OF_ONE_SERVICE.test(key) || key.startsWith('aws:calledvia')))
          return 'absent';
        // Sessions of a role may have tags of their own.
        return kind === 'user' && tags && key.startsWith(PRINCIPAL_TAG)
          ? (one(tags.get(key.slice(PRINCIPAL_TAG.length))) ?? 'absent')
          : undefined;
    }
  };
}

function one(value: string | undefined): KeyValue {
  return value === undefined ? undefined : [value];
}
