import { afterEach, describe, expect, it, vi } from 'vitest';
import { listedRoles } from '../../../src/services/iam/listed-roles.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

describe('listedRoles', () => {
  it('every page, a thousand at a time, with how long a session may last', async () => {
    const asked: (string | undefined)[] = [];
    await using account = await stubbedPlace({
      'iam:ListRoles': (call) => {
        asked.push(textParam(call, 'MaxItems'));
        const first = textParam(call, 'Marker') === undefined;
        const RoleName = first ? 'helm' : 'crew';
        return success(call, {
          Roles: [
            { RoleName, Arn: `arn:aws:iam::111122223333:role/${RoleName}`, MaxSessionDuration: 43_200 },
          ],
          IsTruncated: first,
          Marker: first ? 'next' : undefined,
        });
      },
    });
    expect(await listedRoles(account.place)).toMatchObject([
      { RoleName: 'helm', MaxSessionDuration: 43_200 },
      { RoleName: 'crew', MaxSessionDuration: 43_200 },
    ]);
    expect(asked).toEqual(['1000', '1000']);
  });

  it('a role without an ARN fails the reading rather than be left out', async () => {
    await using account = await stubbedPlace({
      'iam:ListRoles': (call) => success(call, { Roles: [{ RoleName: 'helm' }], IsTruncated: false }),
    });
    await expect(listedRoles(account.place)).rejects.toMatchObject({
      kind: 'failed',
      action: 'iam:ListRoles',
    });
  });
});
