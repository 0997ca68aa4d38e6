import type { Instance } from '../../../src/services/ec2/instances.ts';
import { daysAgo } from '../../support/judge.ts';

/** A running instance with a role, launched long ago, that requires tokens. */
export const instanceOf = (changes: Partial<Instance> = {}): Instance => ({
  InstanceId: 'i-1',
  ImageId: 'ami-1',
  State: { Name: 'running' },
  LaunchTime: daysAgo(100),
  MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required' },
  IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/web' },
  ...changes,
});
