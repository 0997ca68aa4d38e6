import { accountResource, defineRule, fail, pass } from 'postern/rule';
import { emergencyContacts, responseTeamAccess, subscription } from 'postern/services/shield';
import { notSubscribed } from './_subscription.ts';

export default defineRule({
  title: 'Shield Response Team is not prepared',
  type: 'Policy:Shield/ResponseTeamUnprepared',
  severity: 3,
  scope: 'account',
  reads: { subscription, contacts: emergencyContacts, access: responseTeamAccess },
  why: 'During an attack the Shield Response Team can help at once only where it knows whom to call and may change the web ACLs. To arrange that while the site is down takes the time that was paid for.',
  remediation: {
    text: 'Name emergency contacts that reach a team at any hour, turn proactive engagement on, which needs health checks and a Business or Enterprise support plan, and give the Shield Response Team a role with the policy AWSShieldDRTAccessPolicy.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/ddos-srt-access.html',
  },
  *check({ subscription, contacts, access }, scope) {
    if (subscription === undefined || contacts === undefined || access === undefined) {
      yield notSubscribed();
      return;
    }
    const account = accountResource(scope);
    const { ProactiveEngagementStatus: engagement } = subscription;
    const evidence = {
      ProactiveEngagementStatus: engagement ?? null,
      EmergencyContacts: contacts,
      RoleArn: access.RoleArn ?? null,
    };
    const missing = [
      ...(engagement === 'ENABLED' || engagement === 'PENDING'
        ? []
        : ['does not call when a health check fails under attack (proactive engagement is off)']),
      ...(contacts === 0 ? ['knows no emergency contact'] : []),
      ...(access.RoleArn === undefined ? ['has no role to work with in the account'] : []),
    ];
    if (missing.length === 0) yield pass(account, evidence);
    else
      yield fail(account, evidence, `The Shield Response Team ${new Intl.ListFormat('en').format(missing)}.`);
  },
});
