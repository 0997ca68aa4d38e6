import { defineRule, fail, notApplicable, pass } from 'postern/rule';
import { detector, optionalDetectorAdministrator, publishingDestinations } from 'postern/services/guardduty';
import { administratorOf, inRegions } from './_detector.ts';

export default defineRule({
  title: 'GuardDuty findings are not exported',
  type: 'Policy:GuardDuty/FindingsNotExported',
  severity: 1.0,
  scope: 'region',
  reads: { detector, administrator: optionalDetectorAdministrator, destinations: publishingDestinations },
  why: 'GuardDuty forgets a finding after 90 days: an attack that is noticed later leaves no trace there.',
  remediation: {
    text: 'Export findings to an S3 bucket, best in an account that keeps logs and nothing else. The GuardDuty administrator exports those of its members too.',
    url: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html',
  },
  gather: inRegions((where) => `GuardDuty in ${where} exports its findings nowhere.`),
  *check({ detector, administrator, destinations }, { region }) {
    if (detector?.Status !== 'ENABLED') {
      yield notApplicable(`GuardDuty does not run in ${region}: guardduty/disabled reports it`);
      return;
    }
    const resource = { type: 'AwsGuardDutyDetector', id: detector.arn };
    if (destinations === undefined) {
      const who = administratorOf(administrator);
      yield notApplicable(
        `the GuardDuty administrator${who === undefined ? '' : `, account ${who},`} exports the findings of its members`,
        resource,
      );
      return;
    }
    const evidence = {
      Destinations: destinations.map(({ DestinationId, DestinationType, Status }) => ({
        DestinationId,
        DestinationType,
        Status,
      })),
    };
    const [first] = destinations;
    // https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DescribePublishingDestination.html
    if (destinations.some(({ Status }) => Status === 'PUBLISHING')) yield pass(resource, evidence);
    else if (first === undefined)
      yield fail(resource, evidence, 'The detector has no destination that it exports findings to.');
    else
      yield fail(
        resource,
        evidence,
        `The detector has a destination for its findings, but does not export to it: it is ${first.Status}.`,
      );
  },
});
