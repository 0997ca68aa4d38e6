import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from 'postern/rule-test';
import rule from './user-of-a-vendor.js';

const user = (UserName) => ({ UserName, Arn: `arn:aws:iam::111122223333:user/${UserName}` });
const details = {
  UserDetailList: [user('ann'), user('acme')],
  GroupDetailList: [],
  RoleDetailList: [],
  Policies: [],
};

test('a vendor is one that the options name', () => {
  const [ann, acme] = judge(rule, { details });
  assert.deepEqual([ann.status, acme.status], ['pass', 'fail']);
  const [vendor] = judge(rule, { details }, { options: { vendors: ['ann'] } });
  assert.equal(vendor.status, 'fail');
});
