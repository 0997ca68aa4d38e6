import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/network-acl-changes-not-alarmed.ts';
import { judge } from '../../support/judge.ts';
import { casesOf } from './changes.fixture.ts';

describe('cloudwatch/network-acl-changes-not-alarmed', () => {
  it.each(casesOf('network-acl-changes'))('%s', (_case, readings, verdict) => {
    expect(judge(rule, readings)).toMatchObject([verdict]);
  });
});
