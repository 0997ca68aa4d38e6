import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/cloudtrail-changes-not-alarmed.ts';
import { judge } from '../../support/judge.ts';
import { casesOf } from './changes.fixture.ts';

describe('cloudwatch/cloudtrail-changes-not-alarmed', () => {
  it.each(casesOf('cloudtrail-changes'))('%s', (_case, readings, verdict) => {
    expect(judge(rule, readings)).toMatchObject([verdict]);
  });
});
