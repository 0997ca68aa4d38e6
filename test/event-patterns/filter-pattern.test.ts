import { describe, expect, it } from 'vitest';
import { filterPatternCoverage } from '../../src/event-patterns/coverage.ts';
import { ALLOWED_STEPS, decide } from '../../src/event-patterns/decide.ts';
import type { DemandedEvent } from '../../src/event-patterns/demanded-event.ts';
import { parseFilterPattern } from '../../src/event-patterns/filter-pattern.ts';
import type { Coverage } from '../../src/event-patterns/index.ts';
import { Steps } from '../../src/event-patterns/steps.ts';
import { LONGEST_PATTERNS } from './longest-patterns.fixture.ts';

const demanded: DemandedEvent = {
  name: 'PutBucketPolicy',
  identifiedBy: 'eventName',
  facts: {
    eventName: { oneOf: ['PutBucketPolicy'] },
    eventSource: { oneOf: ['s3.amazonaws.com'] },
    awsRegion: {},
    eventID: {},
    eventTime: {},
    readOnly: { oneOf: [false] },
    'userIdentity.type': {},
    'userIdentity.invokedBy': { absent: true },
    'dotted.count': { oneOf: [5] },
    errorCode: { oneOf: ['AccessDenied', 'Throttling'], orAbsent: true },
  },
};

const coverageOf = (pattern: string): Coverage =>
  filterPatternCoverage(parseFilterPattern(pattern), demanded);

describe('a pattern that covers', () => {
  it.each([
    ['in another order', '{ $.eventSource = s3.amazonaws.com && $.eventName = PutBucketPolicy }'],
    ['without spaces', '{$.eventName=PutBucketPolicy}'],
    ['with many', '  {  (  ( $.eventName   =   "PutBucketPolicy" ) )  }  '],
    ['over lines', '{\n$.eventName = PutBucketPolicy ||\n\t$.eventName = Other\n}'],
    ['by a wildcard', '{ $.eventName = Put*Policy }'],
    ['by a wildcard in quotes', '{ $.eventName = "*Policy" }'],
    ['by a lone wildcard', '{ $.eventName = * }'],
    ['by what it is not', '{ $.eventName != DeleteBucketPolicy }'],
    ['by an expression', '{ $.eventName = %Bucket% }'],
    ['by an expression with ends', '{ $.eventName = %^Put[A-Z]\\w+y$% }'],
    ['by one of two', '{ $.eventName = GetObject || $.eventName = PutBucketPolicy && $.eventSource = s3* }'],
    ['&& before ||', '{ $.eventName = PutBucketPolicy || $.eventName = X && $.eventName = Y }'],
    ['a field that is not there', '{ $.userIdentity.invokedBy NOT EXISTS && $.eventName = Put* }'],
    ['a field in one that holds others', '{ $.eventName.x NOT EXISTS }'],
    ['false', '{ $.readOnly IS FALSE }'],
    [
      'a number',
      '{ $.dotted.count = 5 && $.dotted.count >= 5.0 && $.dotted.count < 5.1e0 && $.dotted.count != 6 }',
    ],
    ['a number by a wildcard', '{ $.dotted.count = * }'],
    ['a name in brackets', "{ $.['eventName'] = PutBucketPolicy }"],
    ['any field', '{ $.* = "PutBucketPolicy" }'],
    ['whatever a field says', '{ $.awsRegion = eu-* || $.awsRegion != eu-* }'],
    [
      'whatever two fields say',
      '{ $.awsRegion = %^a% && $.eventID = a* || $.awsRegion != a* || $.eventID = %^[^a]|^$% }',
    ],
    [
      'whatever a field says, in three parts',
      '{ $.awsRegion = %^[a-m]% || $.awsRegion = %^[^a-m]% || $.awsRegion = "" }',
    ],
    [
      'whether it fails or not',
      '{ $.errorCode NOT EXISTS || $.errorCode = AccessDenied || $.errorCode = Thr* }',
    ],
    ['empty', ''],
    ['a space in quotes', '" "'],
    ['a term', 'PutBucketPolicy'],
    ['two terms', '"PutBucketPolicy" s3.amazonaws'],
    ['the name of a field', 'eventName'],
    ['one of several terms', '?GetObject ?PutBucketPolicy'],
    ['an expression as a term', '%Put[A-Z]ucket%'],
    ['words of any number', '[...]'],
  ])('%s: %s', (_case, pattern) => {
    expect(coverageOf(pattern)).toEqual({ coverage: 'covered' });
  });
});

describe('a pattern that misses', () => {
  it.each<[why: string, pattern: string, narrowing: readonly string[]]>([
    ['another event', '{ $.eventName = GetObject }', []],
    ['in another case', '{ $.eventName = putbucketpolicy }', []],
    ['a part without wildcards', '{ $.eventName = Put }', []],
    [
      'a source address',
      '{ $.eventName = PutBucketPolicy && $.sourceIPAddress = "10.*" }',
      ['sourceIPAddress'],
    ],
    [
      'another than a source address',
      '{ $.eventName = PutBucketPolicy && $.awsRegion != "eu-west-1" }',
      ['awsRegion'],
    ],
    ['another source', '{ $.eventName = PutBucketPolicy && $.eventSource = ec2* }', ['eventSource']],
    ['parentheses', '{ ($.eventName = PutBucketPolicy || $.eventName = X) && $.eventName = Y }', []],
    [
      'two fields',
      '{ $.eventName = PutBucketPolicy && ($.userAgent = aws* || $.errorCode NOT EXISTS) }',
      ['userAgent', 'errorCode'],
    ],
    [
      'a field that may not be there',
      '{ $.eventName = Put* && $.recipientAccountId != 1x }',
      ['recipientAccountId'],
    ],
    ['a field that is there', '{ $.userIdentity.type NOT EXISTS }', ['userIdentity.type']],
    ['an object', '{ $.userIdentity = * }', ['userIdentity']],
    ['an object, with !=', '{ $.userIdentity != x }', ['userIdentity']],
    ['true', '{ $.readOnly IS TRUE }', ['readOnly']],
    ['null', '{ $.eventName IS NULL }', []],
    ['an array', '{ $.eventName = Put* && $.resources[0].type = "AWS::S3::Bucket" }', ['resources[0].type']],
    ['a number', '{ $.dotted.count > 5 }', ['dotted.count']],
    [
      'nearly whatever a field says',
      '{ $.awsRegion = %^[a-m]% || $.awsRegion = %^[^a-m]% }',
      ['awsRegion', 'awsRegion'],
    ],
    [
      'nearly whatever two fields say',
      '{ $.awsRegion = a* && $.eventID = a* || $.awsRegion != a* }',
      ['eventID', 'awsRegion'],
    ],
    ['one of two errors', '{ $.eventName = Put* && $.errorCode != Throttling }', ['errorCode']],
    ['a term', 'GetObject', ['']],
    ['one more term', 'PutBucketPolicy Alice', ['']],
    ['a term that must not be there', 'PutBucketPolicy -Alice', ['']],
    ['? beside a term means nothing', 'Alice ?PutBucketPolicy', ['']],
    ['none of several', '?Alice ?Bob', ['', '']],
  ])('%s: %s', (_why, pattern, narrowing) => {
    expect(coverageOf(pattern)).toMatchObject({
      coverage: 'missed',
      narrowing: narrowing.map((field) => ({ field })),
    });
  });

  it('names the terms as they stand there, and gives such an event', () => {
    expect(
      coverageOf('{ $.eventName = PutBucketPolicy && $.awsRegion != "eu-*"  && $.eventID = * }'),
    ).toMatchObject({
      narrowing: [{ term: '$.awsRegion != "eu-*"', field: 'awsRegion' }],
      example: { eventName: 'PutBucketPolicy', eventSource: 's3.amazonaws.com', awsRegion: 'eu-' },
    });
  });
});

describe('a pattern that nobody can decide', () => {
  it.each([
    ['a text that reads as the number', '{ $.eventName = Put* && $.awsRegion < 5 }'],
    ['a number that reads as the text', '{ $.dotted.count = "5" }'],
    ['some element', '{ $.eventName = Put* && $.resources[*].type = x }'],
    ['a term on how a line is written', '"\\"eventName\\": \\"PutBucketPolicy\\""'],
    ['an expression that may be anywhere', '%Alice|Bob%'],
    ['words', '[a, b = PutBucketPolicy, ...]'],
  ])('%s: %s', (_case, pattern) => {
    expect(coverageOf(pattern)).toMatchObject({ coverage: 'undecided', reason: expect.stringMatching(/./) });
  });
});

describe('a text that is no pattern', () => {
  it.each<[pattern: string, why: string, at: number]>([
    ['{ }', 'a selector ($.…) is missing', 2],
    ['{ $.a = 1', '} is missing', 9],
    ['{ $.a = 1 } x', 'something after the pattern', 12],
    ['{ ($.a = 1 }', ') is missing', 11],
    ['{ $.a = 1 && }', 'a selector ($.…) is missing', 13],
    ['{ $.a = 1 & $.b = 2 }', '} is missing', 10],
    ['{ $.a == 1 }', 'a value is missing', 7],
    ['{ $.a }', 'an operator is missing', 6],
    ['{ $.a = }', 'a value is missing', 8],
    ['{ $.a > x }', '> without a number', 8],
    ['{ $.a EXISTS }', 'EXISTS, which CloudWatch Logs does not know', 6],
    ['{ $.a IS NOT NULL }', 'IS NOT, which CloudWatch Logs does not know', 6],
    ['{ $ = 1 }', 'a selector without a field', 3],
    ['{ $.a. = 1 }', 'a field name is missing', 6],
    ['{ $.a[x] = 1 }', 'no place and no name in brackets', 6],
    ['{ $.a[*].* = 1 }', 'two * in a selector', 10],
    ['{ $.a = "x }', 'a quotation mark that is not closed', 8],
    ['{ $.a = "\\x" }', 'the escape \\x', 9],
    ['{ $.a = %x }', 'a % that is not closed', 8],
    ['{ $.a = %x(y)% }', 'the regular expression has a misplaced (', 10],
    ['{ $.a = %x!% }', 'the regular expression has the symbol !', 10],
    ['{ $.a = %[x% }', 'the regular expression has [ without ]', 9],
    ['{ $.a = %*x% }', 'the regular expression has a misplaced *', 9],
    ['{ $.a = %x{3,2}% }', 'the regular expression has a range that ends before it begins', 9],
    ['{ $.a = %x$y% }', 'the regular expression has $ before the end', 11],
    ["{ $.a = 'Root' && $.b = 1", '} is missing', 25],
    ['ERROR "x', 'a quotation mark that is not closed', 6],
    ['a , b', 'a term of other characters than letters, digits and _ without quotes', 2],
    ['[a, b', '] is missing', 5],
    ['[a = , b]', 'a value is missing', 5],
  ])('%s: %s', (pattern, why, at) => {
    expect(parseFilterPattern(pattern)).toEqual({ unparsable: why, at });
    expect(coverageOf(pattern).coverage).toBe('undecided');
  });
});

describe('the longest and deepest patterns', () => {
  it.each(LONGEST_PATTERNS)('%s', (_case, pattern, expected) => {
    expect(pattern.length).toBeLessThanOrEqual(1024);
    const condition = parseFilterPattern(pattern);
    if (!('form' in condition) || condition.form !== 'json') throw new Error('not parsed');
    const steps = new Steps(ALLOWED_STEPS);
    expect(decide(condition, demanded, steps).coverage).toBe(expected);
    expect(steps.spent).toBeLessThan(ALLOWED_STEPS * 1.05);
  });
});
