import { afterEach, describe, expect, it, vi } from 'vitest';
import { secretPolicies, secrets } from '../../src/services/secretsmanager.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import { failure, success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const secretOf = (Name: string, more: object = {}) => ({
  ARN: `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${Name}-AbCdEf`,
  Name,
  ...more,
});

describe('secrets', () => {
  it('are read page by page, without what rules do not need', async () => {
    await using scan = await stubbedPlace({
      'secretsmanager:ListSecrets': (call) =>
        textParam(call, 'NextToken') === undefined
          ? success(call, {
              SecretList: [secretOf('a', { RotationEnabled: true, Description: 'the password of ann' })],
              NextToken: 'next',
            })
          : success(call, { SecretList: [secretOf('b')] }),
    });
    const read = await secrets(scan.place);
    expect(read.map(({ Name, RotationEnabled }) => [Name, RotationEnabled])).toEqual([
      ['a', true],
      ['b', undefined],
    ]);
    expect(JSON.stringify(read)).not.toContain('ann');
  });
});

describe('secretPolicies', () => {
  it('are there or not, and one that is denied carries its error; a secret that is gone is left out', async () => {
    await using scan = await stubbedPlace({
      'secretsmanager:ListSecrets': (call) =>
        success(call, { SecretList: ['open', 'bare', 'shut', 'gone'].map((name) => secretOf(name)) }),
      'secretsmanager:GetResourcePolicy': (call, upstream) => {
        const [, name = ''] = /secret:(\w+)-/.exec(textParam(call, 'SecretId') ?? '') ?? [];
        if (name === 'shut') return denied()(call, upstream);
        if (name === 'gone')
          return failure(call, { status: 400, code: 'ResourceNotFoundException', message: 'not found' });
        return success(call, { ...secretOf(name), ...(name === 'open' ? { ResourcePolicy: '{}' } : {}) });
      },
    });
    expect(
      (await secretPolicies(scan.place)).map(({ secret, ResourcePolicy }) => [secret.Name, ResourcePolicy]),
    ).toEqual([
      ['open', { ok: true, value: { name: 'ResourcePolicy', text: '{}' } }],
      ['bare', { ok: true, value: { name: 'ResourcePolicy', text: undefined } }],
      ['shut', { ok: false, error: expect.objectContaining({ action: 'secretsmanager:GetResourcePolicy' }) }],
    ]);
  });
});
