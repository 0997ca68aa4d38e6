import { defineRule, fail, names, pass } from 'postern/rule';
import { authorizationDetails } from 'postern/services/iam';

export default defineRule({
  title: 'User belongs to a vendor',
  type: 'Policy:IAMUser/OfAVendor',
  severity: 5,
  scope: 'account',
  reads: { details: authorizationDetails },
  options: { vendors: names({ description: 'Names of vendors.', default: ['acme'] }) },
  why: 'Nobody here notices when the vendor loses its key.',
  remediation: {
    text: 'Let the vendor assume a role.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
  },
  *check({ details }, { options }) {
    for (const { Arn, UserName } of details.UserDetailList) {
      const resource = { type: 'AwsIamUser', id: Arn };
      if (options.vendors.includes(UserName)) yield fail(resource, { UserName }, 'It is named as a vendor.');
      else yield pass(resource, { UserName });
    }
  },
});
