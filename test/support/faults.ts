import { actionOf } from '../../src/aws/actions.ts';
import type { Answerer } from './stub.ts';
import { type Call, failure } from './wire.ts';

/** The policy types that AWS names in an access denied message. */
export type DenyingPolicy =
  | 'identity-based policy'
  | 'service control policy'
  | 'resource control policy'
  | 'resource-based policy'
  | 'permissions boundary'
  | 'session policy'
  | 'VPC endpoint policy';

export interface Denial {
  /** Default: identity-based policy. */
  readonly by?: DenyingPolicy;
  /** A Deny statement rather than no Allow. */
  readonly explicit?: boolean;
  /** The ARN of that policy, which AWS names for explicit denials of newer services. */
  readonly policyArn?: string;
  readonly principal?: string;
  /** Where the IAM action differs from the API name. */
  readonly action?: string;
  readonly resource?: string;
}

/**
 * Access denied, with AWS's own words.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denied(denial: Denial = {}): Answerer {
  return (call) => failure(call, { ...denialCode(call), message: denialMessage(call, denial) });
}

function denialCode(call: Call): { code: string; status: number } {
  switch (call.protocol) {
    case 'query':
    case 'rest-xml':
      return { code: 'AccessDenied', status: 403 };
    case 'ec2':
      return { code: 'UnauthorizedOperation', status: 403 };
    case 'json-1.0':
    case 'json-1.1':
    case 'cbor':
      return { code: 'AccessDeniedException', status: 400 };
    case 'rest-json':
      return { code: 'AccessDeniedException', status: 403 };
  }
}

function denialMessage(call: Call, denial: Denial): string {
  const action = denial.action ?? actionOf({ service: call.client, operation: call.operation });
  const by = denial.by ?? 'identity-based policy';
  const who = denial.principal ?? 'arn:aws:iam::123456789012:user/auditor';
  const where = denial.resource ? ` on resource: ${denial.resource}` : '';
  const article = by.startsWith('i') ? 'an' : 'a';
  const why = denial.explicit
    ? `with an explicit deny in ${article} ${by}${denial.policyArn ? `: ${denial.policyArn}` : ''}`
    : `because no ${by} allows the ${action} action`;
  const sentence = `User: ${who} is not authorized to perform: ${action}${where} ${why}`;
  return call.protocol === 'ec2' ? `You are not authorized to perform this operation. ${sentence}` : sentence;
}

/** Each service's own throttling error. */
export function throttled(): Answerer {
  return (call) => failure(call, throttlingOf(call));
}

function throttlingOf(call: Call): { code: string; message: string; status: number } {
  switch (call.service) {
    case 'ec2':
      // https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
      return { code: 'RequestLimitExceeded', message: 'Request limit exceeded.', status: 503 };
    case 'organizations':
      // https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
      return { code: 'TooManyRequestsException', message: 'Rate exceeded', status: 400 };
    case 'account':
      // https://docs.aws.amazon.com/accounts/latest/reference/API_GetAlternateContact.html
      return { code: 'TooManyRequestsException', message: 'Rate exceeded', status: 429 };
    case 'iam':
    case 'sts':
      // https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
      return { code: 'Throttling', message: 'Rate exceeded', status: 400 };
    case 's3':
      // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
      return { code: 'SlowDown', message: 'Please reduce your request rate.', status: 503 };
    default:
      return {
        code: 'ThrottlingException',
        message: 'Rate exceeded',
        status: call.protocol === 'rest-json' ? 429 : 400,
      };
  }
}

/** What a Region answers that is not enabled for the account: it does not know the credentials. */
export function regionDisabled(): Answerer {
  const message = 'The security token included in the request is invalid.';
  return (call) => {
    switch (call.protocol) {
      case 'ec2':
        return failure(call, {
          code: 'AuthFailure',
          message: 'AWS was not able to validate the provided access credentials',
          status: 401,
        });
      case 'query':
        return failure(call, { code: 'InvalidClientTokenId', message, status: 403 });
      case 'json-1.0':
      case 'json-1.1':
      case 'cbor':
        return failure(call, { code: 'UnrecognizedClientException', message, status: 400 });
      case 'rest-xml':
        // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
        return failure(call, {
          code: 'InvalidAccessKeyId',
          message: 'The AWS Access Key Id you provided does not exist in our records.',
          status: 403,
        });
      case 'rest-json':
        return failure(call, { code: 'UnrecognizedClientException', message, status: 403 });
    }
  };
}

/** HTTP 500 with the error shape of the protocol. */
export function broken(): Answerer {
  return (call) =>
    failure(call, {
      code: ['ec2', 'rest-xml'].includes(call.protocol) ? 'InternalError' : 'InternalFailure',
      message: 'An internal error has occurred',
      status: 500,
    });
}

/** The connection breaks before any answer. */
export function dropped(): Answerer {
  return () => 'drop';
}

/** Any other AWS error. */
export function failing(code: string, message: string, status = 400): Answerer {
  return (call) => failure(call, { code, message, status });
}

/** Answers that way only the first `count` times. */
export function times(count: number, answerer: Answerer): Answerer {
  let left = count;
  return (call, upstream) => {
    if (left === 0) return undefined;
    left -= 1;
    return answerer(call, upstream);
  };
}

/** Answers that way only in these Regions. */
export function inRegions(regions: readonly string[], answerer: Answerer): Answerer {
  return (call, upstream) => (regions.includes(call.region) ? answerer(call, upstream) : undefined);
}
