import type { Answers } from '../../stub.ts';
import { success, type Wire } from '../../wire.ts';
import { daysAgo } from '../world.ts';
import type { ServiceWorld, Surroundings } from './service-world.ts';

/** A recorder with its status, in AWS's words. */
interface Recorder {
  readonly group: Readonly<Record<string, Wire>>;
  readonly status: Readonly<Record<string, Wire>>;
}

const allTypes = { allSupported: true, includeGlobalResourceTypes: true, resourceTypes: [] };
const allButIam = { ...allTypes, includeGlobalResourceTypes: false };
const recording = { recording: true, lastStatus: 'SUCCESS' };

/** AWS Config with the recorder of a Region, where it has one. */
function config(
  { accountId, now }: Surroundings,
  recorderIn: (region: string) => Recorder | undefined,
): Answers {
  return {
    'config:DescribeConfigurationRecorders': (call) => {
      const recorder = recorderIn(call.region);
      return success(call, {
        ConfigurationRecorders:
          recorder === undefined
            ? []
            : [
                {
                  name: 'default',
                  arn: `arn:aws:config:${call.region}:${accountId}:configuration-recorder/default/1`,
                  roleARN: `arn:aws:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
                  recordingGroup: recorder.group,
                },
              ],
      });
    },
    'config:DescribeConfigurationRecorderStatus': (call) => {
      const recorder = recorderIn(call.region);
      return success(call, {
        ConfigurationRecordersStatus:
          recorder === undefined
            ? []
            : [{ name: 'default', lastStartTime: daysAgo(300, now), ...recorder.status }],
      });
    },
  };
}

/** Stopped, without IAM, failing, and missing. */
export const configService: ServiceWorld = {
  badlyKept: {
    answers: (surroundings) => {
      const recorders: Readonly<Record<string, Recorder>> = {
        'us-east-1': {
          group: allTypes,
          status: { recording: false, lastStopTime: daysAgo(2, surroundings.now), lastStatus: 'SUCCESS' },
        },
        'eu-central-1': { group: allButIam, status: recording },
        'eu-west-1': {
          group: allButIam,
          status: { recording: true, lastStatus: 'FAILURE', lastErrorCode: 'AccessDenied' },
        },
      };
      return config(surroundings, (region) => recorders[region]);
    },
  },
  wellKept: {
    answers: (surroundings) =>
      config(surroundings, (region) => ({
        group: region === 'us-east-1' ? allTypes : allButIam,
        status: recording,
      })),
  },
  finds: {
    'config/recorder-off': {
      fails: ['account', 'eu-central-1 account IAM', 'eu-west-1 account', 'eu-west-2 account'],
      passes: ['eu-central-1 account'],
    },
  },
};
