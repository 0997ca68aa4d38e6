import { afterEach, describe, expect, it, vi } from 'vitest';
import { partitionOf } from '../../../src/aws/partitions.ts';
import { delegationRequests } from '../../../src/services/iam/delegation-requests.ts';
import { denied, failing } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success } from '../../support/wire.ts';
import { delegationRequests as answers, type Delegation } from '../../support/worlds/iam-answers.ts';

afterEach(() => vi.unstubAllEnvs());

const request = (name: string): Delegation => ({
  DelegationRequestId: `request-${name}`,
  State: 'FINALIZED',
  UpdatedTime: new Date('2026-01-01T00:00:00Z'),
  SessionDuration: 3600,
});

describe('delegationRequests', () => {
  it('reads all requests, page by page, and leaves their messages at AWS', async () => {
    const all = ['a', 'b', 'c'].map(request);
    await using account = await stubbedPlace(answers(all, { pageSize: 2 }));
    const read = await delegationRequests(account.place);
    expect(read).toMatchObject(all);
    expect(JSON.stringify(read)).not.toContain('Setting up the integration');
    expect(account.calls()).toEqual(['ListDelegationRequests', 'ListDelegationRequests']);
  });

  it('does not take a page for all of them that AWS says is not, nor an answer without a list', async () => {
    for (const answer of [{ DelegationRequests: [], isTruncated: true }, { isTruncated: false }]) {
      await using account = await stubbedPlace({
        'iam:ListDelegationRequests': (call) => success(call, answer),
      });
      await expect(delegationRequests(account.place)).rejects.toMatchObject({ kind: 'failed' });
    }
  });

  it('names the denied action', async () => {
    await using account = await stubbedPlace({ 'iam:ListDelegationRequests': denied() });
    await expect(delegationRequests(account.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'iam:ListDelegationRequests',
    });
  });

  it.each([
    ['aws-us-gov', 'resolves', undefined],
    ['aws', 'rejects', { kind: 'failed' }],
  ] as const)('an operation that IAM of %s does not know', async (id, how, expected) => {
    await using account = await stubbedPlace({
      'iam:ListDelegationRequests': failing('InvalidAction', 'Could not find operation', 400),
    });
    const session = {
      ...account.place.session,
      partition: partitionOf(id) ?? account.place.session.partition,
    };
    const reading = delegationRequests({ ...account.place, session });
    if (how === 'resolves') expect(await reading).toBe(expected);
    else await expect(reading).rejects.toMatchObject(expected);
  });
});
