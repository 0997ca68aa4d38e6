import { defineRule, fail, notApplicable, pass, shell } from 'postern/rule';
import { protectedResource, protections } from 'postern/services/shield';
import { notSubscribed } from './_subscription.ts';

export default defineRule({
  title: 'Shield protection has no health check',
  type: 'Policy:Shield/ProtectionWithoutHealthCheck',
  severity: 2,
  scope: 'account',
  reads: { protections },
  why: 'With a health check Shield Advanced knows when the application suffers: it then sees smaller attacks, acts sooner, and the Shield Response Team calls. Without one it goes by the traffic alone.',
  remediation: {
    text: 'Make a health check in Route 53 that fails when users of the resource suffer, and associate it with the protection.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-health-checks.html',
  },
  *check({ protections }, { account }) {
    if (protections === undefined) {
      yield notSubscribed();
      return;
    }
    if (protections.length === 0) yield notApplicable('Shield Advanced protects nothing in the account');
    for (const { Id, Name, ResourceArn, HealthCheckIds = [] } of protections) {
      const { kind, name, ...resource } = protectedResource(ResourceArn);
      const evidence = { ProtectionId: Id, Name, HealthCheckIds };
      if (kind === 'hosted zone')
        yield notApplicable('The protection of a hosted zone takes no health check', resource);
      else if (HealthCheckIds.length > 0) yield pass(resource, evidence);
      else
        yield fail(resource, evidence, `The protection of the ${kind} ${name} has no health check.`, {
          commands: [
            shell`aws shield associate-health-check --protection-id ${Id} --health-check-arn ${`arn:${account.partition}:route53:::healthcheck/<id of the health check>`} --region us-east-1`,
          ],
        });
    }
  },
});
