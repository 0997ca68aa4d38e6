import { afterEach, describe, expect, it, vi } from 'vitest';
import { securityContact } from '../../src/services/account.ts';
import { denied, failing } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answerer } from '../support/stub.ts';
import { success } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

describe('securityContact', () => {
  const read = async (answer: Answerer) => {
    await using scan = await stubbedPlace({ 'account:GetAlternateContact': answer });
    return await securityContact(scan.place);
  };

  it('asks for the SECURITY contact of the own account, and keeps nothing personal', async () => {
    const contact = await read((call) => {
      expect(call).toMatchObject({ region: 'us-east-1', params: { AlternateContactType: 'SECURITY' } });
      expect(call.params).not.toHaveProperty('AccountId');
      return success(call, {
        AlternateContact: {
          AlternateContactType: 'SECURITY',
          EmailAddress: 'soc@example.com',
          Name: 'Ann',
          PhoneNumber: '+1 555 0100',
        },
      });
    });
    expect(contact).toEqual({ AlternateContactType: 'SECURITY' });
  });

  it('is undefined when none is registered', async () => {
    expect(await read(failing('ResourceNotFoundException', 'No contact', 404))).toBeUndefined();
  });

  it.each([
    ['denied', denied(), 'denied'],
    ['an answer without a contact', (call) => success(call, {}), 'failed'],
  ] satisfies [string, Answerer, string][])('%s is not "none"', async (_case, answer, kind) => {
    await expect(read(answer)).rejects.toMatchObject({ kind, action: 'account:GetAlternateContact' });
  });
});
