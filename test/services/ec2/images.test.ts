import { afterEach, describe, expect, it, vi } from 'vitest';
import { imagesOfInstances, imagesOfLaunchTemplates, ownImages } from '../../../src/services/ec2/images.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam, type Wire } from '../../support/wire.ts';
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

const instancesFrom = (...images: readonly string[]): Answers => ({
  'ec2:DescribeInstances': paged('reservationSet', [
    {
      instancesSet: images.map((imageId, index) => ({
        instanceId: `i-${index}`,
        imageId,
        instanceState: { name: 'running' },
      })),
    },
  ]),
});

/** Answers about these images, and keeps what was asked. */
const imagesThere = (images: readonly string[], asked: unknown[] = []): Answers => ({
  'ec2:DescribeImages': (call) => {
    asked.push(
      call.params['Filter.1.Name'],
      ...[1, 2, 3].flatMap((index) => call.params[`Filter.1.Value.${index}`] ?? []),
      call.params.IncludeDeprecated,
    );
    return success(call, { imagesSet: images.map((imageId) => ({ imageId })) });
  },
});

describe('imagesOfInstances', () => {
  it('are asked by a filter: what is gone is not among them', async () => {
    const asked: unknown[] = [];
    await using scan = await stubbedPlace({
      ...instancesFrom('ami-1', 'ami-gone', 'ami-1'),
      ...imagesThere(['ami-1'], asked),
    });
    expect([...(await imagesOfInstances(scan.place)).keys()]).toEqual(['ami-1']);
    expect(asked).toEqual(['image-id', 'ami-1', 'ami-gone', 'true']);
  });

  it('two hundred a call', async () => {
    await using scan = await stubbedPlace({
      ...instancesFrom(...Array.from({ length: 201 }, (_, index) => `ami-${index}`)),
      ...imagesThere([]),
    });
    await imagesOfInstances(scan.place);
    expect(scan.calls().filter((call) => call === 'DescribeImages')).toHaveLength(2);
  });

  it('nothing is asked where there is no instance', async () => {
    await using scan = await stubbedPlace(instancesFrom());
    expect(await imagesOfInstances(scan.place)).toEqual(new Map());
    expect(scan.calls()).not.toContain('DescribeImages');
  });
});

describe('imagesOfLaunchTemplates', () => {
  it('those of default versions that leave the tokens to the image', async () => {
    const asked: unknown[] = [];
    const version = (launchTemplateId: string, launchTemplateData: Wire, defaultVersion = true) => ({
      launchTemplateId,
      defaultVersion,
      launchTemplateData,
    });
    await using scan = await stubbedPlace({
      'ec2:DescribeLaunchTemplateVersions': (call) =>
        success(call, {
          launchTemplateVersionSet: [
            version('lt-1', { imageId: 'ami-1' }),
            version('lt-2', { imageId: 'ami-2', metadataOptions: { httpTokens: 'optional' } }),
            version('lt-3', { imageId: 'resolve:ssm:/image' }),
            version('lt-4', { imageId: 'ami-4' }, false),
          ],
        }),
      ...imagesThere(['ami-1'], asked),
    });
    expect([...(await imagesOfLaunchTemplates(scan.place)).keys()]).toEqual(['ami-1']);
    expect(asked).toEqual(['image-id', 'ami-1', 'true']);
  });
});
