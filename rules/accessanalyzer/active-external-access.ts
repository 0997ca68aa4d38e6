import { defineRule, type Evidence, fail, notApplicable, pass, unknown } from 'postern/rule';
import {
  type ExternalAccess,
  externalAccessAnalyzers,
  externalAccessFindings,
  sharedResource,
} from 'postern/services/accessanalyzer';

export default defineRule({
  title: 'Access Analyzer found access from outside',
  type: 'Policy:IAM/ActiveExternalAccess',
  severity: 7.0,
  scope: 'region',
  reads: { analyzers: externalAccessAnalyzers, findings: externalAccessFindings },
  why: 'A policy of the resource lets somebody outside the account or the organization in, and nobody has said yet that this is meant.',
  remediation: {
    text: 'Take the access out of the policy of the resource; where it is meant, archive the finding in IAM Access Analyzer.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-findings-remediate.html',
  },
  *check({ analyzers, findings }, { region }) {
    const working = analyzers.filter(({ status }) => status === 'ACTIVE');
    if (working.length === 0) {
      yield notApplicable(
        `No external access analyzer works in ${region}: accessanalyzer/external-access-analyzer-missing reports it`,
      );
      return;
    }
    for (const finding of findings) {
      const resource = sharedResource(finding);
      const part = finding.id;
      if (finding.error !== undefined)
        yield unknown(resource, `Access Analyzer could not look at the resource: ${finding.error}`, { part });
      else
        yield fail(resource, evidenceOf(finding), `${resource.id} is open to ${whoIn(finding)}.`, { part });
    }
    if (findings.length === 0)
      for (const { arn } of working)
        yield pass({ type: 'AwsAccessAnalyzerAnalyzer', id: arn }, { analyzerArn: arn, findings: [] });
  },
});

function whoIn({ isPublic, principal }: ExternalAccess): string {
  if (isPublic) return 'anyone';
  const names = Object.values(principal ?? {}).map((name) =>
    /^\d{12}$/.test(name) ? `account ${name}` : name,
  );
  return names.length === 0 ? 'somebody outside' : names.join(', ');
}

function evidenceOf(finding: ExternalAccess): Evidence {
  const { id, resource, resourceType, resourceOwnerAccount, principal, isPublic, action, condition } =
    finding;
  const { sources, resourceControlPolicyRestriction, createdAt, updatedAt } = finding;
  return {
    id,
    resource,
    resourceType,
    resourceOwnerAccount,
    principal,
    isPublic,
    action,
    condition,
    ...(sources === undefined ? {} : { sources }),
    ...(resourceControlPolicyRestriction === undefined ? {} : { resourceControlPolicyRestriction }),
    createdAt,
    updatedAt,
  };
}
