/** All settings of block public access, as the AWS CLI takes them. */
export const ALL_BLOCKED =
  'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true';
