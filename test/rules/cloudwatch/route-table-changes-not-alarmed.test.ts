import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/route-table-changes-not-alarmed.ts';
import { judge } from '../../support/judge.ts';
import { casesOf } from './changes.fixture.ts';

describe('cloudwatch/route-table-changes-not-alarmed', () => {
  it.each(casesOf('route-table-changes'))('%s', (_case, readings, verdict) => {
    expect(judge(rule, readings)).toMatchObject([verdict]);
  });
});
