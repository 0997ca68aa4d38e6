import { service } from '../../aws/service.ts';

/**
 * One list tells of the buckets of all Regions; each bucket is asked in its own. The bucket stands in the path: with its
 * name in the host, every bucket would take a connection of its own, and emulators could not be asked.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html#path-style-access
 * @internal
 */
export const s3 = service({
  id: 's3',
  region: 'global',
  load: () => import('@aws-sdk/client-s3'),
  client: (sdk, config) => new sdk.S3Client({ ...config, forcePathStyle: true }),
});
