import { afterEach, describe, expect, it, vi } from 'vitest';
import { isOn, scanning } from '../../../src/services/inspector/account.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, type Wire } from '../../support/wire.ts';
import { OWN, scanningIs } from './answers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('scanning', () => {
  it.each([
    ['ENABLED', true],
    ['SUSPENDED', true],
    ['DISABLED', false],
  ])('%s', async (status, on) => {
    await using account = await stubbedPlace(scanningIs(status));
    const answer = await scanning(account.place);
    expect(answer).toMatchObject({ status, resourceState: { ec2: { status } } });
    expect(answer.resourceState.lambdaCode).toBeUndefined();
    expect(isOn(answer)).toBe(on);
  });

  it.each<[string, Record<string, Wire>, RegExp]>([
    ['tells of nobody', { accounts: [], failedAccounts: [] }, /no status/],
    [
      'tells of somebody else',
      { accounts: [{ accountId: '1', state: { status: 'ENABLED' }, resourceState: {} }], failedAccounts: [] },
      /no status/,
    ],
    [
      'says that it failed',
      {
        accounts: [],
        failedAccounts: [{ accountId: OWN, errorCode: 'INTERNAL_ERROR', errorMessage: 'try again' }],
      },
      /INTERNAL_ERROR: try again/,
    ],
  ])('fails where AWS %s', async (_case, answer, message) => {
    await using account = await stubbedPlace({
      'inspector2:BatchGetAccountStatus': (call) => success(call, answer),
    });
    await expect(scanning(account.place)).rejects.toThrow(message);
  });

  it('fails where it is denied', async () => {
    await using account = await stubbedPlace({ 'inspector2:BatchGetAccountStatus': denied() });
    await expect(scanning(account.place)).rejects.toMatchObject({
      action: 'inspector2:BatchGetAccountStatus',
    });
  });
});
