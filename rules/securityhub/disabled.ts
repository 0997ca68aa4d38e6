import { accountResource, defineRule, fail, pass, shell } from 'postern/rule';
import { checks, hub, optionalHubV2, standards } from 'postern/services/securityhub';

export default defineRule({
  title: 'Security Hub checks nothing',
  type: 'Stealth:SecurityHub/Disabled',
  severity: 4,
  scope: 'region',
  reads: { hub, standards, second: optionalHubV2 },
  why: 'Nothing checks the account day by day, and what GuardDuty, Inspector and others find lies in a console each: what nobody gathers, nobody sees in time.',
  remediation: {
    text: 'Turn Security Hub CSPM on with the standard AWS Foundational Security Best Practices, best for the whole organization by its delegated administrator. It needs AWS Config, and charges for each check.',
    url: 'https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-settingup.html',
  },
  gather: {
    in: 'account',
    by: ({ severity }) => severity?.reason ?? 'off',
    describe: (parts, place) => {
      const regions = [...new Set(parts.map(({ region }) => region))];
      const [first] = parts;
      const what =
        first?.fail.severity === undefined
          ? 'Security Hub CSPM is off'
          : 'Security Hub checks by no standard';
      return {
        resource: accountResource(place),
        description:
          parts.length === 1 && first !== undefined
            ? first.fail.description
            : `${what} in ${regions.length} Regions of the account.`,
        evidence: { Regions: regions },
      };
    },
  },
  *check({ hub, standards, second }, scope) {
    const hubV2 = second.ok ? second.value : undefined;
    const { region } = scope;
    const resource = accountResource(scope);
    const evidence = {
      HubArn: hub ?? null,
      StandardsSubscriptions: standards.map(({ StandardsArn, StandardsStatus }) => ({
        StandardsArn,
        StandardsStatus,
      })),
      ...(second.ok ? (hubV2 === undefined ? {} : { HubV2Arn: hubV2 }) : { HubV2Arn: second.error.message }),
    };
    if (standards.some(checks)) yield pass(resource, evidence);
    else if (hub === undefined && hubV2 === undefined)
      yield fail(resource, evidence, `The account is not subscribed to Security Hub CSPM in ${region}.`, {
        aspects: ['off'],
        commands: [shell`aws securityhub enable-security-hub --enable-default-standards --region ${region}`],
      });
    else
      yield fail(
        resource,
        evidence,
        hub === undefined
          ? `Security Hub gathers findings in ${region}, but Security Hub CSPM, which checks by standards, is off.`
          : `Security Hub CSPM in ${region} has no standard enabled.`,
        {
          aspects: [hub === undefined ? 'off' : 'no standard'],
          severity: { score: 2, reason: 'findings of other services are gathered' },
        },
      );
  },
});
