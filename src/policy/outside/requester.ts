import { contextOf, lookupIn } from '../decide/request.ts';
import type { KeyLookup } from '../language/condition.ts';
import { tellsMoment } from '../language/moment.ts';
import type { Principal, PrincipalEntry } from '../language/principal.ts';
import { isNeverSent } from './identity-provider.ts';
import { ANY_SERVICE, type Home } from './outsider.ts';

/** A requester that stands for all that a Principal entry lets in, and what is known of its requests. */
export interface OutsideRequester {
  /** Whom it stands for: the entry, or those of anyone who are told apart. */
  readonly entry: PrincipalEntry;
  readonly principal: Principal;
  /** What is the same in the requests of all whom it stands for. */
  readonly lookup: KeyLookup;
  /** Of one who stands for anyone: what is known of somebody whom no policy names. */
  readonly lookupOfNameless?: KeyLookup;
}

/** No account, user or organization that a policy could name. */
const NAMELESS = '\uE000';
const STRANGER: Principal = {
  kind: 'user',
  arn: `arn:aws:iam::${NAMELESS}:user/${NAMELESS}`,
  accountId: NAMELESS,
  organizationId: NAMELESS,
};

/** Whose resource is asked for, and when. */
interface Asked {
  readonly home: Home;
  readonly now?: Date | undefined;
}

/** The requesters to ask as, so that the answers hold for everybody outside whom the entry lets in. */
export function requestersFor(entry: PrincipalEntry, { home, now }: Asked): OutsideRequester[] {
  const knowing = (principal: Principal, keys?: readonly string[], whom = entry): OutsideRequester => ({
    entry: whom,
    principal,
    lookup: lookupOf(principal, { home, now }, keys),
  });
  switch (entry.kind) {
    case 'account':
      return [
        knowing(
          memberOf(entry.accountId, `arn:aws:iam::${entry.accountId}:user/${NAMELESS}`, home),
          IN_ACCOUNT,
        ),
      ];
    case 'arn':
      return [knowing(memberOf(entry.accountId, entry.arn, home))];
    case 'service':
      return [knowing({ kind: 'service', service: entry.service })];
    case 'federated':
      return [knowing({ kind: 'federated', provider: entry.provider })];
    case 'anyone': {
      const service = { kind: 'service', service: ANY_SERVICE } as const;
      const nameless = lookupOf(STRANGER, { home, now });
      return [
        knowing(STRANGER, SIGNED),
        knowing({ kind: 'anonymous' }),
        knowing(service, SIGNED, service),
      ].map((requester) => ({
        ...requester,
        lookupOfNameless: (key) => requester.lookup(key) ?? nameless(key),
      }));
    }
    default:
      return [knowing(STRANGER, SIGNED)];
  }
}

const SIGNED = ['aws:principalisawsservice'];
const IN_ACCOUNT = [...SIGNED, 'aws:principalaccount', 'aws:principalorgid'];
const OF_THE_RESOURCE = ['aws:resourceaccount', 'aws:resourceorgid'];

function memberOf(accountId: string, arn: string, home: Home): Principal {
  const kind = /^arn:[^:]*:iam::[^:]*:user\//.test(arn) ? 'user' : 'role';
  const own = home.organizationAccounts?.has(accountId) ? home.organizationId : undefined;
  return { kind, arn, accountId, ...(own === undefined ? {} : { organizationId: own }) };
}

/** @param keys those of the requester that are the same for all it stands for; left out, all */
function lookupOf(principal: Principal, { home, now }: Asked, keys?: readonly string[]): KeyLookup {
  const lookup = lookupIn({
    principal,
    action: '',
    resource: '',
    resourceAccountId: home.accountId,
    ...(now && { now }),
    context: contextOf(home.organizationId === undefined ? {} : { 'aws:ResourceOrgID': home.organizationId }),
  });
  return (key) => {
    if (principal.kind === 'federated' && isNeverSent(principal.provider, key)) return 'absent';
    const same = !keys || keys.includes(key) || OF_THE_RESOURCE.includes(key) || tellsMoment(key);
    return same ? lookup(key) : undefined;
  };
}
