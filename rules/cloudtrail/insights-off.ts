import { defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { insightSelectors, seenTrails } from 'postern/services/cloudtrail';
import { trailResource } from './_trail.ts';

export default defineRule({
  title: 'Trail has Insights off',
  type: 'Stealth:CloudTrail/InsightsOff',
  severity: 3,
  scope: 'region',
  reads: { seen: seenTrails, selectors: insightSelectors },
  why: 'Insights notice that an API is called, or refuses calls, far more often than in the week before: resources made by the hundred, or somebody who tries which permissions stolen keys have.',
  remediation: {
    text: 'Turn Insights on API call rate and on API error rate on, on one trail of all Regions. CloudTrail charges for each event that it analyzes.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html',
  },
  *check({ seen, selectors }, { account, region }) {
    if (selectors.length === 0)
      yield notApplicable(`no trail of account ${account.id} has its home in ${region}`);
    for (const { item, answer } of selectors) {
      const resource = trailResource(item);
      if (!answer.ok) {
        yield unknown(resource, answer.error);
        continue;
      }
      const evidence = { HasInsightSelectors: item.HasInsightSelectors, InsightSelectors: answer.value };
      const other = seen.find(
        ({ TrailARN, HasInsightSelectors, IsMultiRegionTrail }) =>
          TrailARN !== item.TrailARN && HasInsightSelectors === true && IsMultiRegionTrail === true,
      );
      if (answer.value.length > 0) yield pass(resource, evidence);
      else if (other !== undefined)
        yield notApplicable(
          `the trail ${other.Name}, which records all Regions too, has Insights on: a second one would only cost more`,
          resource,
        );
      else yield fail(resource, evidence, `The trail ${item.Name} has no Insights on.`);
    }
  },
});
