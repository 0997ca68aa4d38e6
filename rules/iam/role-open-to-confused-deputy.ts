import { sourceKeysPage } from 'postern/policy';
import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { type RoleTrust, roleTrusts, trustEvidence } from 'postern/services/iam';

export default defineRule({
  title: 'Role trusts an AWS service for any of its customers',
  type: 'Policy:IAM/RoleOpenToConfusedDeputy',
  severity: 3.0,
  scope: 'account',
  reads: { trusts: roleTrusts },
  why: 'The service acts for every AWS customer. Where the trust policy does not say for whom, another customer may get it to act with your role.',
  remediation: {
    text: 'Require aws:SourceAccount with your account, or aws:SourceArn with your resource, in the statement that trusts the service.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  },
  *check({ trusts }) {
    for (const { role, outside, unread } of trusts) {
      const resource = { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) };
      const deputies = deputiesIn(outside);
      const open = deputies.filter(({ trust }) => !namesCustomer(trust));
      const [first] = open;
      if (first !== undefined)
        yield fail(
          resource,
          trustEvidence(open.map(({ trust }) => trust)),
          `${first.service} can assume ${role.RoleName} on behalf of any AWS account. The condition to add: ${first.page}`,
          { exposure: 'other-account' },
        );
      else if (unread !== undefined) yield unknown(resource, unread);
      else if (deputies.length > 0) yield pass(resource, trustEvidence(deputies.map(({ trust }) => trust)));
    }
  },
});

type Trust = RoleTrust['outside'][number];

/** Services that say for whom they act, so that a condition can ask. */
function deputiesIn(outside: readonly Trust[]) {
  return outside.flatMap((trust) => {
    if (trust.who.kind !== 'service') return [];
    const page = sourceKeysPage(trust.who.service);
    return page === undefined ? [] : [{ trust, service: trust.who.service, page }];
  });
}

/** Some services, such as Firehose, tell the customer in sts:ExternalId too. */
function namesCustomer({ limits }: Trust): boolean {
  return limits.some(({ kind }) => ['account', 'source', 'organization', 'secret'].includes(kind));
}
