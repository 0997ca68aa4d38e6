import { AsyncLocalStorage } from 'node:async_hooks';
import type { Operation } from './actions.ts';

/** Reads that are named like writes. */
const READS_BY_NAME = new Set(['GenerateCredentialReport']);

const READ = /^(BatchGet|Describe|Get|Head|List|Lookup|Search|Select)[A-Z]/;

/** Reads that would hand out what Postern must never hold. */
const NEVER: readonly RegExp[] = [
  // Sessions: GetSessionToken, GetRoleCredentials, GetClusterCredentialsWithIAM, GetOpenIdTokenForDeveloperIdentity.
  /^Get\w*(?:Credentials|Tokens?)(?:(?:For|From|With)[A-Z]\w*)?$/,
  /^Get(?:DataAccess|InstanceAccess|InstanceAccessDetails)$/,
  // Secrets: GetPasswordData, GetRandomPassword, BatchGetSecretValue, GetParametersByPath, GetApiKeys.
  /Password(?:Data)?$|SecretValue$|^GetParameter|^GetApiKeys?$|^GetResourceApiKey$/,
  // Content: objects, items, records, logs, files, what a machine shows on its screen.
  /^(?:Batch)?Get(?:Blob|ConsoleOutput|ConsoleScreenshot|File|Item|LogEvents|LogObject|LogRecord|Media|Object|ObjectTorrent|QueryResults|Records)$/,
  /^SelectObjectContent$/,
];

/** An operation that Postern refuses to send, whoever asked for it. Whoever wrote the reader has to mend it. */
export class GuardError extends Error {
  override readonly name = 'GuardError';
}

/** A reader as the guard knows it: the operations of its service that it may send. */
export interface Sender {
  readonly service: string;
  readonly operations: readonly string[];
}

/** The reader that is at work. The client is shared by all readers of its service, so a call cannot tell. */
const atWork = new AsyncLocalStorage<Sender>();

/** Runs a reader: what is sent meanwhile, it sends. */
export function sendingAs<T>(reader: Sender, read: () => Promise<T>): Promise<T> {
  return atWork.run(reader, read);
}

/** @throws GuardError unless every operation of the reader is a read that hands out no secret and no content. */
export function checkReads(reader: Sender): void {
  for (const operation of reader.operations) {
    if (!READS_BY_NAME.has(operation) && !READ.test(operation))
      throw new GuardError(`${told(reader)} declares ${operation}, which is no read: Postern only reads`);
    if (NEVER.some((handsOut) => handsOut.test(operation)))
      throw new GuardError(
        `${told(reader)} declares ${operation}, which hands out credentials, secrets or content: Postern never reads them`,
      );
  }
}

/** @throws GuardError unless the reader at work declares the operation. */
export function checkDeclared({ service, operation }: Operation): void {
  const reader = atWork.getStore();
  if (reader === undefined)
    throw new GuardError(`no reader is at work that could send ${service} ${operation}`);
  if (reader.service !== service)
    throw new GuardError(`${told(reader)} sends ${operation} of ${service}, which is another service`);
  if (!reader.operations.includes(operation))
    throw new GuardError(`${told(reader)} sends ${operation}, which it does not declare`);
}

/** A reader as it stands in the code of its service. */
export function told({ service, operations }: Sender): string {
  return `${service}.reader([${operations.map((operation) => `'${operation}'`).join(', ')}])`;
}
