import { defineRule, fail, notApplicable, pass, staleTable, unknown } from 'postern/rule';
import { functions, RUNTIMES_TABLE, runtimeSupport } from 'postern/services/lambda';
import { functionResource } from './_resource.ts';

export default defineRule({
  title: 'Function runs on a runtime that AWS no longer maintains',
  type: 'Policy:Lambda/RuntimeOutdated',
  severity: 4.0,
  scope: 'region',
  reads: { functions },
  why: 'Holes that are found in the runtime are not closed any more, whoever can reach the function can use them, and one day AWS takes no change of the function.',
  remediation: {
    text: 'Move the function to a runtime that AWS maintains, and test it there first: versions of a language are not compatible.',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html',
  },
  *check({ functions }, { now }) {
    const stale = staleTable(RUNTIMES_TABLE, now);
    for (const fn of functions) {
      const resource = functionResource(fn);
      const { FunctionName, Runtime, PackageType } = fn;
      if (PackageType === 'Image') {
        yield notApplicable('the function is a container image, which brings its own runtime', resource);
        continue;
      }
      if (Runtime === 'custom') {
        yield notApplicable('whoever publishes the runtime maintains it, and not AWS', resource);
        continue;
      }
      if (Runtime === undefined) {
        yield unknown(resource, 'AWS did not say which runtime the function has');
        continue;
      }
      const support = runtimeSupport(Runtime);
      const dates = support.kind === 'in the table' ? support.dates : undefined;
      const evidence = { Runtime, ...dates, table: RUNTIMES_TABLE };
      if (dates?.deprecated !== undefined && Date.parse(dates.deprecated) <= now.getTime())
        yield fail(
          resource,
          evidence,
          `Function ${FunctionName} runs on ${Runtime}, which AWS does not maintain since ${dates.deprecated}${
            dates.updateBlocked === undefined ? '' : `; ${changes(dates.updateBlocked, now)}`
          }.`,
        );
      else if (stale !== undefined) yield unknown(resource, stale);
      else if (support.kind === 'unknown')
        yield unknown(
          resource,
          `Postern's table of ${RUNTIMES_TABLE.of}, of ${RUNTIMES_TABLE.retrieved}, does not have ${Runtime}`,
        );
      else yield pass(resource, evidence);
    }
  },
});

function changes(updateBlocked: string, now: Date): string {
  return Date.parse(updateBlocked) <= now.getTime()
    ? 'the function can no longer be changed'
    : `the function can be changed until ${updateBlocked}`;
}
