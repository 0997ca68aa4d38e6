import { describe, expect, it } from 'vitest';
import rule from '../../../rules/vpc/endpoint-service-open.ts';
import { judge } from '../../support/judge.ts';
import { deniedPolicy, inShort } from '../openings.fixture.ts';

const to = (...value: string[]) => ({ ok: true, value }) as const;

describe('vpc/endpoint-service-open', () => {
  it.each<[string, object, string]>([
    ['anyone', {}, 'fail other-account'],
    ['anyone who is accepted', { AcceptanceRequired: true, AllowedPrincipals: undefined }, 'pass'],
    ['one account', { AllowedPrincipals: to('arn:aws:iam::444455556666:root') }, 'pass'],
    ['nobody', { AllowedPrincipals: to() }, 'pass'],
    ['it is not known who', { AllowedPrincipals: deniedPolicy }, 'unknown'],
    ['anyone, and who knows whether accepted', { AcceptanceRequired: undefined }, 'unknown'],
    ['a service that is gone', { ServiceState: 'Deleted' }, 'notApplicable'],
  ])('%s', (_case, more, expected) => {
    const service = {
      ServiceId: 'vpce-svc-1',
      arn: 'arn:aws:ec2:us-east-1:111122223333:vpc-endpoint-service/vpce-svc-1',
      AcceptanceRequired: false,
      AllowedPrincipals: to('*'),
    };
    expect(inShort(judge(rule, { services: [{ ...service, ...more }] }))).toBe(expected);
  });
});
