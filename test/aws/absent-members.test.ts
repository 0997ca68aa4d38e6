import { HttpResponse } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../src/aws/actions.ts';
import { checkMembers } from '../../src/aws/answer-members.ts';

/** Schemas as the SDK writes them: https://github.com/smithy-lang/smithy-typescript, packages/core/src/submodules/schema */
const STRING = 0;
const NUMBER = 1;
const LIST = 64 | STRING;
const MAP = 128 | STRING;
const structure = (members: Readonly<Record<string, unknown>>) => [
  3,
  'com.example',
  'Answer',
  0,
  Object.keys(members),
  Object.values(members),
];

/** What AWS answers, by operations that no reader asks yet. */
const ANSWERS: Readonly<Record<string, readonly [service: string, Readonly<Record<string, unknown>>]>> = {
  ListQueues: ['sqs', { QueueUrls: LIST, NextToken: STRING }],
  ListTopics: ['sns', { Topics: LIST, NextToken: STRING }],
  GetEventSelectors: ['cloudtrail', { TrailARN: STRING, EventSelectors: LIST, AdvancedEventSelectors: LIST }],
  GetFunction: ['lambda', { Configuration: structure({ Arn: STRING }), Tags: MAP }],
  GetBasePathMappings: ['apigateway', { items: LIST, position: STRING }],
  GetKeyLastUsage: ['kms', { KeyLastUsage: structure({ Arn: STRING }), TrackingStartDate: STRING }],
  ListDistributions: ['cloudfront', { DistributionList: structure({ Quantity: NUMBER, Items: LIST }) }],
  DescribeFileSystem: ['efs', { Id: STRING, Tags: LIST, Mounts: LIST }],
  ListTags: ['cloudtrail', { Tags: LIST }],
};

const check = (operation: string, answer: Readonly<Record<string, unknown>>) => {
  const [service, members] = ANSWERS[operation] ?? ['', {}];
  const asked: Operation = { service, operation };
  const output = NormalizedSchema.of(Object(structure(members)));
  const response = new HttpResponse({ statusCode: 200, headers: {}, body: new Uint8Array() });
  return () => {
    const awaited = { ...asked, protocol: 'aws.protocols#awsJson1_1', output, omissions: {} };
    checkMembers(awaited, answer, response);
  };
};

describe('what AWS leaves out', () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['ListQueues', {}],
    ['ListTopics', { Topics: [] }],
    ['GetEventSelectors', { EventSelectors: [] }],
    ['GetEventSelectors', { AdvancedEventSelectors: [] }],
    ['GetFunction', { Configuration: { Arn: 'a' } }],
    ['GetBasePathMappings', {}],
    ['GetKeyLastUsage', { TrackingStartDate: '2026-01-01' }],
    ['ListDistributions', { DistributionList: { Quantity: 0 } }],
    ['ListDistributions', { DistributionList: { Quantity: 1, Items: ['d'] } }],
    ['DescribeFileSystem', { Id: 'fs-1', Mounts: [] }],
  ])('%s: %o is an answer', (operation, answer) => {
    expect(check(operation, answer)).not.toThrow();
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['ListTopics', {}, 'lacks Topics'],
    ['GetEventSelectors', { TrailARN: 'a' }, 'lacks both EventSelectors and AdvancedEventSelectors'],
    ['GetFunction', {}, 'says nothing'],
    ['GetKeyLastUsage', {}, 'says nothing'],
    ['ListDistributions', {}, 'lacks DistributionList'],
    ['ListDistributions', { DistributionList: {} }, 'lacks the Quantity or the Items of DistributionList'],
    [
      'ListDistributions',
      { DistributionList: { Quantity: 2 } },
      'lacks the Quantity or the Items of DistributionList',
    ],
    ['DescribeFileSystem', { Id: 'fs-1' }, 'lacks Mounts'],
    ['ListTags', {}, 'lacks Tags'],
  ])('%s: %o is damaged', (operation, answer, why) => {
    expect(check(operation, answer)).toThrow(why);
  });
});
