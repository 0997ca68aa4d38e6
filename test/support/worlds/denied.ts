import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { actionsOf } from '../../../src/aws/actions.ts';
import { denied } from '../faults.ts';
import { type Moto, motoAccountId } from '../moto.ts';
import type { Answerer, Answers } from '../stub.ts';
import { clientsOf, policy, sent, type World } from './world.ts';

export interface Denied extends World {
  /** Before the answers of the world it is laid over: `startStub({ answers: [denied.answers, world.answers] })`. */
  readonly answers: Answers;
  readonly principal: string;
}

/** Services whose actions moto calls by other names than IAM: they are judged by the list alone. */
const NAMED_BY_MOTO = ['apigateway:*', 'monitoring:*', 's3:*'];

/**
 * Lets a new user, `auditor`, do these actions and nothing else in moto's own account, and turns enforcement on:
 * the credentials of other worlds work no longer, so seed those first.
 * What moto answers, moto's IAM judges; what the stub answers is judged by the same list. Actions are named exactly.
 */
export async function seedDenied(moto: Moto, allowed: readonly string[]): Promise<Denied> {
  const { iam } = clientsOf(moto);
  const UserName = 'auditor';
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(
    new PutUserPolicyCommand({
      UserName,
      PolicyName: 'allowed',
      PolicyDocument: policy({ Effect: 'Allow', Action: [...allowed, ...NAMED_BY_MOTO], Resource: '*' }),
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  await moto.enforceIam(true);
  const principal = `arn:aws:iam::${motoAccountId}:user/${UserName}`;
  return {
    accountId: motoAccountId,
    principal,
    credentials: {
      accessKeyId: sent(AccessKey?.AccessKeyId, 'access key'),
      secretAccessKey: sent(AccessKey?.SecretAccessKey, 'access key'),
    },
    answers: { '*': enforcement(principal, allowed) },
  };
}

/** moto denies in words and shapes of its own: they become AWS's. */
const enforcement = (principal: string, allowed: readonly string[]): Answerer => {
  const may = new Set(allowed);
  return async (call, upstream) => {
    const answer = await upstream();
    const deniedByMoto =
      answer.status === 403 && String(answer.body).includes('is not authorized to perform');
    const needed = actionsOf({ service: call.client, operation: call.operation });
    if (!deniedByMoto && needed.every((action) => may.has(action))) return undefined;
    return denied({ principal })(call, upstream);
  };
};
