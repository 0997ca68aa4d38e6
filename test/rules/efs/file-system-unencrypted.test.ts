import { describe, expect, it } from 'vitest';
import rule from '../../../rules/efs/file-system-unencrypted.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

type FileSystem = Parameters<typeof rule.check>[0]['fileSystems'][number];

const system = (FileSystemId: string, Encrypted: boolean | undefined, Name?: string): FileSystem => ({
  FileSystemId,
  FileSystemArn: `arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/${FileSystemId}`,
  OwnerId: '111122223333',
  CreationToken: 'token',
  CreationTime: new Date(0),
  LifeCycleState: 'available',
  NumberOfMountTargets: 0,
  SizeInBytes: undefined,
  PerformanceMode: 'generalPurpose',
  Encrypted,
  Tags: [],
  ...(Name !== undefined && { Name }),
});

describe('efs/file-system-unencrypted', () => {
  it.each([
    [true, 'pass'],
    [false, 'fail'],
    [undefined, 'unknown'],
  ])('Encrypted %s', (encrypted, status) => {
    expect(statuses(judge(rule, { fileSystems: [system('fs-1', encrypted)] }))).toEqual([status]);
  });

  it('is one finding a Region', () => {
    const verdicts = judge(rule, { fileSystems: [system('fs-1', false, 'home'), system('fs-2', false)] });
    expect(verdicts[0]).toMatchObject({ description: 'File system home (fs-1) is not encrypted at rest.' });
    expect(reportOfVerdicts({ ruleId: 'efs/file-system-unencrypted', verdicts }).findings).toMatchObject([
      { description: '2 file systems in us-east-1 are not encrypted at rest.', parts: [{}, {}] },
    ]);
  });
});
