import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reader } from '../../../src/aws/reader.ts';
import {
  ebsEncryptionByDefault,
  imageBlockPublicAccess,
  instanceMetadataDefaults,
  serialConsoleAccess,
} from '../../../src/services/ec2/account-settings.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, type Wire } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const settings: readonly [string, Reader<object>, Readonly<Record<string, Wire>>, object][] = [
  [
    'GetEbsEncryptionByDefault',
    ebsEncryptionByDefault,
    { ebsEncryptionByDefault: true, sseType: 'sse-ebs' },
    { EbsEncryptionByDefault: true },
  ],
  [
    'GetImageBlockPublicAccessState',
    imageBlockPublicAccess,
    { imageBlockPublicAccessState: 'unblocked', managedBy: 'account' },
    { ImageBlockPublicAccessState: 'unblocked', ManagedBy: 'account' },
  ],
  [
    'GetSerialConsoleAccessStatus',
    serialConsoleAccess,
    { serialConsoleAccessEnabled: false, managedBy: 'account' },
    { SerialConsoleAccessEnabled: false, ManagedBy: 'account' },
  ],
  [
    'GetInstanceMetadataDefaults',
    instanceMetadataDefaults,
    { accountLevel: { httpTokens: 'required', managedBy: 'account' } },
    { HttpTokens: 'required', ManagedBy: 'account' },
  ],
];

describe.each(settings)('%s', (operation, reader, answer, told) => {
  it('tells the setting', async () => {
    await using scan = await stubbedPlace({ [`ec2:${operation}`]: (call) => success(call, answer) });
    expect(await reader(scan.place)).toEqual(told);
  });

  it('denied is unknown', async () => {
    await using scan = await stubbedPlace({ [`ec2:${operation}`]: denied() });
    await expect(reader(scan.place)).rejects.toMatchObject({ kind: 'denied', action: `ec2:${operation}` });
  });
});

describe('instanceMetadataDefaults', () => {
  it('has nothing where the account has no preference', async () => {
    await using scan = await stubbedPlace({
      'ec2:GetInstanceMetadataDefaults': (call) => success(call, { accountLevel: {} }),
    });
    expect(await instanceMetadataDefaults(scan.place)).toEqual({});
  });

  it('is damaged where AWS does not tell it', async () => {
    await using scan = await stubbedPlace({
      'ec2:GetInstanceMetadataDefaults': (call) => success(call, {}),
    });
    await expect(instanceMetadataDefaults(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });
});
