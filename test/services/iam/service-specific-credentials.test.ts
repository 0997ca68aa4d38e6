import { afterEach, describe, expect, it, vi } from 'vitest';
import { serviceSpecificCredentials } from '../../../src/services/iam/service-specific-credentials.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success } from '../../support/wire.ts';
import { serviceSpecificCredentials as answers } from '../../support/worlds/iam-answers.ts';

afterEach(() => vi.unstubAllEnvs());

const credential = (UserName: string) => ({
  UserName,
  ServiceName: 'codecommit.amazonaws.com',
  CreateDate: new Date('2026-01-01T00:00:00Z'),
});

describe('serviceSpecificCredentials', () => {
  it('reads those of all users, page by page', async () => {
    const all = ['ann', 'bob', 'cy'].map(credential);
    await using account = await stubbedPlace(answers(all, { pageSize: 2 }));
    expect(await serviceSpecificCredentials(account.place)).toMatchObject(all);
    expect(account.calls()).toEqual(['ListServiceSpecificCredentials', 'ListServiceSpecificCredentials']);
  });

  it('does not take a page for all of them that AWS says is not', async () => {
    await using account = await stubbedPlace({
      'iam:ListServiceSpecificCredentials': (call) =>
        success(call, { ServiceSpecificCredentials: [], IsTruncated: true }),
    });
    await expect(serviceSpecificCredentials(account.place)).rejects.toMatchObject({ kind: 'failed' });
  });
});
