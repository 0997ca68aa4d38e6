import * as accessAnalyzer from '@aws-sdk/client-accessanalyzer';
import * as account from '@aws-sdk/client-account';
import * as apigateway from '@aws-sdk/client-api-gateway';
import * as cloudfront from '@aws-sdk/client-cloudfront';
import * as efs from '@aws-sdk/client-efs';
import * as eks from '@aws-sdk/client-eks';
import * as guardDuty from '@aws-sdk/client-guardduty';
import * as inspector2 from '@aws-sdk/client-inspector2';
import * as lambda from '@aws-sdk/client-lambda';
import * as rds from '@aws-sdk/client-rds';
import * as route53 from '@aws-sdk/client-route-53';
import * as s3 from '@aws-sdk/client-s3';
import * as s3Control from '@aws-sdk/client-s3-control';
import * as securityHub from '@aws-sdk/client-securityhub';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef } from '@smithy/types';
import * as artifact from '../../src/services/artifact/sdk.ts';

/** The wire protocols of AWS, https://smithy.io/2.0/aws/protocols/index.html */
export type Protocol = 'query' | 'ec2' | 'json-1.0' | 'json-1.1' | 'rest-json' | 'rest-xml' | 'cbor';

/** How the SDK's client of a service speaks. */
export interface ServiceOnWire {
  /** The SigV4 signing name. */
  readonly signingName: string;
  /** What the client sends when nobody tells it otherwise. */
  readonly protocol: Protocol;
  /** Of a service of the query protocol, the version of its API that tells it from another one of its signing name. */
  readonly version?: string;
  /** Of a REST service, what tells its operations apart. */
  readonly routes?: readonly Route[];
  /** How its paths begin, where another service signs by the same name. */
  readonly pathPrefix?: string;
  /** S3 names the bucket in the path or in the host, and in no route. */
  readonly bucketFirst?: boolean;
  /** Of a query service, the element of an item of a list, by the name of the list, where it is not `member`. */
  readonly listItems?: ReadonlyMap<string, string>;
  /** S3 wraps its errors in nothing: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
  readonly bareErrors?: boolean;
}

/** The method, path and fixed parts of the query by which a REST operation is known. */
export interface Route {
  readonly operation: string;
  readonly method: string;
  readonly path: RegExp;
  readonly query: ReadonlyMap<string, string>;
  readonly labels: number;
  readonly body: AnswerBody;
}

/** What the body of an answer is: one XML element or JSON object, or the text of one field. */
export type AnswerBody = { readonly root: string } | { readonly text: string };

/** Every service that a test speaks for, by the id of its readers. A service that Postern reads needs a row here. */
export const SERVICES: Readonly<Record<string, ServiceOnWire>> = {
  accessanalyzer: {
    signingName: 'access-analyzer',
    protocol: 'rest-json',
    routes: routesOf(accessAnalyzer),
  },
  account: { signingName: 'account', protocol: 'rest-json', routes: routesOf(account) },
  artifact: { signingName: 'artifact', protocol: 'rest-json', routes: routesOf(artifact) },
  acm: { signingName: 'acm', protocol: 'json-1.1' },
  apigateway: { signingName: 'apigateway', protocol: 'rest-json', routes: routesOf(apigateway) },
  cloudfront: { signingName: 'cloudfront', protocol: 'rest-xml', routes: routesOf(cloudfront) },
  cloudtrail: { signingName: 'cloudtrail', protocol: 'json-1.1' },
  config: { signingName: 'config', protocol: 'json-1.1' },
  cloudwatch: { signingName: 'monitoring', protocol: 'json-1.0' },
  ec2: { signingName: 'ec2', protocol: 'ec2' },
  ecr: { signingName: 'ecr', protocol: 'json-1.1' },
  events: { signingName: 'events', protocol: 'json-1.1' },
  efs: { signingName: 'elasticfilesystem', protocol: 'rest-json', routes: routesOf(efs) },
  eks: { signingName: 'eks', protocol: 'rest-json', routes: routesOf(eks) },
  elb: { signingName: 'elasticloadbalancing', protocol: 'query', version: '2012-06-01' },
  elbv2: { signingName: 'elasticloadbalancing', protocol: 'query', version: '2015-12-01' },
  globalaccelerator: { signingName: 'globalaccelerator', protocol: 'json-1.1' },
  guardduty: { signingName: 'guardduty', protocol: 'rest-json', routes: routesOf(guardDuty) },
  iam: { signingName: 'iam', protocol: 'query' },
  inspector2: { signingName: 'inspector2', protocol: 'rest-json', routes: routesOf(inspector2) },
  kms: { signingName: 'kms', protocol: 'json-1.1' },
  lambda: { signingName: 'lambda', protocol: 'rest-json', routes: routesOf(lambda) },
  logs: { signingName: 'logs', protocol: 'json-1.1' },
  organizations: { signingName: 'organizations', protocol: 'json-1.1' },
  rds: { signingName: 'rds', protocol: 'query', listItems: listItemsOf(rds) },
  route53: { signingName: 'route53', protocol: 'rest-xml', routes: routesOf(route53) },
  s3: {
    signingName: 's3',
    protocol: 'rest-xml',
    routes: routesOf(s3),
    bucketFirst: true,
    bareErrors: true,
  },
  s3control: {
    signingName: 's3',
    pathPrefix: '/v20180820/',
    protocol: 'rest-xml',
    routes: routesOf(s3Control),
  },
  securityhub: { signingName: 'securityhub', protocol: 'rest-json', routes: routesOf(securityHub) },
  secretsmanager: { signingName: 'secretsmanager', protocol: 'json-1.1' },
  sns: { signingName: 'sns', protocol: 'query' },
  sqs: { signingName: 'sqs', protocol: 'json-1.0' },
  ssm: { signingName: 'ssm', protocol: 'json-1.1' },
  shield: { signingName: 'shield', protocol: 'json-1.1' },
  'sso-admin': { signingName: 'sso', protocol: 'json-1.1' },
  sts: { signingName: 'sts', protocol: 'query' },
  wafv2: { signingName: 'wafv2', protocol: 'json-1.1' },
};

/** The SDK exports a schema of every operation; those with the most fixed parts are tried first. */
function routesOf(sdk: object): readonly Route[] {
  return Object.values(sdk)
    .flatMap(routeOf)
    .sort(
      (one, other) =>
        other.query.size - one.query.size ||
        one.labels - other.labels ||
        // `/instances/{Name+}/policy` before `/instances/{Name+}`, which matches it too.
        other.path.source.length - one.path.source.length,
    );
}

/** [9, namespace, name, { http: [method, path, status] }, input, output] */
function routeOf(schema: unknown): Route[] {
  if (!isOperation(schema)) return [];
  const [, , operation, traits, , output] = schema;
  if (typeof traits !== 'object' || traits === null || !('http' in traits) || !Array.isArray(traits.http))
    return [];
  const [method, template]: unknown[] = traits.http;
  const [pathTemplate = '', query = ''] = String(template).split('?');
  const parts = pathTemplate.split(/(\{\w+\+?\})/);
  const path = parts.map((part) => {
    const label = part.match(/^\{(\w+)(\+?)\}$/);
    return label ? `(?<${label[1]}>${label[2] ? '.+' : '[^/]+'})` : escaped(part);
  });
  return [
    {
      operation,
      method: String(method),
      path: new RegExp(`^${path.join('')}/?$`),
      query: new Map(new URLSearchParams(query)),
      labels: parts.length,
      body: bodyOf(output),
    },
  ];
}

/** The SDK's schemas of the answers name the element of the items of each list. */
function listItemsOf(sdk: object): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  const visit = (schema: NormalizedSchema): void => {
    if (schema.isListSchema()) visit(schema.getValueSchema());
    const name = schema.getName() ?? '';
    if (!schema.isStructSchema() || seen.has(name)) return;
    seen.add(name);
    for (const [member, value] of schema.structIterator()) {
      if (value.isListSchema()) {
        const { xmlName } = value.getValueSchema().getMergedTraits();
        if (typeof xmlName === 'string') found.set(member, xmlName);
      }
      visit(value);
    }
  };
  for (const schema of Object.values(sdk)) if (isOperation(schema)) visit(NormalizedSchema.of(schema[5]));
  return found;
}

type OperationSchema = readonly [9, string, string, unknown, $SchemaRef, $SchemaRef];

function isOperation(schema: unknown): schema is OperationSchema {
  return Array.isArray(schema) && schema[0] === 9 && typeof schema[2] === 'string' && schema.length === 6;
}

/** https://smithy.io/2.0/spec/http-bindings.html#httppayload-trait */
function bodyOf(output: $SchemaRef): AnswerBody {
  const schema = NormalizedSchema.of(output);
  if (!schema.isStructSchema()) return { root: '' };
  for (const [name, member] of schema.structIterator()) {
    if (!member.getMergedTraits().httpPayload) continue;
    return member.isStructSchema() ? { root: elementOf(member) } : { text: name };
  }
  return { root: elementOf(schema) };
}

function elementOf(schema: NormalizedSchema): string {
  const { xmlName } = schema.getMergedTraits();
  return typeof xmlName === 'string' ? xmlName : (schema.getName() ?? '');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
