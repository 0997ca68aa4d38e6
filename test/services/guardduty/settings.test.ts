import { afterEach, describe, expect, it, vi } from 'vitest';
import { archivingFilters, publishingDestinations } from '../../../src/services/guardduty/settings.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { administeredBy, detectors, on, suspended } from './answers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const own: Answers = { ...on, 'guardduty:GetAdministratorAccount': administeredBy() };

const NOT_OURS: readonly (readonly [string, Answers])[] = [
  ['without a detector', { 'guardduty:ListDetectors': detectors() }],
  ['of a suspended detector', suspended],
  ['of a member', { ...on, 'guardduty:GetAdministratorAccount': administeredBy('999988887777') }],
];

describe('publishingDestinations', () => {
  it('are those of all pages', async () => {
    await using account = await stubbedPlace({
      ...own,
      'guardduty:ListPublishingDestinations': (call) =>
        textParam(call, 'nextToken') === undefined
          ? success(call, { destinations: [], nextToken: 'next' })
          : success(call, {
              destinations: [{ destinationId: 'b', destinationType: 'S3', status: 'PUBLISHING' }],
            }),
    });
    expect(await publishingDestinations(account.place)).toEqual([
      { DestinationId: 'b', DestinationType: 'S3', Status: 'PUBLISHING' },
    ]);
  });

  it.each(NOT_OURS)('are not asked for %s', async (_case, answers) => {
    await using account = await stubbedPlace(answers);
    expect(await publishingDestinations(account.place)).toBeUndefined();
    expect(account.calls()).not.toContain('ListPublishingDestinations');
  });

  it.each(['guardduty:ListPublishingDestinations', 'guardduty:GetAdministratorAccount'])(
    'are not known where %s is denied',
    async (action) => {
      await using account = await stubbedPlace({ ...own, [action]: denied() });
      await expect(publishingDestinations(account.place)).rejects.toMatchObject({ action });
    },
  );
});

describe('archivingFilters', () => {
  const filters: Answers = {
    ...own,
    'guardduty:ListFilters': (call) =>
      textParam(call, 'nextToken') === undefined
        ? success(call, { filterNames: ['shown', 'quiet'], nextToken: 'next' })
        : success(call, { filterNames: ['denied', 'damaged'] }),
    'guardduty:GetFilter': (call, upstream) => {
      const findingCriteria = { criterion: { severity: { lessThan: 4 } } };
      switch (textParam(call, 'FilterName')) {
        case 'shown':
          return success(call, { name: 'shown', action: 'NOOP', findingCriteria });
        case 'quiet':
          return success(call, { name: 'quiet', action: 'ARCHIVE', findingCriteria });
        case 'damaged':
          return success(call, { name: 'damaged', action: 'ARCHIVE' });
        default:
          return denied()(call, upstream);
      }
    },
  };

  it('are told with their criteria; one that fails carries its error', async () => {
    await using account = await stubbedPlace(filters);
    expect(await archivingFilters(account.place)).toMatchObject([
      { item: 'shown', answer: { ok: true, value: undefined } },
      { item: 'quiet', answer: { ok: true, value: { criteria: { severity: { LessThan: 4 } } } } },
      { item: 'denied', answer: { ok: false, error: { kind: 'denied', action: 'guardduty:GetFilter' } } },
      { item: 'damaged', answer: { ok: false, error: { kind: 'failed' } } },
    ]);
  });

  it.each(NOT_OURS)('are not asked for %s', async (_case, answers) => {
    await using account = await stubbedPlace(answers);
    expect(await archivingFilters(account.place)).toBeUndefined();
    expect(account.calls()).not.toContain('ListFilters');
  });

  it('are not known where listing them is denied', async () => {
    await using account = await stubbedPlace({ ...own, 'guardduty:ListFilters': denied() });
    await expect(archivingFilters(account.place)).rejects.toMatchObject({ action: 'guardduty:ListFilters' });
  });
});
