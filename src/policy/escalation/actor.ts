import type { Policy } from '../language/policy.ts';
import type { Principal } from '../language/principal.ts';

/** A user or role of the account, with all that says what it may do and who may become it. */
export interface Actor {
  readonly kind: 'user' | 'role';
  readonly arn: string;
  readonly accountId: string;
  /** Inline and attached policies; of a user also those of its groups. */
  readonly identity: readonly Policy[];
  readonly boundary: Policy | undefined;
  readonly boundaryArn: string | undefined;
  /** Of a role. */
  readonly trust: Policy | undefined;
  /** Why something of the above is missing. */
  readonly unread: { readonly [Part in 'identity' | 'boundary' | 'trust']?: string };
  /** ARNs of the groups that a user is in. */
  readonly groups: readonly string[];
  /** ARNs of its customer-managed policies, also those of its groups. */
  readonly customerPolicies: readonly string[];
  /** By key in lower case. Undefined when AWS did not say. */
  readonly tags: ReadonlyMap<string, string> | undefined;
  readonly inInstanceProfile: boolean | undefined;
  /** A role that only AWS may change: of a service, or of IAM Identity Center. */
  readonly protected: boolean;
}

/** What the actors of one account share. */
export interface AccountFacts {
  readonly partition: string;
  /** DNS suffixes that service principals have in the partition. */
  readonly serviceSuffixes: readonly string[];
  /** The moment at which its actors are judged. */
  readonly now: Date;
  /** Groups that a user could join. */
  readonly groups: readonly JoinableGroup[];
  /** The versions of a customer-managed policy, by its ARN, that are not in force. */
  readonly otherVersions: (arn: string) => readonly Policy[];
  /** ARNs of policies that grant full administrator access. */
  readonly administratorPolicies: readonly string[];
  /** Tag keys that some condition asks for, in lower case and without their prefix. */
  readonly tagKeys: { readonly [Of in 'resource' | 'principal' | 'request']: ReadonlySet<string> };
  /** Of the tags of resources and principals, what some condition compares them with. */
  readonly wantedTags: readonly WantedTag[];
}

/** A tag that opens or closes something. */
export interface WantedTag {
  /** As a condition writes it. */
  readonly key: string;
  /** As conditions write them, wildcards and policy variables included. */
  readonly values: readonly string[];
}

interface JoinableGroup {
  readonly arn: string;
  readonly policies: readonly Policy[];
  readonly customerPolicies: readonly string[];
}

/** The actor as the one who makes a request. */
export function principalOf({ kind, arn, accountId }: Actor): Extract<Principal, { arn: string }> {
  return { kind, arn, accountId };
}
