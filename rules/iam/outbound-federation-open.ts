import { shortName } from 'postern/policy';
import { accountResource, defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { optionalTokenRequesters, outboundFederation, quoted } from 'postern/services/iam';

export default defineRule({
  title: 'Users or roles get identity tokens for any audience',
  type: 'Policy:IAM/OutboundFederationOpen',
  severity: 2.0,
  scope: 'account',
  reads: { federation: outboundFederation, tokens: optionalTokenRequesters },
  why: 'AWS signs that they are who they are, to whatever service outside AWS they name: one that trusts the account lets them all in.',
  remediation: {
    text: 'Name the services that tokens are for, in a condition on sts:IdentityTokenAudience, wherever sts:GetWebIdentityToken is allowed; a service control policy can do so for all accounts at once. Turn the federation off where no service outside AWS relies on it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_policies.html',
  },
  *check({ federation, tokens }, scope) {
    const account = accountResource(scope);
    if (federation === undefined) {
      yield notApplicable('IAM of this partition has no outbound web identity federation', account);
      return;
    }
    const { JwtVendingEnabled } = federation;
    if (JwtVendingEnabled === undefined)
      yield unknown(account, 'AWS did not say whether outbound web identity federation is on');
    else if (!JwtVendingEnabled) yield pass(account, { JwtVendingEnabled });
    else if (!tokens.ok) yield unknown(account, tokens.error);
    else {
      const { requesters, unread } = tokens.value;
      const evidence = {
        ...federation,
        principals: requesters.map(({ Arn, statements }) => ({ Arn, statements: quoted(statements) })),
      };
      if (requesters.length > 0) yield fail(account, evidence, inWords(requesters.map(({ Arn }) => Arn)));
      else if (unread !== undefined) yield unknown(account, unread);
      else yield pass(account, evidence);
    }
  },
});

function inWords([first = '', ...others]: readonly string[]): string {
  const also =
    others.length === 0 ? '' : others.length === 1 ? ' and another' : ` and ${others.length} others`;
  return `${shortName(first)}${also} may get a token of AWS for any service outside AWS.`;
}
