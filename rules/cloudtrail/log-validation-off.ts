import { defineRule, fail, pass, shell, unknown } from 'postern/rule';
import { trails } from 'postern/services/cloudtrail';
import { eachOwnTrail } from './_trail.ts';

export default defineRule({
  title: 'Trail does not protect its log files against changes',
  type: 'Stealth:CloudTrail/LogValidationOff',
  severity: 4,
  scope: 'region',
  reads: { trails },
  why: 'Without digest files nobody can prove that a log file was not changed or deleted after CloudTrail delivered it, not even to a court.',
  remediation: {
    text: 'Turn log file validation on. It costs nothing but the digest files, one an hour.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-enabling.html',
  },
  *check({ trails }, scope) {
    yield* eachOwnTrail(trails, scope, ({ Name, TrailARN, LogFileValidationEnabled }, resource) => {
      const evidence = { LogFileValidationEnabled };
      if (LogFileValidationEnabled === undefined)
        return unknown(resource, 'AWS did not say whether log file validation is on');
      if (LogFileValidationEnabled) return pass(resource, evidence);
      return fail(resource, evidence, `The trail ${Name} writes no digest files.`, {
        commands: [
          shell`aws cloudtrail update-trail --name ${TrailARN} --enable-log-file-validation --region ${scope.region}`,
        ],
      });
    });
  },
});
