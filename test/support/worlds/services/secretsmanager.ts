import { motoAccountId } from '../../moto.ts';
import type { Answers } from '../../stub.ts';
import { success, textParam } from '../../wire.ts';
import type { ServiceWorld } from './service-world.ts';
import { allow, document } from './statements.ts';

const arnOf = (name: string, accountId = motoAccountId) =>
  `arn:aws:secretsmanager:us-east-1:${accountId}:secret:${name}-AbCdEf`;

interface Secret {
  readonly RotationEnabled?: boolean;
  readonly OwningService?: string;
  readonly ResourcePolicy?: string;
}

/** Secrets in us-east-1, by name. */
function secrets(accountId: string, byName: Readonly<Record<string, Secret>>): Answers {
  const named = (Name: string) => ({ ARN: arnOf(Name, accountId), Name });
  return {
    'secretsmanager:ListSecrets': (call) =>
      success(call, {
        SecretList:
          call.region === 'us-east-1'
            ? Object.entries(byName).map(([name, { ResourcePolicy, ...secret }]) => ({
                ...named(name),
                ...secret,
              }))
            : [],
      }),
    'secretsmanager:GetResourcePolicy': (call) => {
      const [, name = ''] = /:secret:(.*)-AbCdEf$/.exec(textParam(call, 'SecretId') ?? '') ?? [];
      const ResourcePolicy = byName[name]?.ResourcePolicy;
      return success(call, { ...named(name), ...(ResourcePolicy === undefined ? {} : { ResourcePolicy }) });
    },
  };
}

const rotating = { RotationEnabled: true };
const ofService = { OwningService: 'rds', RotationEnabled: true };

export const secretsManagerWorld: ServiceWorld = {
  badlyKept: {
    answers: ({ accountId }) =>
      secrets(accountId, {
        open: { ...rotating, ResourcePolicy: document(allow('*', 'secretsmanager:GetSecretValue')) },
        'not-rotating': {},
        'of-service': ofService,
      }),
  },
  wellKept: { answers: ({ accountId }) => secrets(accountId, { rotating, 'of-service': ofService }) },
  finds: {
    'secretsmanager/secret-public': {
      fails: [arnOf('open')],
      passes: [arnOf('not-rotating'), arnOf('of-service')],
    },
    'secretsmanager/rotation-off': {
      fails: [arnOf('not-rotating')],
      passes: [arnOf('open')],
      notApplicable: [arnOf('of-service')],
    },
  },
};
