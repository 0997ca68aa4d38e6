import { afterEach, describe, expect, it, vi } from 'vitest';
import { detector, optionalDetectorAdministrator } from '../../../src/services/guardduty/detector.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer } from '../../support/stub.ts';
import { administeredBy, detectors, on } from './answers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('detector', () => {
  it('carries its id and ARN', async () => {
    await using scan = await stubbedPlace(on);
    expect(await detector(scan.place)).toMatchObject({
      id: 'd1',
      arn: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d1',
      Status: 'ENABLED',
    });
  });

  it('is undefined where GuardDuty was never on', async () => {
    await using scan = await stubbedPlace({ 'guardduty:ListDetectors': detectors() });
    expect(await detector(scan.place)).toBeUndefined();
  });
});

describe('optionalDetectorAdministrator', () => {
  it.each<[string, Answerer, unknown]>([
    ['of a member', administeredBy('999988887777'), expect.objectContaining({ AccountId: '999988887777' })],
    [
      'of a member, in the letters of the documented values',
      administeredBy('999988887777', 'ENABLED'),
      expect.objectContaining({ AccountId: '999988887777' }),
    ],
    ['of a member that has left', administeredBy('999988887777', 'Removed'), undefined],
    ['of an account of its own', administeredBy(), undefined],
  ])('is that %s', async (_case, answer, value) => {
    await using account = await stubbedPlace({ ...on, 'guardduty:GetAdministratorAccount': answer });
    expect(await optionalDetectorAdministrator(account.place)).toEqual({ ok: true, value });
  });

  it('is not asked for where GuardDuty does not run', async () => {
    await using account = await stubbedPlace({ 'guardduty:ListDetectors': detectors() });
    expect(await optionalDetectorAdministrator(account.place)).toEqual({ ok: true, value: undefined });
    expect(account.calls()).toEqual(['ListDetectors']);
  });
});
