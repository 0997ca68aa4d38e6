import type { Answer } from '../aws/reader.ts';
import {
  type Evidence,
  type FailDetails,
  fail,
  pass,
  type Resource,
  unknown,
  type Verdict,
} from './verdict.ts';

/** What `openToAnyone` and its like of postern/policy say of the policy of a resource. */
interface Opening {
  readonly verdict: 'open' | 'confused deputy' | 'closed' | 'undecided';
  readonly sentence: string;
  readonly evidence: Evidence;
}

/** What a finding on a service that acts for any customer is called, where the policy lets in nobody else. */
export interface DeputyWords {
  readonly type: string;
  readonly title: string;
}

/** How much a confused deputy weighs: as `iam/role-open-to-confused-deputy` does. */
const DEPUTY_SEVERITY = {
  score: 3,
  reason: 'an AWS service gets in, which acts for whichever customer tells it to, but nobody by himself',
};

/**
 * The verdict on the policy of a resource: unknown where it could not be read; it fails where it is open, and more
 * mildly, by a name of its own, where it is open to a confused deputy.
 * @param opening what is asked of the policy: of postern/policy
 */
export function judgeOpening<Policy>(
  resource: Resource,
  policy: Answer<Policy>,
  opening: (policy: Policy) => Opening,
  { deputy, ...open }: FailDetails & { readonly deputy?: DeputyWords } = {},
): Verdict {
  const { part } = open;
  const of = part === undefined ? {} : { part };
  if (!policy.ok) return unknown(resource, policy.error, of);
  const { verdict, sentence, evidence } = opening(policy.value);
  switch (verdict) {
    case 'open':
      return fail(resource, evidence, sentence, { aspects: ['anyone'], ...open });
    case 'confused deputy':
      return fail(resource, evidence, sentence, {
        ...of,
        aspects: ['confused deputy'],
        exposure: 'other-account',
        severity: DEPUTY_SEVERITY,
        ...deputy,
      });
    case 'undecided':
      return unknown(resource, sentence, of);
    case 'closed':
      return pass(resource, evidence, of);
  }
}
