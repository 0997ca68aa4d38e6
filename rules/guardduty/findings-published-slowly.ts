import { defineRule, fail, notApplicable, pass, shell, unknown } from 'postern/rule';
import { detector, optionalDetectorAdministrator } from 'postern/services/guardduty';
import { administratorOf, inRegions } from './_detector.ts';

export default defineRule({
  title: 'GuardDuty tells late of what goes on',
  type: 'Policy:GuardDuty/FindingsPublishedSlowly',
  severity: 1.0,
  scope: 'region',
  reads: { detector, administrator: optionalDetectorAdministrator },
  why: 'GuardDuty tells of a new finding at once, but of what happens again only as often as it is set: an attack that goes on looks like one that is over.',
  remediation: {
    text: 'Set the frequency of updated findings to 15 minutes. In a member account nobody can: its GuardDuty administrator sets that for all members.',
    url: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html',
  },
  gather: inRegions(
    (where) => `GuardDuty in ${where} tells of what happens again later than after 15 minutes.`,
  ),
  *check({ detector, administrator }, { region }) {
    if (detector?.Status !== 'ENABLED') {
      yield notApplicable(`GuardDuty does not run in ${region}: guardduty/disabled reports it`);
      return;
    }
    const resource = { type: 'AwsGuardDutyDetector', id: detector.arn };
    const { FindingPublishingFrequency } = detector;
    const who = administratorOf(administrator);
    const evidence = { FindingPublishingFrequency, ...(who === undefined ? {} : { Administrator: who }) };
    if (FindingPublishingFrequency === undefined)
      yield unknown(resource, 'AWS did not say how often GuardDuty publishes findings');
    else if (FindingPublishingFrequency === 'FIFTEEN_MINUTES') yield pass(resource, evidence);
    else
      yield fail(
        resource,
        evidence,
        `GuardDuty publishes updated findings once in ${FindingPublishingFrequency === 'ONE_HOUR' ? 'an hour' : 'six hours'}.`,
        {
          commands:
            who === undefined
              ? [
                  shell`aws guardduty update-detector --detector-id ${detector.id} --finding-publishing-frequency FIFTEEN_MINUTES --region ${region}`,
                ]
              : [],
        },
      );
  },
});
