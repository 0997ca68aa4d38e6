import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/volume-unencrypted.ts';
import type { Volume } from '../../../src/services/ec2/volumes.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

const volume = (changes: Partial<Volume> = {}): Volume => ({
  VolumeId: 'vol-1',
  Encrypted: false,
  State: 'in-use',
  Attachments: [{ InstanceId: 'i-1', State: 'attached' }],
  ...changes,
});

describe('ec2/volume-unencrypted', () => {
  it.each<[string, Partial<Volume>, string]>([
    ['encrypted', { Encrypted: true }, 'pass'],
    ['not encrypted', {}, 'fail'],
    ['not attached', { Attachments: [] }, 'notApplicable'],
    ['attachments not told', { Attachments: undefined }, 'unknown'],
    ['encryption not told', { Encrypted: undefined }, 'unknown'],
  ])('%s', (_case, changes, expected) =>
    expect(statuses(judge(rule, { volumes: [volume(changes)] }))).toEqual([expected]),
  );

  it('is one finding a Region', () => {
    const verdicts = judge(rule, { volumes: [volume(), volume({ VolumeId: 'vol-2' })] });
    const { findings } = reportOfVerdicts({ ruleId: 'ec2/volume-unencrypted', verdicts });
    expect(findings.map(({ title, description, parts }) => [title, description, parts?.length])).toEqual([
      ['Attached volumes are not encrypted', '2 attached volumes in us-east-1 are not encrypted.', 2],
    ]);
  });
});
