/** Reads that are named like writes. */
const READS_BY_NAME = new Set(['GenerateCredentialReport']);

const READ = /^(BatchGet|Describe|Get|Head|List|Lookup|Search|Select)[A-Z]/;

/** Reads that would hand out what Postern must never hold. */
const NEVER: readonly RegExp[] = [
  // Sessions: GetSessionToken, GetRoleCredentials, GetClusterCredentialsWithIAM, GetOpenIdTokenForDeveloperIdentity.
  /^Get\w*(?:Credentials|Tokens?)(?:(?:For|From|With)[A-Z]\w*)?$/,
  /^Get(?:DataAccess|InstanceAccess|InstanceAccessDetails)$/,
  // Secrets: GetPasswordData, GetRandomPassword, BatchGetSecretValue, GetParametersByPath, GetResourceApiKey.
  /Password(?:Data)?$|SecretValue$|^GetParameter|^GetResourceApiKey$/,
  // Content: objects, items, records, logs, files, what a machine shows on its screen.
  /^(?:Batch)?Get(?:Blob|ConsoleOutput|ConsoleScreenshot|File|Item|LogEvents|LogObject|LogRecord|Media|Object|ObjectTorrent|QueryResults|Records)$/,
  /^SelectObjectContent$/,
];

/** A command that Postern refuses to send, whoever asked for it. */
export class GuardError extends Error {
  override readonly name = 'GuardError';
  constructor(service: string, operation: string) {
    super(`Postern only reads, and never secrets: it does not send ${service} ${operation}`);
  }
}

/** @param operation API name, such as `GetAccountSummary`. */
export function isRead(operation: string): boolean {
  return (
    READS_BY_NAME.has(operation) ||
    (READ.test(operation) && !NEVER.some((handsOut) => handsOut.test(operation)))
  );
}
