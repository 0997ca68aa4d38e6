import { type Condition, holdsIn, type KeyValue } from '../language/condition.ts';
import {
  type AdmissionQuestion,
  type Admissions,
  admissions,
  type Opening,
  openToAnyone,
  type PolicyText,
} from './admission.ts';
import { functionUses } from './uses.ts';

const CALL_URL = 'lambda:InvokeFunctionUrl';
const INVOKE = 'lambda:InvokeFunction';

type Asker = Omit<AdmissionQuestion, 'uses'>;

/**
 * Who gets at a Lambda function without its URL, by its policy. What the policy allows to callers of a URL alone counts for
 * nothing here: it does not go when the URL is deleted. A policy may be about the versions and aliases, `…:function:orders:*`.
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 * @param arn of the function, or of the version or alias whose policy it is
 */
export function functionAdmissions(policy: PolicyText, arn: string, asker: Asker): Admissions {
  const uses = functionUses(arn)
    .filter(({ actions }) => !actions.includes(CALL_URL))
    .map((use) => ({ ...use, on: { some: `${arn}*` } }));
  const { admitted, unread } = admissions(policy, { ...asker, uses });
  return {
    admitted: admitted.filter(({ actions, conditions }) => {
      const authType = actions.some((action) => ABOUT_URLS.test(action)) ? undefined : 'absent';
      return mayHold(conditions, { authType, byUrl: 'absent' });
    }),
    unread,
  };
}

/** Whether a function answers to callers of its URL, by its policy. */
export interface UrlOpening {
  /** Who may call the URL. */
  readonly calls: Opening;
  /** Who may invoke the function, called by its URL. */
  readonly invokes: Opening;
}

/**
 * Who gets at a function through its URL. A caller needs lambda:InvokeFunctionUrl and, for URLs made since October 2025,
 * lambda:InvokeFunction.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 * @param thing what the URL belongs to, as a sentence begins
 * @param authType `NONE`: nobody signs; `AWS_IAM`: callers are principals of AWS
 */
export function urlOpening(
  thing: string,
  policy: PolicyText,
  { arn, authType, ...asker }: Asker & { readonly arn: string; readonly authType: string },
): UrlOpening {
  const request = { authType: [authType], byUrl: ['true'] };
  const asked = (action: string) => {
    const uses = functionUses(arn)
      .filter(({ actions }) => actions.includes(action))
      .map((use) => ({ ...use, actions: [action] }));
    const { admitted, unread } = admissions(policy, { ...asker, uses });
    return openToAnyone(thing, {
      admitted: admitted.filter(({ conditions }) => mayHold(conditions, request)),
      unread,
    });
  };
  return { calls: asked(CALL_URL), invokes: asked(INVOKE) };
}

/** What a request says of URLs; undefined: anything. */
interface AboutUrls {
  readonly authType: KeyValue;
  readonly byUrl: KeyValue;
}

/** Whether the conditions leave the requests of this kind open. */
function mayHold(conditions: readonly Condition[], { authType, byUrl }: AboutUrls): boolean {
  const keys: Readonly<Record<string, KeyValue>> = {
    'lambda:functionurlauthtype': authType,
    'lambda:invokedviafunctionurl': byUrl,
  };
  return conditions.every((one) => !(one.key in keys) || holdsIn(one, (key) => keys[key]) !== false);
}

/**
 * Requests besides those of callers that say which AuthType they are about.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
const ABOUT_URLS = /^lambda:(?:(?:Create|Update)FunctionUrlConfig|(?:Add|Remove)Permission)$/;
