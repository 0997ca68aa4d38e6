import { afterEach, describe, expect, it, vi } from 'vitest';
import { groupMembers } from '../../../src/services/iam/group-members.ts';
import { placeWith } from './details.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const ARN = 'arn:aws:iam::111122223333';
const user = (UserName: string, GroupList: readonly string[] | undefined) => ({
  UserName,
  Arn: `${ARN}:user/${UserName}`,
  GroupList,
});
const GroupDetailList = ['crew', 'nobody'].map((GroupName) => ({
  GroupName,
  Arn: `${ARN}:group/${GroupName}`,
}));

describe('groupMembers', () => {
  it('names who is in each group', async () => {
    await using account = await placeWith({
      UserDetailList: [user('ann', ['crew']), user('bob', []), user('eve', ['crew', 'elsewhere'])],
      GroupDetailList,
    });
    const groups = await groupMembers(account.place);
    const named = groups.map(({ group, members, complete }) => [
      group.detail.GroupName,
      members.map(({ detail }) => detail.UserName),
      complete,
    ]);
    expect(named).toEqual([
      ['crew', ['ann', 'eve'], true],
      ['nobody', [], true],
    ]);
  });

  it('is not complete where AWS did not say which groups a user is in', async () => {
    await using account = await placeWith({
      UserDetailList: [user('ann', ['crew']), user('bob', undefined)],
      GroupDetailList,
    });
    expect((await groupMembers(account.place)).map(({ complete }) => complete)).toEqual([false, false]);
  });
});
