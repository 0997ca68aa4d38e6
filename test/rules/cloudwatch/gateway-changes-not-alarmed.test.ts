import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/gateway-changes-not-alarmed.ts';
import { judge } from '../../support/judge.ts';
import { casesOf } from './changes.fixture.ts';

describe('cloudwatch/gateway-changes-not-alarmed', () => {
  it.each(casesOf('gateway-changes'))('%s', (_case, readings, verdict) => {
    expect(judge(rule, readings)).toMatchObject([verdict]);
  });
});
