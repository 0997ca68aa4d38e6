// What the scaffolds ask an SDK client about its service.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Refusal } from './scaffold.js';

// The SDK announces the end of its support for a version of Node on standard error.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** Wire protocols as test/support/protocols.ts calls them, by https://smithy.io/2.0/aws/protocols/index.html */
const PROTOCOLS = {
  'aws.protocols#awsQuery': 'query',
  'aws.protocols#ec2Query': 'ec2',
  'aws.protocols#awsJson1_0': 'json-1.0',
  'aws.protocols#awsJson1_1': 'json-1.1',
  'aws.protocols#restJson1': 'rest-json',
  'aws.protocols#restXml': 'rest-xml',
  'smithy.protocols#rpcv2Cbor': 'cbor',
};

/**
 * A service as its SDK client describes it.
 * @param client the name of the client's package after `client-`
 */
export async function describeService(client) {
  const name = `@aws-sdk/client-${client}`;
  const folder = join('node_modules', name);
  if (!existsSync(folder))
    throw new Refusal(
      `${name} is not installed. Where this is the SDK's name for it, install it and say this again:\n  npm install --save-dev --save-exact ${name}\nWhere it is not, name the client with --client.`,
    );
  const sdk = createRequire(join(process.cwd(), 'package.json'))(name);
  const className = Object.keys(sdk).find((key) => /^[A-Z]\w*Client$/.test(key));
  if (className === undefined) throw new Error(`${name} exports no client`);
  const { config } = new sdk[className]({ region: 'us-east-1' });
  const signingRegion = (Region) => {
    const { properties } = config.endpointProvider({ Region, UseFIPS: false, UseDualStack: false });
    return properties?.authSchemes?.[0]?.signingRegion ?? Region;
  };
  return {
    className,
    /** The name in SigV4 signatures, and nearly always the prefix of the IAM actions. */
    signingName: config.defaultSigningName,
    protocol: protocolOf(config.protocol.getShapeId()),
    global: signingRegion('eu-west-1') !== 'eu-west-1',
    signingRegion,
    operations: Object.keys(sdk).flatMap((key) => key.match(/^([A-Z]\w*)Command$/)?.[1] ?? []),
    /** Whether an operation can be called without saying of what. */
    async needsNoInput(operation) {
      const types = await readFile(join(folder, `dist-types/commands/${operation}Command.d.ts`), 'utf8');
      return types.includes('[] | [');
    },
  };
}

function protocolOf(shape) {
  const protocol = PROTOCOLS[shape];
  if (protocol === undefined) throw new Error(`the tests do not speak ${shape}`);
  return protocol;
}
