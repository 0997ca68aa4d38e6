import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/unauthorized-api-calls-not-alarmed.ts';
import { judge } from '../../support/judge.ts';
import { casesOf } from './changes.fixture.ts';

describe('cloudwatch/unauthorized-api-calls-not-alarmed', () => {
  it.each(casesOf('unauthorized-api-calls'))('%s', (_case, readings, verdict) => {
    expect(judge(rule, readings)).toMatchObject([verdict]);
  });
});
