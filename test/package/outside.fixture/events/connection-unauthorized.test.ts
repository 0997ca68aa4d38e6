import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, statuses } from 'postern/rule-test';
import rule from './connection-unauthorized.ts';

test('a connection is authorized or not', () => {
  const connection = (ConnectionState: 'AUTHORIZED' | 'DEAUTHORIZED') => ({
    ConnectionArn: 'arn:aws:events:eu-west-1:111122223333:connection/pager',
    ConnectionState,
  });
  const connections = [connection('AUTHORIZED'), connection('DEAUTHORIZED')];
  assert.deepEqual(statuses(judge(rule, { connections })), ['pass', 'fail']);
});
