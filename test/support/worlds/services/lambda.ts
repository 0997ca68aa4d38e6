import { shortName } from '../../../moto/verdicts.fixture.ts';
import { motoAccountId } from '../../moto.ts';
import type { Answers } from '../../stub.ts';
import { failure, success, textParam, type Wire } from '../../wire.ts';
import { atHome } from './at-home.ts';
import type { ServiceWorld } from './service-world.ts';

interface Function {
  readonly configuration: Readonly<Record<string, Wire>>;
  readonly policy?: readonly object[];
  /** The policies of its aliases, by their names. */
  readonly aliases?: Readonly<Record<string, readonly object[]>>;
  /** Whether it has a URL that takes requests without a signature. */
  readonly url?: true;
}

const arnOf = (name: string) => `arn:aws:lambda:us-east-1:${motoAccountId}:function:${name}`;
const called = (name: string) =>
  shortName({ type: 'AwsLambdaFunction', id: arnOf(name), region: 'us-east-1', partition: 'aws' });

const allow = (name: string, Action: string, Principal: unknown, Condition?: object) => ({
  Sid: Action.split(':')[1],
  Effect: 'Allow',
  Principal,
  Action,
  Resource: arnOf(name),
  ...(Condition && { Condition }),
});

/** Functions in us-east-1, by name. Runtimes that AWS maintains are not among them: a table of them grows old. */
function functions(all: Readonly<Record<string, Function>>): Answers {
  const asked = (name: string | undefined) => all[name ?? ''];
  return {
    'lambda:ListFunctions': atHome(
      {
        Functions: Object.entries(all).map(([name, { configuration }]) => ({
          FunctionName: name,
          FunctionArn: arnOf(name),
          ...configuration,
        })),
      },
      { Functions: [] },
    ),
    'lambda:GetPolicy': (call) => {
      const fn = asked(textParam(call, 'FunctionName'));
      const alias = textParam(call, 'Qualifier');
      const Statement = alias === undefined ? fn?.policy : fn?.aliases?.[alias];
      return Statement === undefined
        ? failure(call, {
            code: 'ResourceNotFoundException',
            message: 'The resource you requested does not exist.',
            status: 404,
          })
        : success(call, { Policy: JSON.stringify({ Version: '2012-10-17', Statement }), RevisionId: '1' });
    },
    'lambda:ListAliases': (call) => {
      const name = textParam(call, 'FunctionName') ?? '';
      return success(call, {
        Aliases: Object.keys(asked(name)?.aliases ?? {}).map((alias) => ({
          AliasArn: `${arnOf(name)}:${alias}`,
          Name: alias,
          FunctionVersion: '1',
          Description: '',
          RevisionId: '1',
        })),
      });
    },
    'lambda:ListFunctionUrlConfigs': (call) => {
      const name = textParam(call, 'FunctionName') ?? '';
      return success(call, {
        FunctionUrlConfigs:
          asked(name)?.url === undefined
            ? []
            : [
                {
                  FunctionArn: arnOf(name),
                  FunctionUrl: `https://${name}.lambda-url.us-east-1.on.aws/`,
                  AuthType: 'NONE',
                  CreationTime: '2026-01-01T00:00:00Z',
                  LastModifiedTime: '2026-01-01T00:00:00Z',
                },
              ],
      });
    },
  };
}

const IMAGE = { PackageType: 'Image' };

export const lambdaWorld: ServiceWorld = {
  badlyKept: {
    answers: () =>
      functions({
        'open-to-anyone': {
          configuration: IMAGE,
          policy: [allow('open-to-anyone', 'lambda:InvokeFunction', '*')],
        },
        'open-by-url': {
          configuration: IMAGE,
          url: true,
          policy: [
            allow('open-by-url', 'lambda:InvokeFunctionUrl', '*', {
              StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' },
            }),
            allow('open-by-url', 'lambda:InvokeFunction', '*', {
              Bool: { 'lambda:InvokedViaFunctionUrl': 'true' },
            }),
          ],
        },
        'open-by-alias': {
          configuration: IMAGE,
          aliases: { live: [allow('open-by-alias:live', 'lambda:InvokeFunction', '*')] },
        },
        'open-to-deputies': {
          configuration: IMAGE,
          policy: [allow('open-to-deputies', 'lambda:InvokeFunction', { Service: 's3.amazonaws.com' })],
        },
        leaky: {
          configuration: {
            PackageType: 'Zip',
            Runtime: 'nodejs18.x',
            Environment: { Variables: { DB_PASSWORD: ['Tr0ub4', 'dor'].join(''), LEVEL: 'debug' } },
          },
        },
      }),
  },
  wellKept: {
    answers: ({ accountId }) =>
      functions({
        thumbnails: {
          configuration: { ...IMAGE, Environment: { Variables: { LEVEL: 'debug' } } },
          policy: [
            allow(
              'thumbnails',
              'lambda:InvokeFunction',
              { Service: 's3.amazonaws.com' },
              { StringEquals: { 'AWS:SourceAccount': accountId } },
            ),
          ],
          aliases: { live: [allow('thumbnails:live', 'lambda:InvokeFunction', { AWS: accountId })] },
        },
      }),
  },
  finds: {
    'lambda/environment-holds-secret': {
      fails: [`${called('leaky')} DB_PASSWORD`],
      passes: ['open-to-anyone', 'open-by-url', 'open-by-alias', 'open-to-deputies'].map(called),
    },
    'lambda/function-public': {
      fails: [
        called('open-to-anyone'),
        `${called('open-by-url')} url`,
        `${called('open-by-alias')} alias live`,
        called('open-to-deputies'),
      ],
      passes: [called('open-by-url'), called('open-by-alias'), called('leaky')],
    },
    'lambda/runtime-outdated': {
      fails: [called('leaky')],
      notApplicable: ['open-to-anyone', 'open-by-url', 'open-by-alias', 'open-to-deputies'].map(called),
    },
  },
};
