/**
 * What can go wrong when AWS is asked.
 *
 * - denied: we may not ask; the answer is unknown, never empty.
 * - unavailable: the question has no meaning there (Region off, service missing from the Region or partition).
 * - throttled: AWS still refused after all retries.
 * - failed: anything else (server errors, dropped connections, refused credentials, damaged answers).
 */
export type ReadErrorKind = 'denied' | 'unavailable' | 'throttled' | 'failed';

/** The kind of policy that denied, as AWS names it in the message of the error. */
export type DenyingPolicy =
  | 'identity-based policy'
  | 'resource-based policy'
  | 'permissions boundary'
  | 'session policy'
  | 'service control policy'
  | 'resource control policy'
  | 'VPC endpoint policy';

export interface ReadErrorFacts {
  readonly kind: ReadErrorKind;
  /** IAM action of the call, such as `iam:GetAccountSummary`. */
  readonly action: string;
  /** Empty until the account is known. */
  readonly accountId: string;
  readonly region: string;
  readonly deniedBy?: DenyingPolicy | undefined;
  /** True when the denial is of the account's position in its organization and not of a missing permission. */
  readonly byPosition?: boolean;
  /** AWS's own name for the error, such as `AccessDeniedException`. */
  readonly errorName?: string | undefined;
}

/** A question to AWS that got no answer. `others` are further failures of the same reading. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
  readonly kind: ReadErrorKind;
  readonly action: string;
  readonly accountId: string;
  readonly region: string;
  readonly deniedBy: DenyingPolicy | undefined;
  readonly byPosition: boolean;
  readonly errorName: string | undefined;
  readonly others: readonly ReadError[];

  constructor(
    message: string,
    facts: ReadErrorFacts,
    options: { cause?: unknown; others?: readonly ReadError[] } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.kind = facts.kind;
    this.action = facts.action;
    this.accountId = facts.accountId;
    this.region = facts.region;
    this.deniedBy = facts.deniedBy;
    this.byPosition = facts.byPosition ?? false;
    this.errorName = facts.errorName;
    this.others = options.others ?? [];
  }

  /** This failure and those that came with it. */
  get all(): readonly ReadError[] {
    return [this, ...this.others];
  }

  /** The first of several failures, carrying the rest; what several readings share is told once. */
  static combine(errors: readonly ReadError[]): ReadError | undefined {
    const different = new Map(errors.flatMap((error) => error.all).map((error) => [error.message, error]));
    const [first, ...others] = different.values();
    if (first === undefined || others.length === 0) return first;
    return new ReadError(first.message, first, { cause: first.cause, others });
  }
}
