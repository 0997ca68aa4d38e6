import { afterEach, expect, it, vi } from 'vitest';
import { aliasOf } from '../../src/accounts/account-alias.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import { success } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

it('is what people call the account', async () => {
  await using account = await stubbedPlace({
    'iam:ListAccountAliases': (call) => success(call, { AccountAliases: ['acme'], IsTruncated: false }),
  });
  expect(await aliasOf(account.place.session)).toBe('acme');
});

it('is left out where nobody may ask for it', async () => {
  await using account = await stubbedPlace({ 'iam:ListAccountAliases': denied() });
  expect(await aliasOf(account.place.session)).toBeUndefined();
});
