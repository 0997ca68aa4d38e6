import { CLOCK_SENTENCE, clockIsWrong } from './clock.ts';
import { ThrottledTooLongError } from './deadline.ts';
import { firstWords } from './first-words.ts';
import { type DenyingPolicy, ReadError, type ReadErrorKind } from './read-error.ts';

/** Error codes of AWS services for a missing permission. Common errors of each service's API reference. */
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AccessDeniedFault',
  'AuthorizationError',
  'AuthorizationErrorException',
  'ForbiddenException',
  'NotAuthorized',
  'UnauthorizedException',
  'UnauthorizedOperation',
]);

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html lists the throttling codes. */
const THROTTLED = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

/**
 * Services that an account subscribes to, with AWS's names for not having done so. Elsewhere such an error says nothing
 * of what the account has: an account that is not activated yet gets it from every service, and GuardDuty, Security Hub
 * and their like document other answers for an account that never turned them on.
 */
const NOT_SUBSCRIBED: Readonly<Record<string, readonly string[]>> = {
  // "If you call the AWS Support API from an account that doesn't have a [support plan], the SubscriptionRequiredException
  // error message appears": https://docs.aws.amazon.com/awssupport/latest/APIReference/Welcome.html
  support: ['SubscriptionRequiredException'],
};

/** Services that every account has in every Region and partition it may use, or that tell which those are. */
const ALWAYS_THERE = new Set(['account', 'ec2', 'iam', 'organizations', 'sts']);

/**
 * What the SDK calls an answer without a name for its error, as to a HEAD request: the status is all there is.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
const NAMELESS = new Set(['403', 'Forbidden', 'Unknown', 'UnknownError']);

/** What the SDK says when it has nothing to say. */
const NOTHING_SAID = new Set([...NAMELESS, 'Error', 'Invalid URL']);

/** Names of OpenSSL for a certificate that nobody here trusts. https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const UNTRUSTED = new Set([
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Names for credentials that AWS no longer, or never, accepted: the common errors of each service's API reference. */
const REFUSED_CREDENTIALS = new Set([
  'AuthFailure',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'InvalidToken',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'RequestExpired',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

/**
 * "because no identity-based policy allows the … action" and "with an explicit deny in a service control policy":
 * AWS tells the kind of policy in the message alone, at its end: a resource may be named anything.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
const DENYING_POLICY =
  /[\s\S]*(?:because no|explicit deny in an?) (identity-based policy|resource-based policy|permissions boundary|session policy|service control policy|resource control policy|VPC endpoint policy)/;

const ACTION_IN_MESSAGE = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z0-9]+)/;

export interface CallFacts {
  /** IAM action of the call that was made. */
  readonly action: string;
  readonly accountId: string;
  readonly region: string;
}

/** Sorts an error of a call to AWS. What is a ReadError already is handed back. */
export function classifyError(error: unknown, call: CallFacts): ReadError {
  if (error instanceof ReadError) return error;
  const name = errorName(error);
  const message = messageOf(error);
  const kind = kindOf(error, name, call.action);
  const where = `${call.region}${call.accountId === '' ? '' : ` of account ${call.accountId}`}`;
  if (kind !== 'denied') {
    return new ReadError(
      error instanceof ThrottledTooLongError
        ? `${call.action} was throttled in ${where} for ${error.seconds} s`
        : sentence(kind, name, message, call.action, where),
      { kind, ...call, errorName: name },
      { cause: error },
    );
  }
  const action = ACTION_IN_MESSAGE.exec(message)?.[1] ?? call.action;
  const deniedBy = denyingPolicy(message);
  // Organizations answers a member account with AccessDeniedException and this sentence, naming neither principal
  // nor action: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_troubleshoot_general.html
  const byPosition =
    action.startsWith('organizations:') && !ACTION_IN_MESSAGE.test(message) && deniedBy === undefined;
  return new ReadError(
    deniedBy === undefined
      ? `${action} is denied in ${where}`
      : `${action} is denied in ${where} by the ${deniedBy}`,
    { kind, ...call, action, byPosition, errorName: name, ...(deniedBy === undefined ? {} : { deniedBy }) },
    { cause: error },
  );
}

/** True where AWS refuses a call because there are too many. */
export function isThrottling(error: unknown): boolean {
  return (
    error instanceof ThrottledTooLongError || THROTTLED.has(errorName(error)) || httpStatus(error) === 429
  );
}

/** True for what AWS said, where no connection broke and no time ran out. */
export function isAnswer(error: unknown): boolean {
  return httpStatus(error) !== undefined;
}

/** True for AWS's names of credentials that it does not accept. */
export function credentialsRefused(errorName: string | undefined): boolean {
  return errorName !== undefined && REFUSED_CREDENTIALS.has(errorName);
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/**
 * One line without a full stop: the SDK adds advice to programmers on a second one, and a failed connection to
 * several addresses has a code but no message.
 */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What an answer lacks, a reader stumbles over: the words for that are for programmers. Node's own have a code.
  if (error instanceof TypeError && !('code' in error)) return 'what AWS answered could not be understood';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const [line = ''] = error.message.trim().split(/\s*[\r\n]/);
  const message = line.replace(/\.$/, '') || code;
  if (NOTHING_SAID.has(message)) return answerOf(error) ?? message;
  return UNTRUSTED.has(code)
    ? `${message}. If a proxy or firewall here opens TLS connections, name its certificate authority with AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS`
    : message;
}

/** The HTTP status of an answer that names no error, with its first words. */
function answerOf(error: Error): string | undefined {
  const status = httpStatus(error);
  if (status === undefined) return undefined;
  const words = firstWords(bodyOf(error));
  return `the answer was HTTP ${status}${words === '' ? ' and empty' : `: ${words}`}`;
}

/** The body, which the transport has read to its end; the SDK hides the response in the error. */
function bodyOf(error: Error): string {
  if (!('$response' in error) || typeof error.$response !== 'object' || error.$response === null) return '';
  const { $response } = error;
  return 'body' in $response && $response.body instanceof Uint8Array
    ? Buffer.from($response.body).toString('utf8')
    : '';
}

function kindOf(error: unknown, name: string, action: string): ReadErrorKind {
  if (DENIED.has(name) || (NAMELESS.has(name) && httpStatus(error) === 403)) return 'denied';
  if (isThrottling(error)) return 'throttled';
  return isUnavailable(name, action) ? 'unavailable' : 'failed';
}

/** The account has not subscribed to the service, or the service is not offered there. */
function isUnavailable(name: string, action: string): boolean {
  const [service = ''] = action.split(':');
  if (name === 'ServiceNotInRegion') return !ALWAYS_THERE.has(service);
  return NOT_SUBSCRIBED[service]?.includes(name) ?? false;
}

function denyingPolicy(message: string): DenyingPolicy | undefined {
  switch (DENYING_POLICY.exec(message)?.[1]) {
    case 'identity-based policy':
      return 'identity-based policy';
    case 'resource-based policy':
      return 'resource-based policy';
    case 'permissions boundary':
      return 'permissions boundary';
    case 'session policy':
      return 'session policy';
    case 'service control policy':
      return 'service control policy';
    case 'resource control policy':
      return 'resource control policy';
    case 'VPC endpoint policy':
      return 'VPC endpoint policy';
    default:
      return undefined;
  }
}

function sentence(kind: ReadErrorKind, name: string, message: string, action: string, where: string): string {
  switch (kind) {
    case 'throttled':
      return `${action} was throttled in ${where} after every retry`;
    case 'unavailable':
      return `${action} is not available in ${where} (${name})`;
    default:
      if (clockIsWrong(name, message)) return `${action} failed in ${where}: ${CLOCK_SENTENCE} (${name})`;
      return REFUSED_CREDENTIALS.has(name)
        ? `${action} failed in ${where}: AWS did not accept the credentials there (${name})`
        : `${action} failed in ${where}: ${message}`;
  }
}

function httpStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
