import { accountResource, defineRule, fail, pass } from 'postern/rule';
import { dashboardNames } from 'postern/services/cloudwatch';

export default defineRule({
  title: 'Account has no dashboard',
  type: 'Policy:CloudWatch/DashboardMissing',
  severity: 0.5,
  scope: 'account',
  reads: { dashboards: dashboardNames },
  why: 'Without a dashboard nobody sees at a glance what is unusual: traffic at night, calls that are refused, instances that nobody started.',
  remediation: {
    text: 'Make a dashboard of the metrics that tell how the account is doing. Dashboards are of the whole account, whichever Region they show; three are free.',
    url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/create_dashboard.html',
  },
  *check({ dashboards }, scope) {
    const account = accountResource(scope);
    const evidence = { DashboardNames: dashboards.slice(0, 20), Dashboards: dashboards.length };
    if (dashboards.length > 0) yield pass(account, evidence);
    else yield fail(account, evidence, 'The account has no CloudWatch dashboard.');
  },
});
