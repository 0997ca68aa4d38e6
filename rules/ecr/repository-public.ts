import { admissions, openToAnyone, repositoryUses } from 'postern/policy';
import { defineRule, judgeOpening } from 'postern/rule';
import { repositoryPolicies } from 'postern/services/ecr';

export default defineRule({
  title: 'Repository is open to anyone',
  type: 'Exposure:ECR/RepositoryPublic',
  severity: 8.0,
  scope: 'region',
  reads: { policies: repositoryPolicies },
  why: 'Whoever has any AWS account can pull your images, with the code and the secrets in them; whoever may push puts his own code into what you run.',
  remediation: {
    text: 'Name the accounts and roles that need the repository in the Principal of its policy, or require aws:PrincipalOrgID. Images for everybody belong in Amazon ECR Public.',
    url: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html',
  },
  *check({ policies }, { account, now }) {
    for (const { repository, policyText } of policies) {
      const { repositoryArn, repositoryName } = repository;
      const question = { uses: repositoryUses(repositoryArn), home: { accountId: account.id }, now };
      yield judgeOpening(
        { type: 'AwsEcrRepository', id: repositoryArn },
        policyText,
        (policy) => openToAnyone(`Repository ${repositoryName}`, admissions(policy, question)),
        {
          exposure: 'internet',
          deputy: {
            type: 'Policy:ECR/RepositoryOpenToConfusedDeputy',
            title: 'Repository is open to an AWS service for any of its customers',
          },
        },
      );
    }
  },
});
