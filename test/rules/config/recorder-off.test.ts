import { describe, expect, it } from 'vitest';
import rule from '../../../rules/config/recorder-off.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { RecorderWithStatus } from '../../../src/services/config.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

type Group = RecorderWithStatus['recordingGroup'];

const complete: Group = { allSupported: true, includeGlobalResourceTypes: true };
const withoutIam: Group = { allSupported: true, includeGlobalResourceTypes: false };
const recorderOf = (
  recordingGroup: Group = complete,
  status: RecorderWithStatus['status'] = { name: 'default', recording: true, lastStatus: 'Success' },
): RecorderWithStatus => ({ name: 'default', status, ...(recordingGroup ? { recordingGroup } : {}) });
type Everywhere = Parameters<typeof rule.check>[0]['everywhere'];
const elsewhere = (...recorders: (RecorderWithStatus | undefined)[]): Everywhere =>
  recorders.map((value, index) => ({
    region: ['us-east-1', 'us-east-2', 'us-west-1'][index] ?? 'us-west-2',
    answer: { ok: true, value },
  }));
const denied: Everywhere = [
  {
    region: 'r',
    answer: {
      ok: false,
      error: new ReadError('denied', {
        kind: 'denied',
        action: 'config:DescribeConfigurationRecorders',
        accountId: '111122223333',
        region: 'r',
      }),
    },
  },
];
const judged = (
  recorder: RecorderWithStatus | undefined,
  everywhere: Everywhere = elsewhere(recorder),
  region = 'us-east-1',
) => judge(rule, { recorder, everywhere }, { region });

describe('config/recorder-off', () => {
  it.each<[string, RecorderWithStatus | undefined, string[]]>([
    ['no recorder', undefined, ['fail']],
    ['all resource types', recorderOf(), ['pass']],
    ['stopped', recorderOf(complete, { recording: false }), ['fail']],
    ['failing', recorderOf(complete, { recording: true, lastStatus: 'Failure' }), ['fail']],
    ['pending', recorderOf(complete, { recording: true, lastStatus: 'Pending' }), ['pass']],
    ['nobody knows whether', recorderOf(complete, {}), ['unknown']],
    ['nobody knows what', { name: 'default', status: { recording: true } }, ['unknown']],
    [
      'some types',
      recorderOf({ allSupported: false, resourceTypes: ['AWS::EC2::Instance'] }),
      ['fail', 'fail'],
    ],
    [
      'all but instances',
      recorderOf({
        recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
        exclusionByResourceTypes: { resourceTypes: ['AWS::EC2::Instance'] },
      }),
      ['fail'],
    ],
    ['all but IAM, and nowhere else', recorderOf(withoutIam), ['pass', 'fail']],
  ])('%s', (_case, recorder, expected) => {
    expect(statuses(judged(recorder))).toEqual(expected);
  });

  it.each<[string, Everywhere, string[]]>([
    ['another Region records it', elsewhere(recorderOf(withoutIam), recorderOf()), ['pass']],
    [
      'the recorder of another Region would record it, but is stopped',
      elsewhere(recorderOf(withoutIam), recorderOf(complete, { recording: false })),
      ['pass', 'fail'],
    ],
    ['another Region has no recorder', elsewhere(recorderOf(withoutIam), undefined), ['pass', 'fail']],
    ['another Region is denied', denied, ['pass', 'unknown']],
    ['one is denied, and one records it', [...denied, ...elsewhere(recorderOf())], ['pass']],
  ])('IAM: %s', (_case, everywhere, expected) => {
    expect(statuses(judged(recorderOf(withoutIam), everywhere))).toEqual(expected);
  });

  it('IAM: a Region that AWS Config came to after February 2022 does not record it', () => {
    const inZurich: Everywhere = [
      { region: 'us-east-1', answer: { ok: true, value: recorderOf(withoutIam) } },
      { region: 'eu-central-2', answer: { ok: true, value: recorderOf() } },
    ];
    expect(statuses(judged(recorderOf(withoutIam), inZurich))).toEqual(['pass', 'fail']);
    expect(statuses(judged(recorderOf(), inZurich, 'eu-central-2'))).toEqual(['pass', 'fail']);
  });

  it('says why it fails, and starts what is stopped', () => {
    const failing = recorderOf(complete, {
      recording: true,
      lastStatus: 'Failure',
      lastErrorCode: 'NoSuchBucket',
    });
    expect(judged(failing)).toMatchObject([
      { description: 'The configuration recorder default in us-east-1 fails: NoSuchBucket.' },
    ]);
    expect(judged(recorderOf(complete, { recording: false }))).toMatchObject([
      {
        commands: [
          'aws configservice start-configuration-recorder --configuration-recorder-name default --region us-east-1',
        ],
      },
    ]);
  });

  it('is one finding of all Regions where it is off, and others of those where it leaves something out', () => {
    const said = (region: string, recorder: RecorderWithStatus | undefined) => ({
      ruleId: 'config/recorder-off',
      region,
      verdicts: judged(recorder, elsewhere(recorder), region),
    });
    const { findings } = reportOfVerdicts(
      said('eu-west-1', undefined),
      said('eu-west-2', recorderOf(complete, { recording: false })),
      said('eu-west-3', recorderOf(withoutIam)),
      said('us-east-1', recorderOf(withoutIam)),
    );
    expect(
      findings.map(({ title, description, severity }) => [description, title, severity.score]).sort(),
    ).toEqual([
      ['AWS Config does not record in 2 Regions of the account.', 'AWS Config does not record', 6],
      [
        'AWS Config leaves out the users, groups, roles and policies of IAM in 2 Regions of the account.',
        'AWS Config does not record IAM',
        4,
      ],
    ]);
  });
});
