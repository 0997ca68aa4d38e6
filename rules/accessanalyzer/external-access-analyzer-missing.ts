import { someOf } from 'postern/network';
import { accountResource, defineRule, fail, pass, shell, unknown } from 'postern/rule';
import { externalAccessAnalyzers } from 'postern/services/accessanalyzer';
import { optionalOrganizationPosition } from 'postern/services/organizations';

export default defineRule({
  title: 'No external access analyzer',
  type: 'Policy:IAM/ExternalAccessAnalyzerMissing',
  severity: 5.0,
  scope: 'region',
  reads: { analyzers: externalAccessAnalyzers, position: optionalOrganizationPosition },
  why: 'Nobody is told when a bucket, key, queue or role of the Region is opened to another account or to the public.',
  remediation: {
    text: 'Create an analyzer for external access in the Region. One of the organization, in its delegated administrator, covers all accounts there, but a member account does not see it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html',
  },
  gather: {
    in: 'account',
    describe: (parts, place) => ({
      resource: accountResource(place),
      description: `No external access analyzer of the account works in ${someOf(parts.map(({ region }) => region))}.`,
    }),
  },
  *check({ analyzers, position }, scope) {
    const evidence = {
      analyzers: analyzers.map(({ arn, type, status, statusReason }) => ({
        arn,
        type,
        status,
        ...(statusReason === undefined ? {} : { statusReason }),
      })),
    };
    const working = analyzers.find(({ status }) => status === 'ACTIVE');
    const [other] = analyzers;
    if (working !== undefined) yield pass({ type: 'AwsAccessAnalyzerAnalyzer', id: working.arn }, evidence);
    else if (analyzers.some(({ status }) => status === undefined || status === 'CREATING'))
      yield unknown(accountResource(scope), 'AWS did not say that the analyzer works yet');
    else if (other !== undefined)
      yield fail(
        accountResource(scope),
        evidence,
        `The external access analyzer in ${scope.region} does not work: it is ${other.status}.`,
      );
    else {
      const commands = [
        shell`aws accessanalyzer create-analyzer --analyzer-name external-access --type ACCOUNT --region ${scope.region}`,
      ];
      if (position.ok && mayBeCovered(position.value))
        yield fail(
          accountResource(scope),
          evidence,
          `The account has no external access analyzer of its own in ${scope.region}. Whether one of its organization covers it cannot be seen from here.`,
          {
            commands,
            severity: { score: 2, reason: 'an analyzer of the organization may cover the account' },
          },
        );
      else
        yield fail(
          accountResource(scope),
          evidence,
          `The account has no external access analyzer in ${scope.region}.`,
          { commands },
        );
    }
  },
});

type Position = Extract<Awaited<ReturnType<typeof optionalOrganizationPosition>>, { ok: true }>['value'];

/**
 * An analyzer of the organization is in its management account or in the delegated administrator of Access Analyzer.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-delegated-administrator.html
 */
function mayBeCovered(position: Position): boolean {
  return (
    position.kind === 'member' ||
    (position.kind === 'delegated' && !position.services.includes('access-analyzer.amazonaws.com'))
  );
}
