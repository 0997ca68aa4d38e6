/** An agreement that the account or its organization made. */
export interface CustomerAgreementSummary {
  readonly name?: string;
  readonly arn?: string;
  readonly agreementArn?: string;
  readonly organizationArn?: string;
  readonly effectiveStart?: Date;
  readonly effectiveEnd?: Date;
  /** ACTIVE, CUSTOMER_TERMINATED or AWS_TERMINATED. */
  readonly state?: string;
  /** DEFAULT, CUSTOM or MODIFIED. */
  readonly type?: string;
}

export interface ReportSummary {
  readonly name?: string;
  readonly arn?: string;
  readonly version?: number;
  /** PUBLISHED or UNPUBLISHED. */
  readonly state?: string;
  readonly periodStart?: Date;
  readonly periodEnd?: Date;
  readonly series?: string;
  readonly category?: string;
  /** Whose report it is. */
  readonly companyName?: string;
}
