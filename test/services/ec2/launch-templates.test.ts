import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultLaunchTemplates, launchTemplates } from '../../../src/services/ec2/launch-templates.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, type Wire } from '../../support/wire.ts';
import { paged } from './pages.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const version = (versionNumber: number, launchTemplateData: Wire) => ({
  launchTemplateId: 'lt-1',
  versionNumber,
  launchTemplateData,
});

describe('launchTemplates', () => {
  it('every page, two hundred at a time, of the latest and the default version of all templates', async () => {
    const asked: (string | undefined)[] = [];
    const versions: unknown[] = [];
    const answer = paged('launchTemplateVersionSet', [version(1, {}), version(2, {})], asked);
    await using scan = await stubbedPlace({
      'ec2:DescribeLaunchTemplateVersions': (call, upstream) => {
        versions.push(call.params['LaunchTemplateVersion.1'], call.params['LaunchTemplateVersion.2']);
        return answer(call, upstream);
      },
    });
    expect(await launchTemplates(scan.place)).toHaveLength(2);
    expect(asked).toEqual(['200', '200']);
    expect(versions).toEqual(['$Latest', '$Default', '$Latest', '$Default']);
  });

  it('groups by id, by name and of interfaces, metadata options and image, and nothing else', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeLaunchTemplateVersions': (call) =>
        success(call, {
          launchTemplateVersionSet: [
            version(3, {
              userData: 'c2VjcmV0',
              metadataOptions: { httpTokens: 'required' },
              securityGroupIdSet: ['sg-1'],
              securityGroupSet: ['web'],
              networkInterfaceSet: [
                { groupSet: { groupId: 'sg-2' } },
                { deviceIndex: 1 },
                { groupSet: { groupId: 'sg-3' } },
              ],
            }),
            version(2, { imageId: 'ami-1' }),
          ],
        }),
    });
    expect(await launchTemplates(scan.place)).toEqual([
      {
        LaunchTemplateId: 'lt-1',
        VersionNumber: 3,
        groups: ['sg-1', 'web', 'sg-2', 'sg-3'],
        MetadataOptions: { HttpTokens: 'required' },
      },
      { LaunchTemplateId: 'lt-1', VersionNumber: 2, ImageId: 'ami-1', groups: [] },
    ]);
  });
});

describe('defaultLaunchTemplates', () => {
  it('the default version of each, once', async () => {
    const versionOf = (launchTemplateId: string, versionNumber: number, defaultVersion: boolean) => ({
      launchTemplateId,
      versionNumber,
      defaultVersion,
      launchTemplateData: {},
    });
    await using scan = await stubbedPlace({
      'ec2:DescribeLaunchTemplateVersions': (call) =>
        success(call, {
          launchTemplateVersionSet: [
            versionOf('lt-1', 2, false),
            versionOf('lt-1', 1, true),
            versionOf('lt-2', 4, true),
            versionOf('lt-2', 4, true),
          ],
        }),
    });
    expect(
      (await defaultLaunchTemplates(scan.place)).map(({ LaunchTemplateId, VersionNumber }) => [
        LaunchTemplateId,
        VersionNumber,
      ]),
    ).toEqual([
      ['lt-1', 1],
      ['lt-2', 4],
    ]);
  });
});
