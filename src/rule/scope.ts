/** Where a rule is judged: once an organization, once an account, or once a Region of an account. */
export type ScopeKind = 'organization' | 'account' | 'region';

export interface Where {
  readonly account: { readonly id: string; readonly partition: string };
  /** The partition's home Region for accounts and organizations. */
  readonly region: string;
}
