import { afterEach, describe, expect, it, vi } from 'vitest';
import { imagesInUse, ownImages } from '../../../src/services/ec2/images.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { paged } from './pages.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('ownImages', () => {
  it('every page of the own ones, with what rules ask', async () => {
    const asked: (string | undefined)[] = [];
    const answer = paged(
      'imagesSet',
      [
        { imageId: 'ami-1', isPublic: true, description: 'left out' },
        { imageId: 'ami-2', isPublic: false },
      ],
      asked,
    );
    await using scan = await stubbedPlace({
      'ec2:DescribeImages': (call, upstream) => {
        expect(textParam(call, 'Owner.1')).toBe('self');
        return answer(call, upstream);
      },
    });
    const images = await ownImages(scan.place);
    expect(images).toMatchObject([
      { ImageId: 'ami-1', Public: true },
      { ImageId: 'ami-2', Public: false },
    ]);
    expect(images[0]).not.toHaveProperty('Description');
    expect(asked).toEqual(['1000', '1000']);
  });

  it.each([
    ['denied', denied(), 'denied'],
    ['an image without an id', paged('imagesSet', [{ name: 'x' }]), 'failed'],
  ] as const)('%s is unknown', async (_case, answer, kind) => {
    await using scan = await stubbedPlace({ 'ec2:DescribeImages': answer });
    await expect(ownImages(scan.place)).rejects.toMatchObject({ kind, action: 'ec2:DescribeImages' });
  });
});

describe('imagesInUse', () => {
  const used = (instances: readonly string[], templates: readonly string[] = []): Answers => ({
    'ec2:DescribeInstances': paged('reservationSet', [
      {
        instancesSet: instances.map((imageId, index) => ({
          instanceId: `i-${index}`,
          imageId,
          instanceState: { name: 'running' },
        })),
      },
    ]),
    'ec2:DescribeLaunchTemplateVersions': (call) =>
      success(call, {
        launchTemplateVersionSet: templates.map((imageId) => ({ launchTemplateData: { imageId } })),
      }),
  });

  it('those of instances and templates, asked by a filter: what is gone is not among them', async () => {
    const filters: unknown[] = [];
    await using scan = await stubbedPlace({
      ...used(['ami-1', 'ami-gone', 'ami-1'], ['ami-2', 'resolve:ssm:/aws/service/x']),
      'ec2:DescribeImages': (call) => {
        filters.push(
          call.params['Filter.1.Name'],
          ...[1, 2, 3, 4].map((index) => call.params[`Filter.1.Value.${index}`]),
          call.params.IncludeDeprecated,
        );
        return success(call, {
          imagesSet: [{ imageId: 'ami-1' }, { imageId: 'ami-2', imdsSupport: 'v2.0' }],
        });
      },
    });
    expect([...(await imagesInUse(scan.place)).keys()]).toEqual(['ami-1', 'ami-2']);
    expect(filters).toEqual(['image-id', 'ami-1', 'ami-gone', 'ami-2', undefined, 'true']);
  });

  it('two hundred a call', async () => {
    await using scan = await stubbedPlace({
      ...used(Array.from({ length: 201 }, (_, index) => `ami-${index}`)),
      'ec2:DescribeImages': (call) => success(call, { imagesSet: [] }),
    });
    await imagesInUse(scan.place);
    expect(scan.calls().filter((call) => call === 'DescribeImages')).toHaveLength(2);
  });

  it('nothing is asked where nothing is in use', async () => {
    await using scan = await stubbedPlace(used([]));
    expect(await imagesInUse(scan.place)).toEqual(new Map());
    expect(scan.calls()).not.toContain('DescribeImages');
  });
});
