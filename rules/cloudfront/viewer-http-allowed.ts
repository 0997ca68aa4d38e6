import { defineRule, fail, pass, unknown } from 'postern/rule';
import { distributions } from 'postern/services/cloudfront';
import { distributionResource, nameOf, whenOff } from './_distribution.ts';

const SECURE: ReadonlySet<string | undefined> = new Set(['https-only', 'redirect-to-https']);

export default defineRule({
  title: 'Distribution answers over plain HTTP',
  type: 'Policy:CloudFront/ViewerHttpAllowed',
  severity: 5,
  scope: 'account',
  reads: { distributions },
  why: 'Whoever sits between a viewer and CloudFront reads and changes what passes in plain text.',
  remediation: {
    text: 'Set the viewer protocol policy of each cache behaviour to redirect HTTP to HTTPS.',
    url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html',
  },
  *check({ distributions }) {
    for (const distribution of distributions) {
      const off = whenOff(distribution);
      if (off !== undefined) {
        yield off;
        continue;
      }
      const resource = distributionResource(distribution);
      const { behaviours } = distribution;
      const open = behaviours.filter(({ ViewerProtocolPolicy }) => ViewerProtocolPolicy === 'allow-all');
      const unclear = behaviours.find(
        ({ ViewerProtocolPolicy }) =>
          ViewerProtocolPolicy !== 'allow-all' && !SECURE.has(ViewerProtocolPolicy),
      );
      const evidence = {
        CacheBehaviors: behaviours.map(({ PathPattern, ViewerProtocolPolicy }) => ({
          PathPattern,
          ViewerProtocolPolicy,
        })),
      };
      if (open.length > 0)
        yield fail(
          resource,
          evidence,
          `The distribution ${nameOf(distribution)} answers over plain HTTP for ${new Intl.ListFormat('en').format(open.map(({ PathPattern }) => PathPattern))}.`,
          { exposure: 'internet' },
        );
      else if (unclear !== undefined)
        yield unknown(resource, `AWS did not say which protocols viewers may use for ${unclear.PathPattern}`);
      else yield pass(resource, evidence);
    }
  },
});
