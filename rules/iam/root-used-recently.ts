import { defineRule, fail, notApplicable, pass, rootUser, unknown, wholeNumber } from 'postern/rule';
import { daysBefore, NOT_DESCRIBED, rootReport, told, whyNoRoot } from 'postern/services/iam';

export default defineRule({
  title: 'Root user was used recently',
  type: 'Policy:IAMUser/RootUsedRecently',
  severity: 3.0,
  scope: 'account',
  reads: { root: rootReport },
  options: {
    days: wholeNumber({
      description: 'Days within which a use of root counts as recent',
      default: 30,
      min: 1,
      max: 365,
    }),
  },
  why: 'Few tasks need root. Work done as root cannot be limited or told apart by person, and puts the strongest credentials of the account at risk.',
  remediation: {
    text: 'Do everyday work with a role, best through IAM Identity Center, and keep root for the tasks that only root can do.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
  },
  *check({ root }, scope) {
    const impossible = whyNoRoot(scope.account.partition);
    if (impossible !== undefined) {
      yield notApplicable(impossible, rootUser(scope));
      return;
    }
    if (root === undefined) {
      yield unknown(rootUser(scope), 'the credential report has no row for root');
      return;
    }
    const credentials = [root.password, ...root.accessKeys];
    const evidence = told(
      root,
      'password_last_used',
      'access_key_1_last_used_date',
      'access_key_2_last_used_date',
    );
    const since = daysBefore(scope.now, scope.options.days);
    const recent = credentials.filter(({ lastUsed }) => lastUsed instanceof Date && lastUsed >= since);
    const untold = credentials.find(({ lastUsed }) => lastUsed === undefined);
    if (recent.length > 0) {
      const names = recent.map(({ name }) => name).join(' and ');
      yield fail(
        rootUser(scope),
        evidence,
        `Root was used in the last ${scope.options.days} days, with ${names}.`,
      );
    } else if (untold !== undefined) {
      yield unknown(
        rootUser(scope),
        `the credential report does not say when ${untold.name} of root was last used`,
      );
    } else if (root.hasMore) {
      yield unknown(rootUser(scope), NOT_DESCRIBED);
    } else yield pass(rootUser(scope), evidence);
  },
});
