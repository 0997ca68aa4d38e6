import {
  type AccountTrail,
  advancedOf,
  type EventSelectors,
} from '../../../src/services/cloudtrail/index.ts';
import {
  accountTrail,
  denied,
  everything,
  ok,
  organizationTrail,
  stopped,
  trailOf,
} from './readings.fixture.ts';

const recording = (selectors: EventSelectors) => accountTrail(trailOf(), { selectors: ok(selectors) });
const objects = (Values: string[], ReadWriteType: 'All' | 'ReadOnly' | 'WriteOnly' = 'All') =>
  recording(advancedOf([{ ReadWriteType, DataResources: [{ Type: 'AWS::S3::Object', Values }] }]));

export const someBuckets = objects(['arn:aws:s3:::b/']);
export const allButOneBucket = recording([
  {
    FieldSelectors: [
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      { Field: 'resources.ARN', NotStartsWith: ['arn:aws:s3:::logs/'] },
    ],
  },
]);

interface Case {
  readonly name: string;
  readonly trails: readonly AccountTrail[];
  readonly reads: string;
  readonly writes: string;
}

/** What trails record of reads of objects and writes to them. */
export const objectEventCases: readonly Case[] = [
  { name: 'no trail', trails: [], reads: 'fail', writes: 'fail' },
  { name: 'management events only', trails: [accountTrail()], reads: 'fail', writes: 'fail' },
  { name: 'all objects', trails: [recording(everything)], reads: 'pass', writes: 'pass' },
  { name: 'writes', trails: [objects(['arn:aws:s3:::'], 'WriteOnly')], reads: 'fail', writes: 'pass' },
  { name: 'reads', trails: [objects(['arn:aws:s3'], 'ReadOnly')], reads: 'pass', writes: 'fail' },
  {
    name: 'a trail of one Region',
    trails: [{ ...recording(everything), trail: trailOf({ IsMultiRegionTrail: false }) }],
    reads: 'fail',
    writes: 'fail',
  },
  {
    name: 'a stopped trail',
    trails: [{ ...recording(everything), status: ok(stopped) }],
    reads: 'fail',
    writes: 'fail',
  },
  {
    name: 'denied selectors',
    trails: [accountTrail(trailOf(), { selectors: denied('cloudtrail:GetEventSelectors') })],
    reads: 'unknown',
    writes: 'unknown',
  },
  {
    name: 'selectors that the owner alone knows',
    trails: [accountTrail(organizationTrail(), { selectors: ok(undefined) })],
    reads: 'notApplicable',
    writes: 'notApplicable',
  },
  {
    name: 'the default selectors of the organization’s trail',
    trails: [accountTrail(organizationTrail())],
    reads: 'fail',
    writes: 'fail',
  },
];
