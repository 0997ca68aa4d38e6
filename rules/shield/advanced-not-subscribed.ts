import { accountResource, defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { type ExposedResource, exposedResources, subscriptionState } from 'postern/services/shield';

export default defineRule({
  title: 'Account has Shield Standard only',
  type: 'Policy:Shield/AdvancedNotSubscribed',
  severity: 0.5,
  scope: 'account',
  reads: { state: subscriptionState, exposed: exposedResources },
  why: 'Shield Standard, which every account has, holds off the common floods of the network. It does not look at the traffic of an application, nobody at AWS answers during an attack, and what the attack makes you pay is not paid back.',
  remediation: {
    text: 'Decide whether an outage of what faces the internet would cost more than Shield Advanced, which is paid by the month, for a year at least, once for an organization. Where it would not, a web ACL with a rate limit and the Anti-DDoS rule group goes a long way without it.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary-deciding.html',
  },
  *check({ state, exposed: { resources, unread } }, scope) {
    const account = accountResource(scope);
    const [error] = unread;
    if (state === 'ACTIVE') yield pass(account, { SubscriptionState: state });
    else if (resources.length > 0)
      yield fail(
        account,
        {
          SubscriptionState: state,
          InternetFacing: countByKind(resources),
          ...(unread.length === 0 ? {} : { Unread: unread.map(({ message }) => message) }),
        },
        `${inWords(resources)} with Shield Standard only.`,
        { exposure: 'internet' },
      );
    else if (error !== undefined) yield unknown(account, error);
    else
      yield notApplicable(
        'Nothing that Shield Advanced protects faces the internet; the account has Shield Standard, as every account does without charge',
        account,
      );
  },
});

function countByKind(resources: readonly ExposedResource[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { kind } of resources) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function inWords(resources: readonly ExposedResource[]): string {
  const [first] = resources;
  return first !== undefined && resources.length === 1
    ? `The ${first.kind} ${first.name} faces the internet`
    : `${resources.length} resources face the internet`;
}
