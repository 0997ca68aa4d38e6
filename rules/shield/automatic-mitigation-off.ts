import { defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { antiDdos, isGuarded, protectedResource, protections } from 'postern/services/shield';
import { notSubscribed } from './_subscription.ts';

/** https://docs.aws.amazon.com/waf/latest/developerguide/ddos-automatic-app-layer-response.html */
const MITIGATED: readonly string[] = ['Application Load Balancer', 'CloudFront distribution'];

export default defineRule({
  title: 'Nothing answers a flood of requests by itself',
  type: 'Policy:Shield/AutomaticMitigationOff',
  severity: 2,
  scope: 'account',
  reads: { protections, antiDdos },
  why: 'A flood of well-formed requests passes everything that looks at packets. Without automatic mitigation it goes on until somebody has seen it and written a rule against it.',
  remediation: {
    text: 'Add the rule group AWSManagedRulesAntiDDoSRuleSet to the web ACL of the resource, or turn on automatic application layer DDoS mitigation for the protection with the action block, which AWS gives new customers on request only.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-anti-ddos-rg-using.html',
  },
  *check({ protections, antiDdos }) {
    if (protections === undefined) {
      yield notSubscribed();
      return;
    }
    const judged = protections.filter(({ ResourceArn }) =>
      MITIGATED.includes(protectedResource(ResourceArn).kind),
    );
    if (judged.length === 0)
      yield notApplicable('Shield Advanced protects no distribution and no Application Load Balancer');
    for (const { Id, ResourceArn, ApplicationLayerAutomaticResponseConfiguration: own } of judged) {
      const { kind, name, ...resource } = protectedResource(ResourceArn);
      const guarded = isGuarded(antiDdos, ResourceArn, resource.region);
      const evidence = {
        ProtectionId: Id,
        ApplicationLayerAutomaticResponseConfiguration: own ?? null,
        AntiDdosRuleGroup: guarded === true,
      };
      const enabled = own?.Status === 'ENABLED';
      // What Shield sets up in Count mode stops nothing:
      // https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_ResponseAction.html
      const blocks = own?.Action?.Block !== undefined;
      if ((enabled && blocks) || guarded === true) yield pass(resource, evidence);
      else if (guarded === undefined)
        yield unknown(
          resource,
          `Its web ACL is in ${resource.region ?? 'us-east-1'}, which was not scanned: it may hold the Anti-DDoS rule group`,
        );
      else if (guarded !== false) yield unknown(resource, guarded);
      else if (enabled && own.Action?.Count === undefined)
        yield unknown(resource, 'AWS did not say whether its automatic mitigation blocks or counts');
      else
        yield fail(
          resource,
          evidence,
          enabled
            ? `The automatic mitigation of the ${kind} ${name} only counts, and no web ACL of it holds the Anti-DDoS rule group.`
            : `The ${kind} ${name} has neither automatic mitigation nor the Anti-DDoS rule group in a web ACL.`,
        );
    }
  },
});
