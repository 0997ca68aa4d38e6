import { describe, expect, it } from 'vitest';
import { admissionEvidence, openToAnyone } from '../../../src/policy/outside/admission.ts';
import { endpointAdmissions } from '../../../src/policy/outside/endpoint-policy.ts';
import { ORGANIZATION, OWN } from './spellings.fixture.ts';

const when = (operator: string, key: string, value: string) => ({
  Condition: { [operator]: { [key]: value } },
});

describe('endpointAdmissions', () => {
  const verdict = (...statements: object[]) =>
    openToAnyone(
      'It',
      endpointAdmissions({ name: 'PolicyDocument', text: JSON.stringify({ Statement: statements }) }, 's3'),
    ).verdict;
  const through = (Resource: unknown, more: object = {}) => ({
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:*',
    Resource,
    ...more,
  });
  it.each<[string, object[], string]>([
    ['everything', [through('*', { Action: '*' })], 'open'],
    ['every bucket', [through('arn:aws:s3:::*')], 'open'],
    ['all but one action', [through('*', { Action: undefined, NotAction: 's3:DeleteBucket' })], 'open'],
    ['one bucket', [through(['arn:aws:s3:::mine', 'arn:aws:s3:::mine/*'])], 'closed'],
    ['keys of one account', [through(`arn:aws:kms:*:${OWN}:key/*`, { Action: 'kms:Decrypt' })], 'closed'],
    ['what is ours', [through('*', when('StringEquals', 'aws:ResourceAccount', OWN))], 'closed'],
    ['what is of ours', [through('*', when('StringEquals', 'aws:ResourceOrgID', ORGANIZATION))], 'closed'],
    ['our own people', [through('*', when('StringEquals', 'aws:PrincipalOrgID', ORGANIZATION))], 'closed'],
    [
      'everything, and a Deny of what is not ours',
      [
        through('*'),
        {
          ...through('*', when('StringNotEquals', 'aws:ResourceOrgID', ORGANIZATION)),
          Effect: 'Deny',
        },
      ],
      'closed',
    ],
  ])('%s', (_what, statements, expected) => {
    expect(verdict(...statements)).toBe(expected);
  });

  it('without a policy lets all through', () => {
    const open = endpointAdmissions({ name: 'PolicyDocument', text: undefined }, 's3');
    expect(openToAnyone('It', open).verdict).toBe('open');
    expect(admissionEvidence(open.admitted).admitted[0]).toMatchObject({
      actions: ['*'],
      resources: ['arn:*:*:*:*:*'],
    });
  });
});
