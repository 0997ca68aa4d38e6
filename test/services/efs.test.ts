import { afterEach, describe, expect, it, vi } from 'vitest';
import { fileSystems } from '../../src/services/efs.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import { success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const system = (id: string) => ({
  FileSystemId: id,
  FileSystemArn: `arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/${id}`,
  Encrypted: true,
  Tags: [],
});

describe('fileSystems', () => {
  it('are those of all pages', async () => {
    await using scan = await stubbedPlace({
      'elasticfilesystem:DescribeFileSystems': (call) =>
        textParam(call, 'Marker') === undefined
          ? success(call, { FileSystems: [system('fs-1')], NextMarker: 'next' })
          : success(call, { FileSystems: [system('fs-2')] }),
    });
    expect((await fileSystems(scan.place)).map(({ FileSystemId }) => FileSystemId)).toEqual(['fs-1', 'fs-2']);
  });

  it('name the action that is denied', async () => {
    await using scan = await stubbedPlace({ 'elasticfilesystem:DescribeFileSystems': denied() });
    await expect(fileSystems(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'elasticfilesystem:DescribeFileSystems',
    });
  });

  it('are not known when AWS sends one without an id', async () => {
    await using scan = await stubbedPlace({
      'elasticfilesystem:DescribeFileSystems': (call) =>
        success(call, { FileSystems: [{ Encrypted: true, Tags: [] }] }),
    });
    await expect(fileSystems(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });
});
