import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/console-sign-in-failures-not-alarmed.ts';
import { judge } from '../../support/judge.ts';
import { casesOf } from './changes.fixture.ts';

describe('cloudwatch/console-sign-in-failures-not-alarmed', () => {
  it.each(casesOf('console-sign-in-failures'))('%s', (_case, readings, verdict) => {
    expect(judge(rule, readings)).toMatchObject([verdict]);
  });
});
