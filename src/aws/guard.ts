import { AsyncLocalStorage } from 'node:async_hooks';
import type { Operation } from './actions.ts';
import { allowsRegion, type Declaration, nameIn, sentOnlyIfAny, written } from './declaration.ts';
import { handsOut } from './never-read.ts';
import { PageTrail } from './page-trail.ts';

/** Reads that are named like writes. */
const READS_BY_NAME = new Set(['GenerateCredentialReport']);

/**
 * Writes that are named like reads: they make an identity, claim a task, start a search in other people's software.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
 * https://docs.aws.amazon.com/appfabric/latest/api/API_BatchGetUserAccessTasks.html
 */
const WRITES_BY_NAME = new Set(['BatchGetUserAccessTasks', 'GetActivityTask', 'GetId']);

const READ = /^(BatchGet|Describe|Get|Head|List|Lookup|Search|Select)[A-Z]/;

/** An operation that Postern refuses to send, whoever asked for it. Whoever wrote the reader has to mend it. */
export class GuardError extends Error {
  override readonly name = 'GuardError';
}

/** A reader as the guard knows it: the operations of its service that it may send. */
export interface Sender {
  readonly service: string;
  readonly operations: readonly Declaration[];
}

/** A reader at work on one answer. */
interface Work {
  readonly reader: Sender;
  /** The Region that the reader is asked about. */
  readonly region: string;
  /** How often each operation was sent for it so far. */
  readonly sent: Map<string, number>;
  /** The pages it was sent. */
  readonly trail: PageTrail;
  /** Whether this is a question about one of several items, of which there may be none. */
  readonly aboutItem: boolean;
  /** The operation that was sent last for this question; for those of the questions within it, see theirs. */
  readonly last: { operation?: string };
}

/** The reader that is at work. The client is shared by all readers of its service, so a call cannot tell. */
const atWork = new AsyncLocalStorage<Work>();

/** Runs a reader: what is sent meanwhile, it sends. It is handed how often each operation was sent for it. */
export function sendingAs<T>(
  reader: Sender,
  region: string,
  read: (sent: ReadonlyMap<string, number>) => Promise<T>,
): Promise<T> {
  const sent = new Map<string, number>();
  return atWork.run({ reader, region, sent, trail: new PageTrail(), aboutItem: false, last: {} }, () =>
    read(sent),
  );
}

/** Runs a question within what a reader asks, perhaps about one of several items. */
export function asking<T>(
  question: () => Promise<T>,
  { aboutItem }: { readonly aboutItem?: true } = {},
): Promise<T> {
  const work = atWork.getStore();
  return work === undefined
    ? question()
    : atWork.run({ ...work, aboutItem: aboutItem ?? work.aboutItem, last: {} }, question);
}

/** The operation that was sent last for the question that is asked. */
export function lastSent(): string | undefined {
  return atWork.getStore()?.last.operation;
}

/** @throws GuardError unless every operation of the reader is a read that hands out no secret and no content. */
export function checkReads(reader: Sender): void {
  for (const operation of reader.operations.map(nameIn)) {
    if (!isRead(operation))
      throw new GuardError(`${told(reader)} declares ${operation}, which is no read: Postern only reads`);
    if (handsOut({ service: reader.service, operation }))
      throw new GuardError(
        `${told(reader)} declares ${operation}, which hands out credentials, secrets or content: Postern never reads them`,
      );
  }
}

function isRead(operation: string): boolean {
  return READS_BY_NAME.has(operation) || (READ.test(operation) && !WRITES_BY_NAME.has(operation));
}

/**
 * @returns the pages that the reader at work was sent so far
 * @throws GuardError unless it declares the operation, about an item as one that is sent if there is any, and in another
 *   Region than it is asked about as one that is sent there.
 */
export function checkDeclared({
  service,
  operation,
  region,
}: Operation & { readonly region: string }): PageTrail {
  const work = atWork.getStore();
  if (work === undefined)
    throw new GuardError(`no reader is at work that could send ${service} ${operation}`);
  const { reader, sent, trail, aboutItem, last } = work;
  if (reader.service !== service)
    throw new GuardError(`${told(reader)} sends ${operation} of ${service}, which is another service`);
  const declared = reader.operations.find((one) => nameIn(one) === operation);
  if (declared === undefined)
    throw new GuardError(`${told(reader)} sends ${operation}, which it does not declare`);
  if (aboutItem && !sentOnlyIfAny(declared))
    throw new GuardError(
      `${told(reader)} sends ${operation} for each of several items, of which there may be none: declare { ifAny: '${operation}' }`,
    );
  if (region !== work.region && !allowsRegion(declared, region))
    throw new GuardError(
      `${told(reader)} is asked about ${work.region} and sends ${operation} in ${region}: declare where with { ifAny: '${operation}', in: … }`,
    );
  sent.set(operation, (sent.get(operation) ?? 0) + 1);
  last.operation = operation;
  return trail;
}

/** A reader as it stands in the code of its service. */
export function told({ service, operations }: Sender): string {
  return `${service}.reader([${operations.map(written).join(', ')}])`;
}
