import { defineRule, fail, notApplicable, pass, type Resource, shell, unknown } from 'postern/rule';
import { accountTrails } from 'postern/services/cloudtrail';
import { organization } from 'postern/services/organizations';

export default defineRule({
  title: 'No trail records the whole organization',
  type: 'Stealth:CloudTrail/OrganizationTrailMissing',
  severity: 6,
  scope: 'organization',
  reads: { organization, trails: accountTrails },
  why: 'Each account then records for itself, or not at all, and whoever takes over an account may stop its trail and delete its logs. Members can neither stop nor change a trail of the organization.',
  remediation: {
    text: 'In the management account or the delegated administrator of CloudTrail, make a multi-Region trail for the organization, with its bucket in an account that few may enter.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html',
  },
  *check({ organization, trails: { trails, unread } }) {
    if (organization === undefined) {
      yield notApplicable('the account belongs to no organization');
      return;
    }
    const resource: Resource = {
      type: 'AwsOrganizationsOrganization',
      id: organization.Arn ?? organization.MasterAccountId,
    };
    const ofOrganization = trails.filter(({ trail }) => trail.IsOrganizationTrail === true);
    const evidence = {
      OrganizationTrails: ofOrganization.map(({ trail, status }) => ({
        TrailARN: trail.TrailARN,
        IsMultiRegionTrail: trail.IsMultiRegionTrail,
        IsLogging: status?.ok === true ? status.value.IsLogging : null,
      })),
    };
    const logging = ofOrganization.filter(({ status }) => status?.ok === true && status.value.IsLogging);
    const unknownStatus = ofOrganization.find(({ status }) => status?.ok !== true)?.status;
    if (logging.some(({ trail }) => trail.IsMultiRegionTrail === true)) yield pass(resource, evidence);
    else if (unknownStatus?.ok === false) yield unknown(resource, unknownStatus.error);
    else if (ofOrganization.some(({ status }) => status === undefined))
      yield unknown(resource, 'the home Region of the trail of the organization is off in this account');
    else if (unread !== undefined) yield unknown(resource, unread);
    else if (logging.length > 0)
      yield fail(resource, evidence, 'The trails of the organization record single Regions only.', {
        commands: logging.map(
          ({ trail }) =>
            shell`aws cloudtrail update-trail --name ${trail.TrailARN} --is-multi-region-trail --region ${trail.HomeRegion}`,
        ),
      });
    else if (ofOrganization.length > 0)
      yield fail(resource, evidence, 'The trail of the organization is not logging.', {
        commands: ofOrganization.map(
          ({ trail }) =>
            shell`aws cloudtrail start-logging --name ${trail.TrailARN} --region ${trail.HomeRegion}`,
        ),
      });
    else yield fail(resource, evidence, 'The organization has no trail.');
  },
});
