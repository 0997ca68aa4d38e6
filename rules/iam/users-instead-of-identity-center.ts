import { accountResource, defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { credentialReport, notSaid, roleTrusts, samlProviders, told } from 'postern/services/iam';
import { organizationInstances } from 'postern/services/identity-center';

export default defineRule({
  title: 'IAM user has a console password',
  type: 'Policy:IAMUser/HumanUsersInIam',
  severity: 2.5,
  scope: 'account',
  reads: {
    report: credentialReport,
    providers: samlProviders,
    trusts: roleTrusts,
    instances: organizationInstances,
  },
  why: 'An IAM user outlives its person in the company directory, and its access keys work until somebody deletes them. People who sign in through a directory lose access when they leave it.',
  remediation: {
    text: 'Let people sign in through IAM Identity Center or your identity provider, then remove the console passwords of their IAM users. Keep only what you need for emergencies.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  },
  *check({ report, providers, trusts, instances }, scope) {
    const trusted = new Set(
      trusts.flatMap(({ outside }) =>
        outside.flatMap(({ who }) => (who.kind === 'federated' ? [who.provider] : [])),
      ),
    );
    const unread =
      providers.length === 0 ? undefined : trusts.find((trust) => trust.unread !== undefined)?.unread;
    const answers = instances.map(({ answer }) => answer);
    const evidence = {
      SAMLProviderList: providers.flatMap(({ Arn }) => (Arn !== undefined && trusted.has(Arn) ? [Arn] : [])),
      Instances: answers.flatMap((answer) =>
        answer.ok ? answer.value.map(({ InstanceArn }) => InstanceArn) : [],
      ),
    };
    const failure = answers.find((answer) => !answer.ok);
    const elsewhere = evidence.SAMLProviderList.length > 0 || evidence.Instances.length > 0;
    const people = report.users.filter(({ password }) => password.enabled !== false);
    if (people.length === 0) yield pass(accountResource(scope), evidence);
    for (const row of people) {
      const user = { type: 'AwsIamUser', id: row.arn };
      if (!elsewhere && failure !== undefined) yield unknown(user, failure.error);
      else if (!elsewhere && unread !== undefined) yield unknown(user, unread);
      else if (!elsewhere)
        yield notApplicable(
          'people can sign in neither through Identity Center nor through a SAML provider that a role trusts',
          user,
        );
      else if (row.password.enabled === undefined)
        yield unknown(user, notSaid(row, 'whether the user has a password'));
      else
        yield fail(
          user,
          { ...told(row, 'password_enabled', 'password_last_used'), ...evidence },
          `${row.name} has a console password${row.password.lastUsed === 'never' ? ' that was never used' : ''}, though people can sign in through ${evidence.Instances.length > 0 ? 'Identity Center' : 'a SAML provider'}.`,
          { exposure: 'inside' },
        );
    }
  },
});
