import * as accessAnalyzer from '@aws-sdk/client-accessanalyzer';
import * as account from '@aws-sdk/client-account';
import * as guardDuty from '@aws-sdk/client-guardduty';

/** The wire protocols of AWS, https://smithy.io/2.0/aws/protocols/index.html */
export type Protocol = 'query' | 'ec2' | 'json' | 'rest-json';

/** What a request asks of AWS. */
export interface Call {
  /** The SigV4 signing name, which is the IAM prefix too: `iam`, `ec2`, `sso`, `access-analyzer`… */
  readonly service: string;
  /** `ListUsers`; for a REST request that no route matches, its method and path. */
  readonly operation: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly protocol: Protocol;
  /** Form fields, the JSON body, or the path labels, query and JSON body of a REST request, named as on the wire. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** A raw HTTP answer. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A raw HTTP request. */
export interface RawRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** Plain data with the names of the wire. A list becomes `member` or `item` elements in XML. */
export type Wire =
  | string
  | number
  | boolean
  | Date
  | undefined
  | readonly Wire[]
  | { readonly [name: string]: Wire };

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly path: RegExp;
  readonly labels: number;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const route = (operation: string, method: string, template: string): Route => {
  const parts = template.split(/(\{\w+\+?\})/);
  const path = parts.map((part) => {
    const label = part.match(/^\{(\w+)(\+?)\}$/);
    return label ? `(?<${label[1]}>${label[2] ? '.+' : '[^/]+'})` : escaped(part);
  });
  return { operation, method, path: new RegExp(`^${path.join('')}/?$`), labels: parts.length };
};

// The SDK exports a schema of every operation: [9, namespace, name, { http: [method, path, status] }, …].
const operationOf = (schema: unknown): Route[] => {
  if (!Array.isArray(schema) || schema[0] !== 9) return [];
  const [, , name, traits]: unknown[] = schema;
  if (typeof traits !== 'object' || traits === null || !('http' in traits) || !Array.isArray(traits.http))
    return [];
  const [method, path]: unknown[] = traits.http;
  return [route(String(name), String(method), String(path))];
};

const routesOf = (sdk: object): readonly Route[] =>
  Object.values(sdk)
    .flatMap(operationOf)
    .sort((one, other) => one.labels - other.labels);

const routes: ReadonlyMap<string, readonly Route[]> = new Map([
  ['account', routesOf(account)],
  ['access-analyzer', routesOf(accessAnalyzer)],
  ['guardduty', routesOf(guardDuty)],
]);

const header = (request: RawRequest, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
};

const jsonOf = (body: Buffer): Readonly<Record<string, unknown>> => {
  const value: unknown = body.length > 0 ? JSON.parse(body.toString()) : {};
  return typeof value === 'object' && value !== null ? { ...value } : {};
};

/** Which operation of which service a signed request calls, in whichever protocol. */
export function recognise(request: RawRequest): Call {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
  const [, accessKeyId = '', region = '', service = ''] =
    header(request, 'authorization').match(/Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/) ?? [];
  const signed = { service, region, accessKeyId };

  const target = header(request, 'x-amz-target');
  if (target) {
    return {
      ...signed,
      operation: target.slice(target.lastIndexOf('.') + 1),
      protocol: 'json',
      params: jsonOf(request.body),
    };
  }
  const url = new URL(request.url, 'http://stub');
  const form = new URLSearchParams(
    header(request, 'content-type').startsWith('application/x-www-form-urlencoded')
      ? request.body.toString()
      : '',
  );
  const operation = form.get('Action');
  if (operation) {
    return {
      ...signed,
      operation,
      protocol: service === 'ec2' ? 'ec2' : 'query',
      params: Object.fromEntries(form),
    };
  }
  const match = routes
    .get(service)
    ?.find((each) => each.method === request.method && each.path.test(url.pathname));
  return {
    ...signed,
    operation: match?.operation ?? `${request.method} ${url.pathname}`,
    protocol: 'rest-json',
    params: {
      ...decoded(match?.path.exec(url.pathname)?.groups),
      ...Object.fromEntries(url.searchParams),
      ...(match && jsonOf(request.body)),
    },
  };
}

const decoded = (labels: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, decodeURIComponent(value)]));

/** A parameter of a call as text, undefined when absent. */
export function textParam(call: Call, name: string): string | undefined {
  const value = call.params[name];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

/** Text made safe for the content of an XML element. */
export const xmlText = (text: string): string => text.replace(/[&<>]/g, (sign) => entities.get(sign) ?? sign);

function xml(value: Wire, item: 'member' | 'item'): string {
  if (value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return xmlText(String(value));
  if (isList(value)) return value.map((each) => `<${item}>${xml(each, item)}</${item}>`).join('');
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `<${name}>${xml(each, item)}</${name}>`)
    .join('');
}

const isList = (value: Wire): value is readonly Wire[] => Array.isArray(value);

const requestId = '00000000-0000-4000-8000-000000000000';

/** A good answer in the protocol of the call. Times are sent as ISO 8601 in XML and as epoch seconds in JSON. */
export function success(call: Call, result: Readonly<Record<string, Wire>>): Answer {
  switch (call.protocol) {
    case 'query':
      return xmlAnswer(
        200,
        `<${call.operation}Response><${call.operation}Result>${xml(result, 'member')}</${call.operation}Result>` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${call.operation}Response>`,
      );
    case 'ec2':
      return xmlAnswer(
        200,
        `<${call.operation}Response><requestId>${requestId}</requestId>${xml(result, 'item')}</${call.operation}Response>`,
      );
    case 'json':
    case 'rest-json':
      return jsonAnswer(200, JSON.stringify(epochSeconds(result)));
  }
}

const epochSeconds = (value: Wire): Wire => {
  if (value instanceof Date) return value.getTime() / 1000;
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map(epochSeconds);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, epochSeconds(each)]));
};

/**
 * An error in the protocol of the call, so that the SDK throws one named `code`.
 * https://smithy.io/2.0/aws/protocols/index.html
 */
export function failure(call: Call, error: { code: string; message: string; status: number }): Answer {
  const { code, status } = error;
  const message = xmlText(error.message);
  switch (call.protocol) {
    case 'query':
      return xmlAnswer(
        status,
        `<ErrorResponse><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code>` +
          `<Message>${message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      );
    case 'ec2':
      return xmlAnswer(
        status,
        `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors>` +
          `<RequestID>${requestId}</RequestID></Response>`,
      );
    case 'json':
      return jsonAnswer(status, JSON.stringify({ __type: code, Message: error.message }));
    case 'rest-json':
      return jsonAnswer(status, JSON.stringify({ message: error.message }), { 'x-amzn-ErrorType': code });
  }
}

const xmlAnswer = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});

const jsonAnswer = (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body,
});
