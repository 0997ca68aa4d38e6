import { type Resource, regionalArn, tagMap, type Where } from 'postern/rule';
import type { Instance } from 'postern/services/ec2';

/** An instance by its ARN. */
export function instanceResource(
  { InstanceId, ImageId, State, VpcId, Tags }: Instance,
  where: Where,
): Resource {
  return {
    type: 'AwsEc2Instance',
    id: regionalArn(where, 'ec2', `instance/${InstanceId}`),
    ...tagMap(Tags),
    details: { InstanceId, ImageId, VpcId, State: State?.Name },
  };
}
