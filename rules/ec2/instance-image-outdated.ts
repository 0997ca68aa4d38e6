import { accountResource, defineRule, fail, pass, unknown, wholeNumber } from 'postern/rule';
import { type Image, imagesOfInstances, instances } from 'postern/services/ec2';
import { instanceResource } from './_instance.ts';

const DAY = 86_400_000;

export default defineRule({
  title: 'Instance runs from an outdated image',
  type: 'Policy:EC2/InstanceImageOutdated',
  severity: 5.0,
  scope: 'region',
  reads: { instances, images: imagesOfInstances },
  options: {
    days: wholeNumber({
      default: 365,
      min: 1,
      max: 3650,
      description: 'Days after which an image is outdated',
    }),
  },
  why: 'An old image starts with every hole that was found since it was made, and the next instance from it has them all again.',
  remediation: {
    text: 'Make or choose a current image, and replace the instances by new ones. Where instances are patched in place, build their image anew all the same: what is launched next begins with it.',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIs.html',
  },
  gather: {
    in: 'region',
    by: ({ resource }) => {
      const { ImageId } = resource.details ?? {};
      return typeof ImageId === 'string' ? ImageId : undefined;
    },
    describe: (parts, place) => {
      const [first] = parts;
      return {
        resource: first !== undefined && parts.length === 1 ? first.fail.resource : accountResource(place),
        description:
          first === undefined || parts.length === 1
            ? (first?.fail.description ?? '')
            : `${parts.length} instances in ${place.region} have it: ${first.fail.description}`,
        ...(first === undefined ? {} : { evidence: first.fail.evidence }),
      };
    },
  },
  *check({ instances, images }, scope) {
    for (const each of instances) {
      const { ImageId, InstanceId, State } = each;
      const instance = instanceResource(each, scope);
      if (ImageId === undefined) {
        yield unknown(instance, 'AWS did not say which image the instance was launched from');
        continue;
      }
      const image = images.get(ImageId);
      const evidence = {
        ImageId,
        Name: image?.Name,
        CreationDate: image?.CreationDate,
        DeprecationTime: image?.DeprecationTime,
      };
      const fault = faultOf(image, scope.now, scope.options.days);
      if (fault !== undefined)
        yield fail(
          instance,
          evidence,
          `${InstanceId} was launched from ${ImageId}${image?.Name === undefined ? '' : ` (${image.Name})`}, ${fault}.`,
          State?.Name === 'stopped'
            ? { exposure: 'none', severity: { score: 2, reason: 'the instance is stopped' } }
            : {},
        );
      else if (image?.CreationDate === undefined)
        yield unknown(instance, `AWS did not say when ${ImageId} was made`);
      else yield pass(instance, evidence);
    }
  },
});

/** What is wrong with an image, as it follows its name; undefined where nothing is. */
function faultOf(image: Image | undefined, now: Date, days: number): string | undefined {
  if (image === undefined) return 'which is gone or no longer available to the account';
  const { CreationDate, DeprecationTime } = image;
  if (DeprecationTime !== undefined && Date.parse(DeprecationTime) <= now.getTime())
    return `which is deprecated since ${DeprecationTime.slice(0, 10)}`;
  const age = CreationDate === undefined ? 0 : Math.floor((now.getTime() - Date.parse(CreationDate)) / DAY);
  return age > days ? `which was made ${age} days ago` : undefined;
}
