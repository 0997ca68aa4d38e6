import { accountResource, defineRule, fail, pass, shell, unknown } from 'postern/rule';
import { detector } from 'postern/services/guardduty';

export default defineRule({
  title: 'GuardDuty is off',
  type: 'Stealth:GuardDuty/Disabled',
  severity: 7.5,
  scope: 'region',
  reads: { detector },
  why: 'Without GuardDuty nobody is told of stolen credentials, crypto miners or data on its way out, also in a Region that you do not use: attackers prefer those.',
  remediation: {
    text: 'Turn GuardDuty on in this Region, best for the whole organization by its delegated administrator. A new detector has every protection plan of the Region on but Runtime Monitoring, and GuardDuty charges for each by what it analyzes: turn off those that you do not want.',
    url: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html',
  },
  gather: {
    in: 'account',
    describe: (parts, place) => {
      const regions = [...new Set(parts.map(({ region }) => region))];
      return {
        resource: accountResource(place),
        description: `GuardDuty does not run in ${regions.length === 1 ? regions.join() : `${regions.length} Regions of the account`}.`,
        evidence: { Regions: regions },
      };
    },
  },
  *check({ detector }, scope) {
    if (detector === undefined) {
      // Plans that the call does not name are on: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateDetector.html
      yield fail(
        accountResource(scope),
        { DetectorIds: [] },
        `The account has no GuardDuty detector in ${scope.region}.`,
        {
          commands: [shell`aws guardduty create-detector --enable --region ${scope.region}`],
        },
      );
      return;
    }
    const resource = { type: 'AwsGuardDutyDetector', id: detector.arn };
    const evidence = { DetectorId: detector.id, Status: detector.Status };
    if (detector.Status === undefined) yield unknown(resource, 'AWS did not say whether the detector runs');
    else if (detector.Status === 'ENABLED') yield pass(resource, evidence);
    else
      yield fail(resource, evidence, `The GuardDuty detector in ${scope.region} is suspended.`, {
        commands: [
          shell`aws guardduty update-detector --detector-id ${detector.id} --enable --region ${scope.region}`,
        ],
      });
  },
});
