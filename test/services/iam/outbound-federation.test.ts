import { afterEach, describe, expect, it, vi } from 'vitest';
import { partitionOf } from '../../../src/aws/partitions.ts';
import {
  optionalTokenRequesters,
  outboundFederation,
  tokenRequesters,
} from '../../../src/services/iam/outbound-federation.ts';
import { document } from '../../rules/iam/readings.fixture.ts';
import { denied, failing } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { outboundFederation as answers } from '../../support/worlds/iam-answers.ts';
import { placeWith } from './details.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const ISSUER = 'https://issuer.tokens.sts.global.api.aws';
const OPERATION = 'iam:GetOutboundWebIdentityFederationInfo';

describe('outboundFederation', () => {
  it.each([
    ['on', ISSUER, { JwtVendingEnabled: true, IssuerIdentifier: ISSUER }],
    ['off', undefined, { JwtVendingEnabled: false, IssuerIdentifier: undefined }],
  ])('is %s', async (_case, issuer, expected) => {
    await using account = await stubbedPlace(answers(issuer));
    expect(await outboundFederation(account.place)).toEqual(expected);
  });

  it('names the denied action', async () => {
    await using account = await stubbedPlace({ [OPERATION]: denied() });
    await expect(outboundFederation(account.place)).rejects.toMatchObject({
      kind: 'denied',
      action: OPERATION,
    });
  });

  it('is undefined where IAM of the partition does not know it', async () => {
    await using account = await stubbedPlace({ [OPERATION]: failing('InvalidAction', 'unknown', 400) });
    const session = {
      ...account.place.session,
      partition: partitionOf('aws-cn') ?? account.place.session.partition,
    };
    expect(await outboundFederation({ ...account.place, session })).toBeUndefined();
    await expect(outboundFederation(account.place)).rejects.toMatchObject({ kind: 'failed' });
  });
});

describe('tokenRequesters', () => {
  it('are the users and roles whose policies name no audience, from what AWS sends of the account', async () => {
    const user = (UserName: string, Action: string) => ({
      UserName,
      Arn: `arn:aws:iam::111122223333:user/${UserName}`,
      UserPolicyList: [
        { PolicyName: 'own', PolicyDocument: document({ Effect: 'Allow', Action, Resource: '*' }) },
      ],
      AttachedManagedPolicies: [],
      GroupList: [],
    });
    await using account = await placeWith({
      UserDetailList: [user('ann', 'sts:GetWebIdentityToken'), user('bob', 's3:GetObject')],
    });
    const read = await tokenRequesters(account.place);
    expect(read).toMatchObject({
      requesters: [{ Arn: 'arn:aws:iam::111122223333:user/ann' }],
      unread: undefined,
    });
    expect(await optionalTokenRequesters(account.place)).toEqual({ ok: true, value: read });
  });
});
