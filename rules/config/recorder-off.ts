import {
  accountResource,
  defineRule,
  fail,
  type PlacedFail,
  pass,
  shell,
  unknown,
  type Verdict,
} from 'postern/rule';
import { everyRecorder, recordedTypes, recorderWithStatus, recordsIam } from 'postern/services/config';

/** What a verdict says less than a recorder that is off. */
const SOME_TYPES = 'the other resource types are recorded';
const NO_IAM = 'all but the resource types of IAM are recorded';

export default defineRule({
  title: 'AWS Config does not record',
  type: 'Stealth:Config/RecorderOff',
  severity: 6,
  scope: 'region',
  reads: { recorder: recorderWithStatus, everywhere: everyRecorder },
  why: 'Without the history of AWS Config nobody can say what a resource looked like before an incident, and its rules, those of Security Hub too, see no change.',
  remediation: {
    text: 'Set up a recorder with a delivery channel in each Region, for all resource types; those of IAM are the same everywhere and are best recorded in one Region. AWS Config charges for each recorded item.',
    url: 'https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html',
  },
  gather: {
    in: 'account',
    by: ({ severity }) => severity?.reason ?? 'off',
    describe: (parts, place) => {
      const regions = [...new Set(parts.map(({ region }) => region))];
      const [first] = parts;
      return {
        resource: accountResource(place),
        ...titleOf(first),
        description:
          parts.length === 1 && first !== undefined
            ? first.fail.description
            : `${saidOfAll(first)} in ${regions.length} Regions of the account.`,
        evidence: { Regions: regions },
      };
    },
  },
  *check({ recorder, everywhere }, scope): Iterable<Verdict> {
    const { region } = scope;
    const resource = accountResource(scope);
    if (recorder === undefined) {
      yield fail(
        resource,
        { ConfigurationRecorders: [] },
        `AWS Config has no configuration recorder in ${region}.`,
      );
      return;
    }
    const { name, status, recordingGroup } = recorder;
    const { recording, lastStatus, lastErrorCode, lastErrorMessage, lastStopTime } = status;
    const evidence = { name, recording, lastStatus, lastErrorCode, lastErrorMessage, recordingGroup };
    if (recording === undefined) {
      yield unknown(resource, `AWS did not say whether the recorder in ${region} records`);
      return;
    }
    if (!recording) {
      yield fail(
        resource,
        { ...evidence, lastStopTime },
        `The configuration recorder ${name} in ${region} is stopped.`,
        {
          commands: [
            shell`aws configservice start-configuration-recorder --configuration-recorder-name ${name} --region ${region}`,
          ],
        },
      );
      return;
    }
    // The API reference writes Failure, the examples of the AWS CLI SUCCESS.
    if (lastStatus?.toUpperCase() === 'FAILURE') {
      yield fail(
        resource,
        evidence,
        `The configuration recorder ${name} in ${region} fails: ${lastErrorCode ?? lastErrorMessage ?? 'AWS does not say why'}.`,
      );
      return;
    }
    const types = recordedTypes(recorder);
    if (types === undefined) {
      yield unknown(resource, `AWS did not say which resource types the recorder in ${region} records`);
      return;
    }
    if (types.only !== undefined)
      yield fail(
        resource,
        evidence,
        `The configuration recorder ${name} in ${region} records ${types.only.length} resource types only.`,
        { severity: { score: 4, reason: SOME_TYPES } },
      );
    else if (types.without.length > 0)
      yield fail(
        resource,
        evidence,
        `The configuration recorder ${name} in ${region} leaves out ${new Intl.ListFormat('en').format(types.without)}.`,
        { severity: { score: 4, reason: SOME_TYPES } },
      );
    else yield pass(resource, evidence);

    if (recordsIam(recorder, region)) return;
    const isElsewhere = everywhere.some(({ region, answer }) => {
      const other = answer.ok ? answer.value : undefined;
      return other?.status.recording === true && recordsIam(other, region);
    });
    if (isElsewhere) return;
    const unread = everywhere.find(({ answer }) => !answer.ok)?.answer;
    if (unread?.ok === false) yield unknown(resource, unread.error, { part: 'IAM' });
    else
      yield fail(
        resource,
        evidence,
        `The configuration recorder ${name} in ${region} leaves out the users, groups, roles and policies of IAM, and no other Region records them.`,
        { part: 'IAM', severity: { score: 4, reason: NO_IAM } },
      );
  },
});

function titleOf(part: PlacedFail | undefined) {
  switch (part?.fail.severity?.reason) {
    case SOME_TYPES:
      return { title: 'AWS Config does not record all resource types' };
    case NO_IAM:
      return { title: 'AWS Config does not record IAM' };
    default:
      return {};
  }
}

function saidOfAll(part: PlacedFail | undefined): string {
  switch (part?.fail.severity?.reason) {
    case SOME_TYPES:
      return 'AWS Config leaves out resource types';
    case NO_IAM:
      return 'AWS Config leaves out the users, groups, roles and policies of IAM';
    default:
      return 'AWS Config does not record';
  }
}
