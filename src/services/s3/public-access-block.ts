/** The four settings of block public access. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export const BLOCK_SETTINGS = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const;

/** Which of them are on. */
export type BlockedAccess = Readonly<Record<(typeof BLOCK_SETTINGS)[number], boolean>>;

export const NOTHING_BLOCKED: BlockedAccess = blockedAccess(undefined);

/** A setting that is not sent is off. */
export function blockedAccess(
  sent: { readonly [Setting in keyof BlockedAccess]?: boolean | undefined } | undefined,
): BlockedAccess {
  return {
    BlockPublicAcls: sent?.BlockPublicAcls === true,
    IgnorePublicAcls: sent?.IgnorePublicAcls === true,
    BlockPublicPolicy: sent?.BlockPublicPolicy === true,
    RestrictPublicBuckets: sent?.RestrictPublicBuckets === true,
  };
}

/** What several levels block together: each setting is as strict as the strictest of them. */
export function blockedTogether(levels: readonly BlockedAccess[]): BlockedAccess {
  const some = (setting: keyof BlockedAccess) => levels.some((level) => level[setting]);
  return {
    BlockPublicAcls: some('BlockPublicAcls'),
    IgnorePublicAcls: some('IgnorePublicAcls'),
    BlockPublicPolicy: some('BlockPublicPolicy'),
    RestrictPublicBuckets: some('RestrictPublicBuckets'),
  };
}

/** The settings that are off. */
export function unblocked(blocked: BlockedAccess): readonly (keyof BlockedAccess)[] {
  return BLOCK_SETTINGS.filter((setting) => !blocked[setting]);
}
