import { ec2 } from './service.ts';

/**
 * Whether new volumes, and copies of snapshots, are encrypted whatever is asked for.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetEbsEncryptionByDefault.html
 */
export const ebsEncryptionByDefault = ec2.reader(['GetEbsEncryptionByDefault'], async ({ sdk, client }) => {
  const { EbsEncryptionByDefault } = await client.send(new sdk.GetEbsEncryptionByDefaultCommand({}));
  return { EbsEncryptionByDefault };
});

/**
 * Whether images may be shared with everybody: `unblocked` or `block-new-sharing`.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetImageBlockPublicAccessState.html
 */
export const imageBlockPublicAccess = ec2.reader(
  ['GetImageBlockPublicAccessState'],
  async ({ sdk, client }) => {
    const { ImageBlockPublicAccessState, ManagedBy } = await client.send(
      new sdk.GetImageBlockPublicAccessStateCommand({}),
    );
    return { ImageBlockPublicAccessState, ManagedBy };
  },
);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSerialConsoleAccessStatus.html */
export const serialConsoleAccess = ec2.reader(['GetSerialConsoleAccessStatus'], async ({ sdk, client }) => {
  const { SerialConsoleAccessEnabled, ManagedBy } = await client.send(
    new sdk.GetSerialConsoleAccessStatusCommand({}),
  );
  return { SerialConsoleAccessEnabled, ManagedBy };
});

/**
 * What new instances get of the instance metadata service where whoever launches them says nothing. What is absent has no
 * default of the account: then the image decides.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetInstanceMetadataDefaults.html
 */
export const instanceMetadataDefaults = ec2.reader(
  ['GetInstanceMetadataDefaults'],
  async ({ sdk, client }) => {
    const { AccountLevel } = await client.send(new sdk.GetInstanceMetadataDefaultsCommand({}));
    if (AccountLevel === undefined) throw new Error('AWS did not tell the defaults of the account');
    const { HttpTokens, HttpTokensEnforced, HttpEndpoint, ManagedBy } = AccountLevel;
    return { HttpTokens, HttpTokensEnforced, HttpEndpoint, ManagedBy };
  },
);
