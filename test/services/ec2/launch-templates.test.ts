import { afterEach, describe, expect, it, vi } from 'vitest';
import { launchTemplates } from '../../../src/services/ec2/launch-templates.ts';
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

  it('groups by id, by name and of interfaces, and nothing else of the template', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeLaunchTemplateVersions': (call) =>
        success(call, {
          launchTemplateVersionSet: [
            version(3, {
              userData: 'c2VjcmV0',
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
      { LaunchTemplateId: 'lt-1', VersionNumber: 3, groups: ['sg-1', 'web', 'sg-2', 'sg-3'] },
      { LaunchTemplateId: 'lt-1', VersionNumber: 2, groups: [] },
    ]);
  });
});
