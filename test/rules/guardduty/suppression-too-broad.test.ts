import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/suppression-too-broad.ts';
import type { Condition } from '../../../src/services/guardduty/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { deniedTo, detectorOf, NOBODY, NOT_RUNNING, SOMEBODY } from './readings.fixture.ts';

const detector = detectorOf();

type Filters = Parameters<typeof rule.check>[0]['filters'];

const judged = (filters: Filters) => judge(rule, { detector, administrator: NOBODY, filters });
const filter = (criteria: Readonly<Record<string, Condition>>) =>
  judged([{ item: 'quiet', answer: { ok: true, value: { criteria } } }]);

const instance = { 'resource.instanceDetails.instanceId': { Equals: ['i-1'] } };
const mild = { severity: { LessThan: 7 } };
const probe = { type: { Equals: ['Recon:EC2/PortProbeUnprotectedPort'] } };

describe('guardduty/suppression-too-broad', () => {
  describe('findings of severity 7 and above', () => {
    it.each<[string, Condition | undefined, 'pass' | 'fail']>([
      ['no condition', undefined, 'fail'],
      ['less than 7', { LessThan: 7 }, 'pass'],
      ['less than 7, by its old name', { Lt: 7 }, 'pass'],
      ['at most 6.9', { LessThanOrEqual: 6.9 }, 'pass'],
      ['at most 7', { LessThanOrEqual: 7 }, 'fail'],
      ['at most 7, by its old name', { Lte: 7 }, 'fail'],
      ['less than 7.1', { LessThan: 7.1 }, 'fail'],
      ['at least 1', { GreaterThanOrEqual: 1 }, 'fail'],
      ['at least 4 and at most 6', { Gte: 4, Lte: 6 }, 'pass'],
      ['more than 8.9', { GreaterThan: 8.9 }, 'fail'],
      ['more than 10, which is none', { Gt: 10 }, 'pass'],
      ['2 and 5', { Equals: ['2', '5'] }, 'pass'],
      ['2, 5 and 8', { Eq: ['2', '5', '8'] }, 'fail'],
      ['8, and less than 7, which is none', { Equals: ['8'], LessThan: 7 }, 'pass'],
      ['anything but 8', { NotEquals: ['8'] }, 'fail'],
      ['7 alone, which is excluded too', { Equals: ['7'], Neq: ['7'] }, 'pass'],
    ])('%s: %s', (_case, severity, status) => {
      expect(filter({ ...instance, ...(severity && { severity }) })).toMatchObject([{ status }]);
    });

    it.each<[string, readonly string[], 'pass' | 'fail']>([
      ['that is always LOW', ['Policy:IAMUser/RootCredentialUsage'], 'pass'],
      ['of variable severity', ['Recon:EC2/PortProbeUnprotectedPort'], 'fail'],
      [
        'that is HIGH beside one that is LOW',
        ['Policy:IAMUser/RootCredentialUsage', 'Policy:S3/BucketPublicAccessGranted'],
        'fail',
      ],
    ])('a type %s', (_case, types, status) => {
      expect(filter({ ...instance, type: { Equals: [...types] } })).toMatchObject([{ status }]);
    });
  });

  describe('a resource that it is meant for', () => {
    it.each<[string, Readonly<Record<string, Condition>>, 'pass' | 'fail']>([
      ['an instance', instance, 'pass'],
      ['a tag', { 'resource.instanceDetails.tags.value': { Equals: ['bastion'] } }, 'pass'],
      ['an image', { 'resource.instanceDetails.imageId': { Equals: ['ami-1'] } }, 'pass'],
      ['a role by a pattern', { 'resource.accessKeyDetails.userName': { Matches: ['scanner-*'] } }, 'pass'],
      [
        'the address of who acts',
        { 'service.action.awsApiCallAction.remoteIpDetails.ipAddressV4': { Equals: ['198.51.100.7'] } },
        'pass',
      ],
      [
        'a pattern that everything matches',
        { 'resource.accessKeyDetails.userName': { Matches: ['*'] } },
        'fail',
      ],
      [
        'every address there is',
        { 'service.action.networkConnectionAction.remoteIpDetails.ipAddressV4': { Equals: ['0.0.0.0/0'] } },
        'fail',
      ],
      [
        'the addresses of a network',
        { 'service.action.networkConnectionAction.remoteIpDetails.ipAddressV4': { Equals: ['10.0.0.0/8'] } },
        'pass',
      ],
      [
        'every network by halves',
        {
          'service.action.awsApiCallAction.remoteIpDetails.ipAddressV4': {
            Equals: ['0.0.0.0/1', '128.0.0.0/1'],
          },
        },
        'fail',
      ],
      ['all instances but one', { 'resource.instanceDetails.instanceId': { NotEquals: ['i-1'] } }, 'fail'],
      ['a kind of resource', { 'resource.resourceType': { Equals: ['Instance'] } }, 'fail'],
      ['a type of instances', { 'resource.instanceDetails.instanceType': { Equals: ['t3.micro'] } }, 'fail'],
      ['a Region', { region: { Equals: ['us-east-1'] } }, 'fail'],
      ['an account', { accountId: { Equals: ['111122223333'] } }, 'fail'],
      ['a type of findings alone', probe, 'fail'],
      ['nothing', {}, 'fail'],
    ])('%s: %s', (_case, criteria, status) => {
      expect(filter({ ...mild, ...criteria })).toMatchObject([
        { status, resource: { id: `${detector.arn}/filter/quiet` } },
      ]);
    });
  });

  it('tells both faults, and names the criteria', () => {
    expect(filter({ region: { Equals: ['us-east-1'] } })).toMatchObject([
      {
        description:
          'The suppression rule quiet can archive findings of severity 7 and above and names no resource that it is meant for.',
        evidence: { Criterion: { region: { Equals: ['us-east-1'] } } },
      },
    ]);
  });

  it('is milder where types and a resource are named, as in the examples of AWS', () => {
    expect(filter({ ...probe, ...instance })).toMatchObject([{ status: 'fail', severity: { score: 3 } }]);
    expect(filter(instance)[0]).not.toHaveProperty('severity');
  });

  it('passes with filters that archive nothing, and with none', () => {
    expect(statuses(judged([]))).toEqual(['pass']);
    expect(judged([{ item: 'shown', answer: { ok: true, value: undefined } }])).toMatchObject([
      { status: 'pass', resource: { id: detector.arn } },
    ]);
  });

  it('is unknown for a filter that could not be read, and judges the others', () => {
    const error = deniedTo('guardduty:GetFilter');
    expect(
      statuses(
        judged([
          { item: 'a', answer: { ok: false, error } },
          { item: 'b', answer: { ok: true, value: { criteria: {} } } },
        ]),
      ),
    ).toEqual(['unknown', 'fail']);
  });

  it('leaves it to the administrator, by its name, in a member', () => {
    expect(judge(rule, { detector, administrator: SOMEBODY, filters: undefined })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining('999988887777') },
    ]);
  });

  it.each(NOT_RUNNING)('leaves %s to guardduty/disabled', (_case, found) => {
    expect(judge(rule, { detector: found, administrator: NOBODY, filters: undefined })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining('guardduty/disabled') },
    ]);
  });
});
