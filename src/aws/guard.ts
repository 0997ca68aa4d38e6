/** Reads that are named like writes. */
const READS_BY_NAME = new Set(['GenerateCredentialReport']);

const READ = /^(BatchGet|Describe|Get|Head|List|Lookup|Search|Select)[A-Z]/;

/** Reads that would hand out what Postern must never hold: secrets, sessions, content. */
const NEVER = new Set([
  'BatchGetSecretValue',
  'GetAuthorizationToken',
  'GetClusterCredentials',
  'GetFederationToken',
  'GetObject',
  'GetParameter',
  'GetParameterHistory',
  'GetParameters',
  'GetParametersByPath',
  'GetPasswordData',
  'GetRoleCredentials',
  'GetSecretValue',
  'GetSessionToken',
]);

/** A command that Postern refuses to send, whoever asked for it. */
export class GuardError extends Error {
  override readonly name = 'GuardError';
  constructor(service: string, operation: string) {
    super(`Postern only reads: it does not send ${service} ${operation}`);
  }
}

/** @param operation API name, such as `GetAccountSummary`. */
export function isRead(operation: string): boolean {
  return READS_BY_NAME.has(operation) || (READ.test(operation) && !NEVER.has(operation));
}
