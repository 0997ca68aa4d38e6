import { someOf } from 'postern/network';
import { accountResource, type Gathering, type Resource } from 'postern/rule';
import type { Alarm } from 'postern/services/cloudwatch';

export function alarmResource({ AlarmArn, AlarmName }: Alarm): Resource {
  return { type: 'AwsCloudWatchAlarm', id: AlarmArn, details: { AlarmName } };
}

/** One finding a Region. @param fault what is wrong with them, after their names */
export function alarmsOfRegion(fault: { readonly one: string; readonly many: string }): Gathering {
  return {
    in: 'region',
    describe: (parts, place) => {
      const [first] = parts;
      const names = parts.map(({ fail }) => String(fail.resource.details?.AlarmName));
      return {
        resource: first === undefined || parts.length > 1 ? accountResource(place) : first.fail.resource,
        description:
          parts.length === 1
            ? `The alarm ${names.join()} in ${place.region} ${fault.one}.`
            : `${parts.length} alarms in ${place.region} ${fault.many}: ${someOf(names)}.`,
      };
    },
  };
}
