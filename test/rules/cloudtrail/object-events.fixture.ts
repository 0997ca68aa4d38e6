import { expect, it } from 'vitest';
import multiRegionTrailMissing from '../../../rules/cloudtrail/multi-region-trail-missing.ts';
import type rule from '../../../rules/cloudtrail/object-reads-not-recorded.ts';
import {
  type AccountTrail,
  advancedOf,
  type EventSelectors,
} from '../../../src/services/cloudtrail/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import {
  accountTrail,
  denied,
  deniedError,
  everything,
  ok,
  organizationTrail,
  stopped,
  trailOf,
} from './readings.fixture.ts';

const recording = (selectors: EventSelectors) => accountTrail(trailOf(), { selectors: ok(selectors) });
const objects = (Values: string[], ReadWriteType: 'All' | 'ReadOnly' | 'WriteOnly' = 'All') =>
  recording(advancedOf([{ ReadWriteType, DataResources: [{ Type: 'AWS::S3::Object', Values }] }]));

const someBuckets = objects(['arn:aws:s3:::b/']);
const allButOneBucket = recording([
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
const objectEventCases: readonly Case[] = [
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

const trailsOf = (...trails: readonly AccountTrail[]) => ({ trails: { trails, unread: undefined } });

/** What holds of a rule on reads as of that on writes. */
export function testObjectEvents(about: { readonly rule: typeof rule; readonly access: 'read' | 'write' }) {
  const { access } = about;
  const judged = (...trails: readonly AccountTrail[]) => judge(about.rule, trailsOf(...trails));

  it.each(objectEventCases)('$name', ({ trails, reads, writes }) => {
    expect(statuses(judged(...trails))).toEqual([access === 'read' ? reads : writes]);
  });

  it('is unknown where no Region answered', () => {
    const unread = deniedError('cloudtrail:DescribeTrails');
    expect(judge(about.rule, { trails: { trails: [], unread } })).toMatchObject([
      { status: 'unknown', error: unread },
    ]);
  });

  it.each([
    ['some buckets', someBuckets, 1, `S3 ${access} events are recorded of some only: arn:aws:s3:::b/.`],
    [
      'all buckets but one',
      allButOneBucket,
      0.5,
      `S3 ${access} events are recorded but for arn:aws:s3:::logs/.`,
    ],
  ])('weighs less with %s', (_case, trail, score, description) => {
    expect(judged(trail)).toMatchObject([{ status: 'fail', description, severity: { score } }]);
  });

  it('is told by cloudtrail/multi-region-trail-missing where no trail records at all', () => {
    const ruleId = `cloudtrail/object-${access}s-not-recorded`;
    const said = (...trails: AccountTrail[]) =>
      reportOfVerdicts(
        {
          ruleId: 'cloudtrail/multi-region-trail-missing',
          verdicts: judge(multiRegionTrailMissing, trailsOf(...trails)),
        },
        { ruleId, verdicts: judged(...trails) },
      ).findings.map((finding) => finding.ruleId);
    expect(said()).toEqual(['cloudtrail/multi-region-trail-missing']);
    expect(said(accountTrail())).toEqual([ruleId]);
  });
}
