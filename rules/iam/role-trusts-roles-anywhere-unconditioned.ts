import { pinsValue } from 'postern/policy';
import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { type RoleTrust, roleTrusts, trustEvidence } from 'postern/services/iam';

export default defineRule({
  title: 'Role can be assumed with any certificate of Roles Anywhere',
  type: 'Policy:IAM/RoleTrustsRolesAnywhere',
  severity: 4.0,
  scope: 'account',
  reads: { trusts: roleTrusts },
  why: 'Every certificate of every authority that the account trusts, also one that is added later, opens the role: a web server or a test machine gets what was meant for one workload.',
  remediation: {
    text: 'Require aws:SourceArn with your trust anchor, and aws:PrincipalTag/x509Subject/CN or another attribute of the certificate, in the statement that trusts rolesanywhere.amazonaws.com.',
    url: 'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html',
  },
  *check({ trusts }) {
    for (const { role, outside, unread } of trusts) {
      const resource = { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) };
      const byCertificate = outside.filter(
        ({ who }) => who.kind === 'service' && ROLES_ANYWHERE.test(who.service),
      );
      const open = byCertificate.filter((trust) => !namesCertificate(trust));
      if (open.length > 0)
        yield fail(
          resource,
          trustEvidence(open),
          `Any certificate of any trust anchor of the account can assume ${role.RoleName}: no condition names an anchor or a certificate.`,
          { exposure: 'inside' },
        );
      else if (unread !== undefined) yield unknown(resource, unread);
      else if (byCertificate.length > 0) yield pass(resource, trustEvidence(byCertificate));
    }
  },
});

const ROLES_ANYWHERE = /^rolesanywhere\.amazonaws\.com(\.cn)?$/;

/**
 * Whether a condition fixes the trust anchor, or what stands in the certificate: its subject, issuer or alternative
 * names, which are principal tags, or its common name, which is the source identity.
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
function namesCertificate({ limits, conditions }: RoleTrust['outside'][number]): boolean {
  return (
    limits.some(({ condition: { key, values } }) => key === 'aws:sourcearn' && values.every(isOneAnchor)) ||
    conditions.some((one) => CERTIFICATE_KEY.test(one.key) && pinsValue(one))
  );
}

/** `arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/<id>`; any anchor of the account is no choice. */
function isOneAnchor(arn: string): boolean {
  return /^arn:[^:]*:rolesanywhere:[^:]*:[^:]*:trust-anchor\/[^*?]/.test(arn);
}

const CERTIFICATE_KEY = /^(aws:principaltag\/x509(subject|issuer|san)\/|sts:sourceidentity$)/;
