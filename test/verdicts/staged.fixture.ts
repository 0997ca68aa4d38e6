import { type Scene, stage } from '../moto/scene.fixture.ts';
import { success } from '../support/wire.ts';
import { regions } from '../support/worlds/ec2-answers.ts';
import { ACCOUNT, answersOf, arnOf, type World } from './account.fixture.ts';

/** The built command line before a world. */
export function staged(world: World): Promise<Scene> {
  return stage({
    credentials: { accessKeyId: 'AKIAWORLDOFITSOWN000', secretAccessKey: 'secret' },
    answers: {
      ...answersOf(world),
      ...regions(),
      'sts:GetCallerIdentity': (call) =>
        success(call, { Account: ACCOUNT, Arn: arnOf('user/auditor'), UserId: 'AIDAAUDITORAUDITOR00' }),
    },
  });
}
