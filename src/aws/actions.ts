/** Services whose IAM actions have another prefix than the id of the client. */
const PREFIXES: Readonly<Record<string, string>> = {
  'sso-admin': 'sso',
  accessanalyzer: 'access-analyzer',
};

/** A call by the id of its client and the name of its operation in the API. */
export interface MadeCall {
  readonly service: string;
  readonly operation: string;
}

/** The IAM action of a call, such as `iam:GetAccountSummary`. */
export function iamActionOf({ service, operation }: MadeCall): string {
  return `${PREFIXES[service] ?? service}:${operation}`;
}
