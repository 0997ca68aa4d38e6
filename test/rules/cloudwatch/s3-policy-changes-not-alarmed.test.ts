import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/s3-policy-changes-not-alarmed.ts';
import { judge } from '../../support/judge.ts';
import { casesOf } from './changes.fixture.ts';

describe('cloudwatch/s3-policy-changes-not-alarmed', () => {
  it.each(casesOf('s3-policy-changes'))('%s', (_case, readings, verdict) => {
    expect(judge(rule, readings)).toMatchObject([verdict]);
  });
});
