import { defineRule, fail, pass } from 'postern/rule';
import { webAclLogs } from 'postern/services/wafv2';
import { webAclResource } from './_web-acl.ts';

export default defineRule({
  title: 'Web ACL writes no log',
  type: 'Stealth:WAF/WebAclNotLogged',
  severity: 3,
  scope: 'region',
  reads: { webAclLogs },
  why: 'What was blocked, counted or let through stands nowhere: nobody can follow an attack or find out why good requests fail.',
  remediation: {
    text: 'Turn logging on, to CloudWatch Logs, a bucket or Firehose; the name of each must begin with aws-waf-logs-. Leave out fields that hold secrets.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/logging-management-configure.html',
  },
  *check({ webAclLogs }) {
    for (const { webAcl, destinations } of webAclLogs) {
      const resource = webAclResource(webAcl);
      const evidence = { LogDestinationConfigs: destinations };
      if (destinations.length > 0) yield pass(resource, evidence);
      else yield fail(resource, evidence, `The web ACL ${webAcl.Name} writes no log.`);
    }
  },
});
