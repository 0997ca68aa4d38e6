import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/iam-policy-changes-not-alarmed.ts';
import { judge } from '../../support/judge.ts';
import { casesOf } from './changes.fixture.ts';

describe('cloudwatch/iam-policy-changes-not-alarmed', () => {
  it.each(casesOf('iam-policy-changes'))('%s', (_case, readings, verdict) => {
    expect(judge(rule, readings)).toMatchObject([verdict]);
  });
});
