import { lookupIn } from '../decide/request.ts';
import type { KeyLookup } from '../language/condition.ts';
import type { Principal, PrincipalEntry } from '../language/principal.ts';
import type { Home } from './outsider.ts';

/** A requester that stands for all that a Principal entry lets in, and what is known of its requests. */
export interface OutsideRequester {
  readonly principal: Principal;
  readonly lookup: KeyLookup;
}

/** No account, user or organization that a policy could name. */
const NAMELESS = '\uE000';
const STRANGER: Principal = {
  kind: 'user',
  arn: `arn:aws:iam::${NAMELESS}:user/${NAMELESS}`,
  accountId: NAMELESS,
};

/** The requesters to ask as, so that the answers hold for everybody outside whom the entry lets in. */
export function requestersFor(entry: PrincipalEntry, home: Home): OutsideRequester[] {
  switch (entry.kind) {
    case 'account':
      return [member(entry.accountId, `arn:aws:iam::${entry.accountId}:user/${NAMELESS}`, home, IN_ACCOUNT)];
    case 'arn':
      return [member(entry.accountId, entry.arn, home)];
    case 'service':
      return [knowing({ kind: 'service', service: entry.service })];
    case 'federated':
      return [knowing({ kind: 'federated', provider: entry.provider })];
    case 'anyone':
      return [knowing(STRANGER, SIGNED), knowing({ kind: 'anonymous' })];
    default:
      return [knowing(STRANGER, SIGNED)];
  }
}

const SIGNED = ['aws:principalisawsservice'];
const IN_ACCOUNT = [...SIGNED, 'aws:principalaccount', 'aws:principalorgid'];

function member(accountId: string, arn: string, home: Home, keys?: readonly string[]): OutsideRequester {
  const kind = /^arn:[^:]*:iam::[^:]*:user\//.test(arn) ? 'user' : 'role';
  const own = home.organizationAccounts?.has(accountId) ? home.organizationId : undefined;
  return knowing({ kind, arn, accountId, ...(own === undefined ? {} : { organizationId: own }) }, keys);
}

/** @param keys those that are the same for all the requester stands for; left out, all */
function knowing(principal: Principal, keys?: readonly string[]): OutsideRequester {
  const lookup = lookupIn({ principal, action: '', resource: '' });
  const hidden = (key: string) => key === 'aws:resourceaccount' || (keys && !keys.includes(key));
  return { principal, lookup: (key) => (hidden(key) ? undefined : lookup(key)) };
}
