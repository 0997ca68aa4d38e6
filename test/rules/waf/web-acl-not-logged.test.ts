import { describe, expect, it } from 'vitest';
import rule from '../../../rules/waf/web-acl-not-logged.ts';
import { judge, statuses } from '../../support/judge.ts';
import { listed } from './readings.fixture.ts';

describe('waf/web-acl-not-logged', () => {
  it.each([
    [['arn:aws:s3:::aws-waf-logs-edge'], 'pass'],
    [[], 'fail'],
  ])('a web ACL that logs to %s', (destinations, expected) => {
    expect(statuses(judge(rule, { webAclLogs: [{ webAcl: listed(), destinations }] }))).toEqual([expected]);
  });
});
