import { afterEach, expect, it, vi } from 'vitest';
import { callerIdentity } from '../../src/services/sts.ts';
import { stubbedPlace } from '../support/place.ts';
import { success } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

it('callerIdentity is asked in the Region itself, and keeps no user id', async () => {
  const regions: string[] = [];
  const Arn = 'arn:aws:sts::111122223333:assumed-role/audit/ann';
  await using account = await stubbedPlace({
    'sts:GetCallerIdentity': (call) => {
      regions.push(call.region);
      return success(call, { Account: '111122223333', Arn, UserId: 'AROAEXAMPLE:ann' });
    },
  });
  expect(await callerIdentity(account.place)).toEqual({ Account: '111122223333', Arn });
  expect(regions).toEqual(['eu-west-1']);
});
