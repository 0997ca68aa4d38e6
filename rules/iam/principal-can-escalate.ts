import { type Chain, shortName } from 'postern/policy';
import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { chainEvidence, privilegeEscalations } from 'postern/services/iam';

export default defineRule({
  title: 'User or role can make itself administrator',
  type: 'PrivilegeEscalation:IAM/PrincipalCanEscalate',
  severity: 8.2,
  scope: 'account',
  reads: { escalations: privilegeEscalations },
  why: 'Its permissions look harmless and are not: whoever steals its credentials, or uses them in bad faith, ends with the whole account.',
  remediation: {
    text: 'Break the first step of the chain: remove one of its actions, name the resources that it is needed for, or take the permissions away from the role or user that it leads to. A permissions boundary that denies these actions stops all ways at once.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  },
  *check({ escalations }) {
    for (const { holder, kind, standing } of escalations) {
      const { Arn, Tags } = holder.detail;
      const resource = { type: kind === 'user' ? 'AwsIamUser' : 'AwsIamRole', id: Arn, ...tagMap(Tags) };
      if (standing.kind === 'administrator') continue;
      if (standing.kind === 'unknown') yield unknown(resource, standing.reason);
      else if (standing.kind === 'contained')
        yield pass(resource, {
          policies: holder.identity.policies.map(({ name }) => name),
          PermissionsBoundaryArn: holder.detail.PermissionsBoundary?.PermissionsBoundaryArn,
        });
      else
        yield fail(
          resource,
          chainEvidence(standing.chain),
          `${shortName(Arn)} can get administrator access: it ${inWords(standing.chain)}.`,
          milder(standing.chain),
        );
    }
  },
});

/** A description has room for so many steps; the evidence holds more. */
const MOST_STEPS = 4;

function inWords({ steps, given }: Chain): string {
  const taken = steps
    .slice(0, MOST_STEPS)
    .map(({ gain, permissions }) => `${gain} (${permissions.map(({ action }) => action).join(', ')})`);
  const rest = steps.length > MOST_STEPS ? `, and so on in ${steps.length} steps` : '';
  const condition = given.length > 0 ? `, which is administrator if ${given.join(' and ')}` : '';
  return `${taken.join(', then ')}${rest}${condition}`;
}

function milder({ steps, certainty, granted }: Chain) {
  if (granted)
    return {
      severity: {
        score: 3.0,
        reason:
          'It was granted on purpose: the policies name the roles that it may assume or pass, or the roles name it.',
      },
    };
  if (certainty === 'certain') return {};
  const conditions = steps.some(({ permissions }) =>
    permissions.some(({ undecided }) => undecided.length > 0),
  );
  return {
    severity: {
      score: 6.0,
      reason: conditions
        ? 'It hangs on conditions of the policies that only the request answers.'
        : 'It hangs on something that IAM does not tell.',
    },
  };
}
