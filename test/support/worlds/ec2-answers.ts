import type { Answers } from '../stub.ts';
import { success, textParam } from '../wire.ts';
import { defaultRegions, optInRegions } from './world.ts';

/**
 * The Regions of an account that opted into some; moto's statuses are arbitrary.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
 */
export function regions(optedIn: readonly (typeof optInRegions)[number][] = []): Answers {
  const all = [
    ...defaultRegions.map((name) => ({ name, status: 'opt-in-not-required' })),
    ...optInRegions.map((name) => ({ name, status: optedIn.includes(name) ? 'opted-in' : 'not-opted-in' })),
  ];
  return {
    'ec2:DescribeRegions': (call) => {
      const names = listed(call.params, /^RegionName\.\d+$/);
      const statuses = listed(call.params, /^Filter\.\d+\.Value\.\d+$/);
      const everything = textParam(call, 'AllRegions') === 'true' || names.length > 0;
      const wanted = all.filter(
        ({ name, status }) =>
          (everything || status !== 'not-opted-in') &&
          (names.length === 0 || names.includes(name)) &&
          (statuses.length === 0 || statuses.includes(status)),
      );
      return success(call, {
        regionInfo: wanted.map(({ name, status }) => ({
          regionName: name,
          regionEndpoint: `ec2.${name}.amazonaws.com`,
          optInStatus: status,
        })),
      });
    },
  };
}

const listed = (params: Readonly<Record<string, unknown>>, name: RegExp) =>
  Object.entries(params).flatMap(([key, value]) => (name.test(key) ? [String(value)] : []));
