import type { ConfigurationRecorder, ConfigurationRecorderStatus } from '@aws-sdk/client-config-service';
import { type Named, named } from '../aws/named.ts';
import { everyRegion, service } from '../aws/reader.ts';

const config = service({
  id: 'config',
  region: 'regional',
  load: () => import('@aws-sdk/client-config-service'),
  client: (sdk, config) => new sdk.ConfigServiceClient(config),
});

export type Recorder = Named<ConfigurationRecorder, 'name'>;

/**
 * The configuration recorder that the account set up in the Region, or undefined; a Region holds one. Those that
 * services make for themselves are not told of here: they record for that service alone.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorders.html
 */
const configurationRecorder = config.reader(
  ['DescribeConfigurationRecorders'],
  async ({ sdk, client }): Promise<Recorder | undefined> => {
    const { ConfigurationRecorders } = await client.send(new sdk.DescribeConfigurationRecordersCommand({}));
    if (ConfigurationRecorders === undefined) throw new Error('AWS sent no ConfigurationRecorders');
    return named(ConfigurationRecorders, 'name').find(
      ({ servicePrincipal }) => servicePrincipal === undefined,
    );
  },
);

export type RecorderWithStatus = Recorder & { readonly status: ConfigurationRecorderStatus };

/**
 * The recorder of the Region with whether it records, and how its last attempt went; undefined where there is none.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html
 */
export const recorderWithStatus = config
  .using(configurationRecorder)
  .reader(
    [{ ifAny: 'DescribeConfigurationRecorderStatus' }],
    async ({ sdk, client, ask }): Promise<RecorderWithStatus | undefined> => {
      const recorder = await ask(configurationRecorder);
      if (recorder === undefined) return undefined;
      const { ConfigurationRecordersStatus } = await client.send(
        new sdk.DescribeConfigurationRecorderStatusCommand({}),
      );
      const status = ConfigurationRecordersStatus?.find(({ name }) => name === recorder.name);
      if (status === undefined) throw new Error('AWS did not tell the status of the recorder');
      return { ...recorder, status };
    },
  );

/** The recorders of all Regions that are on: what one of them records of IAM, no other has to. */
export const everyRecorder = everyRegion(recorderWithStatus);

/** Which resource types a recorder records. */
export interface RecordedTypes {
  /** Those that it records; undefined where it records all but `without`. */
  readonly only: readonly string[] | undefined;
  /** Those that it leaves out, without those of IAM. */
  readonly without: readonly string[];
  /** Whether it records the users, groups, roles and customer managed policies of IAM, which are no Region's own. */
  readonly iam: boolean;
}

const IAM_TYPES = ['AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::User'];

/**
 * What a recorder is told to record; undefined where AWS did not say.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
 */
export function recordedTypes({ recordingGroup }: Recorder): RecordedTypes | undefined {
  if (recordingGroup === undefined) return undefined;
  const { allSupported, includeGlobalResourceTypes, recordingStrategy, exclusionByResourceTypes } =
    recordingGroup;
  if (recordingStrategy?.useOnly === 'EXCLUSION_BY_RESOURCE_TYPES') {
    const excluded: readonly string[] = exclusionByResourceTypes?.resourceTypes ?? [];
    return {
      only: undefined,
      without: excluded.filter((type) => !IAM_TYPES.includes(type)),
      iam: !IAM_TYPES.some((type) => excluded.includes(type)),
    };
  }
  if (allSupported === true)
    return { only: undefined, without: [], iam: includeGlobalResourceTypes === true };
  const only: readonly string[] = recordingGroup.resourceTypes ?? [];
  return { only, without: [], iam: IAM_TYPES.every((type) => only.includes(type)) };
}
