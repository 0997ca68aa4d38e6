import { cbor, dateToTag } from '@smithy/core/cbor';
import { type AnswerBody, type Protocol, type Route, SERVICES } from './protocols.ts';

/** What a request asks of AWS. */
export interface Call {
  /** The SigV4 signing name: `iam`, `sso`, `access-analyzer`, `monitoring`… */
  readonly service: string;
  /** The id of the readers of that service, as in SERVICES; empty for one that is not there. */
  readonly client: string;
  /** `ListUsers`; for a REST request that no route matches, its method and path. */
  readonly operation: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly protocol: Protocol;
  /** What the answer of a REST operation is made of. */
  readonly body?: AnswerBody;
  /** Form fields, the JSON or CBOR map, or the path labels, query and JSON body of a REST request, named as on the wire. */
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

/**
 * Plain data with the names of the wire. In XML a list becomes `member` or `item` elements; in REST XML, which has no
 * name for them, the element of its own name again and again: `{ Buckets: { Bucket: [{ Name: 'a' }] } }`.
 */
export type Wire = string | number | boolean | Date | undefined | readonly Wire[] | WireMap;

interface WireMap {
  readonly [name: string]: Wire;
}

const header = (request: RawRequest, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
};

const jsonOf = (body: Buffer): Readonly<Record<string, unknown>> => {
  return recordOf(body.length > 0 ? JSON.parse(body.toString()) : {});
};

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** Which operation of which service a signed request calls, in whichever protocol. */
export function recognise(request: RawRequest): Call {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
  const [, accessKeyId = '', region = '', service = ''] =
    header(request, 'authorization').match(/Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/) ?? [];
  const url = new URL(request.url, 'http://stub');
  const clients = clientsOf(service, url.pathname);
  const signed = { service, client: clients[0]?.[0] ?? '', region, accessKeyId };

  const target = header(request, 'x-amz-target');
  if (target) {
    return {
      ...signed,
      operation: target.slice(target.lastIndexOf('.') + 1),
      protocol: header(request, 'content-type') === 'application/x-amz-json-1.0' ? 'json-1.0' : 'json-1.1',
      params: jsonOf(request.body),
    };
  }
  // https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
  if (header(request, 'smithy-protocol') === 'rpc-v2-cbor') {
    return {
      ...signed,
      operation: url.pathname.slice(url.pathname.lastIndexOf('/') + 1),
      protocol: 'cbor',
      params: recordOf(cbor.deserialize(request.body)),
    };
  }
  const form = new URLSearchParams(
    header(request, 'content-type').startsWith('application/x-www-form-urlencoded')
      ? request.body.toString()
      : '',
  );
  const operation = form.get('Action');
  if (operation) {
    const version = form.get('Version');
    const [client = signed.client] = clients.find(([, service]) => service.version === version) ?? [];
    return {
      ...signed,
      client,
      operation,
      protocol: service === 'ec2' ? 'ec2' : 'query',
      params: Object.fromEntries(form),
    };
  }
  for (const [client, { protocol, routes = [], bucketFirst = false }] of clients) {
    const [Bucket, path] = bucketFirst ? bucketAndPath(url.pathname) : [undefined, url.pathname];
    const route = routes.find((each) => leadsTo(each, request.method, path, url.searchParams));
    if (route === undefined) continue;
    return {
      ...signed,
      client,
      operation: route.operation,
      protocol,
      body: route.body,
      params: {
        ...(Bucket === undefined ? {} : { Bucket }),
        ...decoded(route.path.exec(path)?.groups),
        ...Object.fromEntries(url.searchParams),
        ...(protocol === 'rest-json' ? jsonOf(request.body) : {}),
      },
    };
  }
  return {
    ...signed,
    operation: `${request.method} ${url.pathname}`,
    protocol: clients[0]?.[1].protocol ?? 'rest-json',
    params: Object.fromEntries(url.searchParams),
  };
}

/** The services that sign by a name: those whose paths begin as this one does, if there are any. */
function clientsOf(name: string, path: string) {
  const all = Object.entries(SERVICES).filter(([, { signingName }]) => signingName === name);
  const told = all.filter(([, { pathPrefix }]) => pathPrefix !== undefined && path.startsWith(pathPrefix));
  return told.length > 0 ? told : all.filter(([, { pathPrefix }]) => pathPrefix === undefined);
}

function leadsTo(route: Route, method: string, path: string, query: URLSearchParams): boolean {
  return (
    route.method === method &&
    route.path.test(path) &&
    [...route.query].every(([name, value]) => query.get(name) === value)
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html#path-style-access */
function bucketAndPath(path: string): readonly [string | undefined, string] {
  const [, bucket, rest] = /^\/([^/]+)(.*)$/s.exec(path) ?? [];
  return bucket === undefined ? [undefined, path] : [decodeURIComponent(bucket), rest || '/'];
}

const decoded = (labels: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, decodeURIComponent(value)]));

/** A call as the client of a service would make it, without a request. */
export function callOf(client: string, operation: string, region: string): Call {
  const service = SERVICES[client];
  if (service === undefined) throw new Error(`test/support/protocols.ts has no row for ${client}`);
  const { signingName, protocol, routes = [] } = service;
  const route = routes.find((each) => each.operation === operation);
  return {
    service: signingName,
    client,
    operation,
    region,
    accessKeyId: '',
    protocol,
    ...(route === undefined ? {} : { body: route.body }),
    params: {},
  };
}

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

/** @param item the element of an item of the list of this name; without it the element of the list is repeated. */
function xml(value: Wire, item?: (list: string) => string): string {
  if (value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return xmlText(String(value));
  if (isList(value)) throw new Error('a list within a list has no element here');
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => {
      if (!isList(each)) return `<${name}>${xml(each, item)}</${name}>`;
      const items = each.map((one) => {
        const element = item?.(name) ?? name;
        return `<${element}>${xml(one, item)}</${element}>`;
      });
      return item === undefined ? items.join('') : `<${name}>${items.join('')}</${name}>`;
    })
    .join('');
}

const isList = (value: Wire): value is readonly Wire[] => Array.isArray(value);

const requestId = '00000000-0000-4000-8000-000000000000';

/** A good answer in the protocol of the call. Times are sent as ISO 8601 in XML, else as epoch seconds. */
export function success(call: Call, result: WireMap): Answer {
  switch (call.protocol) {
    case 'query':
      return xmlAnswer(
        200,
        `<${call.operation}Response><${call.operation}Result>${xml(result, (list) => SERVICES[call.client]?.listItems?.get(list) ?? 'member')}</${call.operation}Result>` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${call.operation}Response>`,
      );
    case 'ec2':
      return xmlAnswer(
        200,
        `<${call.operation}Response><requestId>${requestId}</requestId>${xml(result, () => 'item')}</${call.operation}Response>`,
      );
    case 'json-1.0':
    case 'json-1.1':
    case 'rest-json':
      return jsonAnswer(call, 200, JSON.stringify(withTimes(result, (time) => time.getTime() / 1000)));
    case 'rest-xml':
      return restXml(call, result);
    case 'cbor':
      return cborAnswer(200, withTimes(result, dateToTag));
  }
}

function restXml({ operation, body = { root: `${operation}Output` } }: Call, result: WireMap): Answer {
  if ('text' in body) {
    if (Object.keys(result).length === 0) return { status: 200, body: '' };
    const text = result[body.text];
    if (typeof text !== 'string') throw new Error(`the answer of ${operation} is the text ${body.text}`);
    return { status: 200, body: text };
  }
  return xmlAnswer(200, `<?xml version="1.0" encoding="UTF-8"?><${body.root}>${xml(result)}</${body.root}>`);
}

/** The same data with every time as the protocol writes it, and without what is undefined. */
function withTimes(value: Wire, written: (time: Date) => unknown): unknown {
  if (value instanceof Date) return written(value);
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map((each) => withTimes(each, written));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      each === undefined ? [] : [[name, withTimes(each, written)]],
    ),
  );
}

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
    case 'json-1.0':
    case 'json-1.1':
      return jsonAnswer(call, status, JSON.stringify({ __type: code, Message: error.message }));
    case 'rest-json':
      return jsonAnswer(call, status, JSON.stringify({ message: error.message }), {
        'x-amzn-ErrorType': code,
      });
    case 'rest-xml': {
      const text = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
      return xmlAnswer(
        status,
        SERVICES[call.client]?.bareErrors
          ? text
          : `<ErrorResponse>${text}<RequestId>${requestId}</RequestId></ErrorResponse>`,
      );
    }
    case 'cbor':
      return cborAnswer(status, { __type: code, message: error.message });
  }
}

const xmlAnswer = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});

const cborAnswer = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
  body: Buffer.from(cbor.serialize(value)),
});

const JSON_TYPES: Partial<Record<Protocol, string>> = {
  'json-1.0': 'application/x-amz-json-1.0',
  'json-1.1': 'application/x-amz-json-1.1',
};

const jsonAnswer = (
  { protocol }: Call,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { 'content-type': JSON_TYPES[protocol] ?? 'application/json', ...headers },
  body,
});
