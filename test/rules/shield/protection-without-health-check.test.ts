import { describe, expect, it } from 'vitest';
import rule from '../../../rules/shield/protection-without-health-check.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ARNS, protectionOf } from './readings.fixture.ts';

describe('shield/protection-without-health-check', () => {
  it.each([
    ['no subscription', undefined, ['notApplicable']],
    ['nothing protected', [], ['notApplicable']],
    ['a health check', [protectionOf(ARNS.application, { HealthCheckIds: ['h1'] })], ['pass']],
    ['none', [protectionOf(ARNS.application)], ['fail']],
    ['none, and no list of them', [protectionOf(ARNS.address, { HealthCheckIds: undefined })], ['fail']],
    ['a hosted zone, which takes none', [protectionOf(ARNS.zone)], ['notApplicable']],
  ])('%s', (_case, protections, expected) => {
    expect(statuses(judge(rule, { protections }))).toEqual(expected);
  });

  it('quotes the command', () => {
    expect(judge(rule, { protections: [protectionOf(ARNS.distribution)] })).toMatchObject([
      {
        description: 'The protection of the CloudFront distribution E1 has no health check.',
        commands: [
          "aws shield associate-health-check --protection-id p1 --health-check-arn 'arn:aws:route53:::healthcheck/<id of the health check>' --region us-east-1",
        ],
      },
    ]);
  });
});
