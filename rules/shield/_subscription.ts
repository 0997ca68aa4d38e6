import { type NotApplicable, notApplicable } from 'postern/rule';

/**
 * What needs a subscription has no meaning without one.
 * https://docs.aws.amazon.com/waf/latest/developerguide/ddos-standard-summary.html
 */
export function notSubscribed(): NotApplicable {
  return notApplicable(
    'The account is not subscribed to Shield Advanced; it has Shield Standard, as every account does without charge',
  );
}
