import type { AdvancedEventSelector, AdvancedFieldSelector, EventSelector } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import {
  advancedOf,
  DEFAULT_SELECTORS,
  type EventSelectors,
  type EventsAlike,
  extentOf,
  managementEvents,
  objectEvents,
} from '../../../src/services/cloudtrail/selected-events.ts';

const read = managementEvents('read');
const write = managementEvents('write');
const objectReads = objectEvents('read', 'aws');
const objectWrites = objectEvents('write', 'aws');

const all = { kind: 'all' };
const none = { kind: 'none' };
const allBut = (...except: string[]) => ({ kind: 'all but', except });
const some = (...only: string[]) => ({ kind: 'some', only });

/** `['eventCategory', { Equals: ['Data'] }]` and so on. */
type Field = readonly [string, Omit<AdvancedFieldSelector, 'Field'>];
const selector = (...fields: readonly Field[]): AdvancedEventSelector => ({
  FieldSelectors: fields.map(([Field, condition]) => ({ Field, ...condition })),
});
const management = (...fields: readonly Field[]) =>
  selector(['eventCategory', { Equals: ['Management'] }], ...fields);
const objects = (...fields: readonly Field[]) =>
  selector(
    ['eventCategory', { Equals: ['Data'] }],
    ['resources.type', { Equals: ['AWS::S3::Object'] }],
    ...fields,
  );
const readOnly = (value: string): Field => ['readOnly', { Equals: [value] }];
const not = (...sources: string[]): Field => ['eventSource', { NotEquals: sources }];
const arn = (condition: Field[1]): Field => ['resources.ARN', condition];

describe('extentOf basic selectors', () => {
  const basic = (changes: EventSelector): EventSelectors => advancedOf([changes]);
  const onObjects = (Values: string[], changes: EventSelector = {}) =>
    basic({ ReadWriteType: 'All', DataResources: [{ Type: 'AWS::S3::Object', Values }], ...changes });

  it.each<[string, EventSelectors, EventsAlike, unknown]>([
    ['the default: reads', DEFAULT_SELECTORS, read, all],
    ['the default: writes', DEFAULT_SELECTORS, write, all],
    ['the default: objects', DEFAULT_SELECTORS, objectReads, none],
    ['a selector that says nothing', basic({}), write, all],
    ['write only: reads', basic({ ReadWriteType: 'WriteOnly' }), read, none],
    ['write only: writes', basic({ ReadWriteType: 'WriteOnly' }), write, all],
    ['read only: writes', basic({ ReadWriteType: 'ReadOnly' }), write, none],
    ['no management events', basic({ IncludeManagementEvents: false }), write, none],
    [
      'without KMS',
      basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }),
      write,
      allBut('kms.amazonaws.com'),
    ],
    [
      'without KMS: of KMS',
      basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }),
      managementEvents('write', 'kms.amazonaws.com'),
      none,
    ],
    [
      'without KMS: of IAM',
      basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }),
      managementEvents('write', 'iam.amazonaws.com'),
      all,
    ],
    ['an empty exclusion', basic({ ExcludeManagementEventSources: [] }), write, all],
    ['all objects', onObjects(['arn:aws:s3']), objectWrites, all],
    ['all objects, written longer', onObjects(['arn:aws:s3:::']), objectWrites, all],
    [
      'all objects, written only',
      onObjects(['arn:aws:s3'], { ReadWriteType: 'WriteOnly' }),
      objectReads,
      none,
    ],
    [
      'all objects without management events',
      onObjects(['arn:aws:s3'], { IncludeManagementEvents: false }),
      objectReads,
      all,
    ],
    ['one bucket', onObjects(['arn:aws:s3:::b/']), objectReads, some('arn:aws:s3:::b/')],
    ['all and one bucket', onObjects(['arn:aws:s3', 'arn:aws:s3:::b/']), objectReads, all],
    ['no object', onObjects([]), objectReads, none],
    [
      'functions',
      basic({ DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] }] }),
      objectReads,
      none,
    ],
  ])('%s', (_case, selectors, events, extent) => {
    expect(extentOf(selectors, events)).toEqual(extent);
  });

  it('in China, where ARNs begin otherwise', () => {
    const events = objectEvents('read', 'aws-cn');
    expect(extentOf(onObjects(['arn:aws-cn:s3:::']), events)).toEqual(all);
    expect(extentOf(onObjects(['arn:aws:s3:::']), events)).toEqual(some('arn:aws:s3:::'));
  });
});

describe('extentOf advanced selectors', () => {
  it.each<[string, EventSelectors, EventsAlike, unknown]>([
    ['no selector', [], read, none],
    ['management events', [management()], read, all],
    ['management events: objects', [management()], objectReads, none],
    ['reads: writes', [management(readOnly('true'))], write, none],
    ['reads and writes apart', [management(readOnly('true')), management(readOnly('false'))], write, all],
    [
      'without two sources',
      [management(not('kms.amazonaws.com', 'rdsdata.amazonaws.com'))],
      read,
      allBut('kms.amazonaws.com', 'rdsdata.amazonaws.com'),
    ],
    [
      'each without another source',
      [management(not('kms.amazonaws.com')), management(not('rdsdata.amazonaws.com'))],
      read,
      all,
    ],
    [
      'writes of all, reads without KMS: reads',
      [management(readOnly('false')), management(readOnly('true'), not('kms.amazonaws.com'))],
      read,
      allBut('kms.amazonaws.com'),
    ],
    [
      'writes of all, reads without KMS: writes',
      [management(readOnly('false')), management(readOnly('true'), not('kms.amazonaws.com'))],
      write,
      all,
    ],
    ['all objects', [objects()], objectReads, all],
    ['object writes: reads', [objects(readOnly('false'))], objectReads, none],
    ['objects of all ARNs', [objects(arn({ StartsWith: ['arn:aws:s3:::'] }))], objectReads, all],
    [
      'objects of a bucket',
      [objects(arn({ StartsWith: ['arn:aws:s3:::b/'] }))],
      objectReads,
      some('arn:aws:s3:::b/'),
    ],
    [
      'objects but of a bucket',
      [objects(arn({ NotStartsWith: ['arn:aws:s3:::logs/'] }))],
      objectReads,
      allBut('arn:aws:s3:::logs/'),
    ],
    [
      'a bucket and all others',
      [
        objects(arn({ NotStartsWith: ['arn:aws:s3:::b/'] })),
        objects(arn({ StartsWith: ['arn:aws:s3:::b/'] })),
      ],
      objectReads,
      all,
    ],
    ['objects but by their ends', [objects(arn({ NotEndsWith: ['.log'] }))], objectReads, allBut('.log')],
    ['one object', [objects(arn({ Equals: ['arn:aws:s3:::b/o'] }))], objectReads, some('arn:aws:s3:::b/o')],
    ['a call', [objects(['eventName', { Equals: ['GetObject'] }])], objectReads, some('GetObject')],
    [
      'all calls but one',
      [objects(['eventName', { NotEquals: ['HeadObject'] }])],
      objectReads,
      allBut('HeadObject'),
    ],
    [
      'calls of a kind but one',
      [objects(['eventName', { StartsWith: ['Get'], NotEquals: ['GetObjectAcl'] }])],
      objectReads,
      some('Get'),
    ],
    [
      'the source that objects have',
      [objects(['eventSource', { Equals: ['s3.amazonaws.com'] }])],
      objectReads,
      all,
    ],
    ['another source', [objects(['eventSource', { NotEquals: ['s3.amazonaws.com'] }])], objectReads, none],
    [
      'the type that object events have',
      [objects(['eventType', { NotEquals: ['AwsServiceEvent'] }])],
      objectReads,
      all,
    ],
    [
      'all but one user',
      [objects(['userIdentity.arn', { NotEndsWith: ['/backup'] }])],
      objectReads,
      allBut('/backup'),
    ],
    [
      'a call but on a bucket, the others on all: two fields together',
      [
        objects(arn({ NotStartsWith: ['arn:aws:s3:::b/'] })),
        objects(['eventName', { NotEquals: ['GetObject'] }]),
      ],
      objectReads,
      allBut('GetObject with arn:aws:s3:::b/'),
    ],
    [
      'what begins so and ends so: one field twice',
      [objects(arn({ NotStartsWith: ['arn:aws:s3:::b/'] })), objects(arn({ NotEndsWith: ['.log'] }))],
      objectReads,
      allBut('arn:aws:s3:::b/ with .log'),
    ],
    [
      'an exception of one field, and another of two',
      [
        objects(arn({ NotStartsWith: ['arn:aws:s3:::b/', 'arn:aws:s3:::logs/'] })),
        objects(['eventName', { NotEquals: ['GetObject'] }], arn({ NotStartsWith: ['arn:aws:s3:::logs/'] })),
      ],
      objectReads,
      allBut('GetObject with arn:aws:s3:::b/', 'arn:aws:s3:::logs/'),
    ],
    [
      'an exception of two fields that another selector makes up for',
      [
        objects(arn({ NotStartsWith: ['arn:aws:s3:::b/'] })),
        objects(['eventName', { NotEquals: ['GetObject'] }]),
        objects(['eventName', { Equals: ['GetObject'] }], arn({ StartsWith: ['arn:aws:s3:::b/'] })),
      ],
      objectReads,
      all,
    ],
    [
      'directory buckets',
      [
        selector(
          ['eventCategory', { Equals: ['Data'] }],
          ['resources.type', { Equals: ['AWS::S3Express::Object'] }],
        ),
      ],
      objectReads,
      none,
    ],
    [
      'network activity',
      [
        selector(
          ['eventCategory', { Equals: ['NetworkActivity'] }],
          ['eventSource', { Equals: ['ec2.amazonaws.com'] }],
        ),
      ],
      { eventCategory: 'NetworkActivity', eventSource: 'ec2.amazonaws.com' },
      all,
    ],
    [
      'network activity that was denied',
      [
        selector(
          ['eventCategory', { Equals: ['NetworkActivity'] }],
          ['errorCode', { Equals: ['VpceAccessDenied'] }],
        ),
      ],
      { eventCategory: 'NetworkActivity', eventSource: 'ec2.amazonaws.com' },
      some('VpceAccessDenied'),
    ],
    [
      'network activity of another service',
      [
        selector(
          ['eventCategory', { Equals: ['NetworkActivity'] }],
          ['eventSource', { Equals: ['s3.amazonaws.com'] }],
        ),
      ],
      { eventCategory: 'NetworkActivity', eventSource: 'ec2.amazonaws.com' },
      none,
    ],
  ])('%s', (_case, selectors, events, extent) => {
    expect(extentOf(selectors, events)).toEqual(extent);
  });

  it('takes it that something is left out where telling would take too long', () => {
    const fields = ['eventName', 'resources.ARN', 'sessionCredentialFromConsole', 'userIdentity.arn'];
    const values = Array.from({ length: 40 }, (_, at) => `arn:aws:s3:::${at}`);
    let seed = 1;
    const isChosen = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed % 2 === 0;
    };
    const half = (field: string): Field => [field, { NotEquals: values.filter(isChosen) }];
    const selectors = Array.from({ length: 300 }, () => objects(...fields.map(half)));
    const start = performance.now();
    expect(extentOf(selectors, objectReads)).toEqual(allBut('what takes too long to tell'));
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
