import type { HttpResponse } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Omissions } from './absent-members.ts';
import type { Operation } from './actions.ts';
import { DamagedAnswerError, whatCame } from './damaged-answer.ts';
import { firstWords } from './first-words.ts';

/** An answer that is awaited. */
export interface Awaited extends Operation {
  /** Such as `aws.protocols#awsQuery`: https://smithy.io/2.0/aws/protocols/index.html */
  readonly protocol: string;
  readonly output: NormalizedSchema;
  /** What its service was declared to leave out. */
  readonly omissions: Omissions;
}

/**
 * Operations that AWS answers without content, by service.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetAdministratorAccount.html: "If the organization's
 * management account or a delegated administrator runs this API, it will return success (HTTP 200) but no content."
 */
const WITHOUT_CONTENT: Readonly<Record<string, readonly string[]>> = {
  guardduty: ['GetAdministratorAccount'],
};

/** Characters at either end of an answer that are looked at. */
const ENDS = 1_024;

/**
 * The SDK makes `{}` of an HTML page, of foreign XML and of nothing. So the answer is looked at first: the root element
 * that AWS uses, or a JSON object or CBOR map, whole.
 * @throws DamagedAnswerError
 */
export function checkBody(awaited: Awaited, response: HttpResponse): void {
  const body = Buffer.from(response.body ?? []);
  const damaged = (why: string, content: string) =>
    new DamagedAnswerError(`${why} (${whatCame(response, content)})`);
  const start = body
    .subarray(0, ENDS)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  const foreign = () =>
    damaged('what came is no answer of AWS', `beginning ${JSON.stringify(firstWords(start))}`);
  if (isHtml(start)) throw foreign();
  if (response.statusCode >= 300) return;
  if (body.length === 0 || (start === '' && body.length < ENDS)) {
    if (mayBeEmpty(awaited)) return;
    throw damaged('what came is no answer of AWS', 'without content');
  }
  const end = body.subarray(-ENDS).toString('utf8').trimEnd();
  switch (formOf(awaited)) {
    case 'text':
      if (isPolicy(awaited) && !isFullObject(body.toString('utf8'))) throw foreign();
      return;
    case 'cbor':
      // The first three bits tell a map: https://www.rfc-editor.org/rfc/rfc8949#section-3.1
      if ((body[0] ?? 0) >> 5 !== 5) throw foreign();
      return;
    case 'json':
      if (!start.startsWith('{')) throw foreign();
      if (!end.endsWith('}')) throw damaged('the answer breaks off', `${body.length} bytes`);
      // Where nothing else shows that it is AWS who speaks, the content type has to.
      if (/^\{\s*\}$/.test(start) && !/json/i.test(contentType(response))) throw foreign();
      return;
    case 'xml': {
      const root = rootOf(start);
      if (root === undefined || !isAwsRoot(awaited, root)) throw foreign();
      const whole = end.endsWith(`</${root.name}>`) || (root.closed && end.endsWith('/>'));
      if (!whole) throw damaged('the answer breaks off', `${body.length} bytes`);
    }
  }
}

/** S3 takes no policy that is not JSON: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
function isPolicy({ service, operation }: Operation): boolean {
  return service === 's3' && operation === 'GetBucketPolicy';
}

function isFullObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  } catch {
    return false;
  }
}

function isHtml(start: string): boolean {
  return /^<(?:!doctype\s+html|html)\b/i.test(start);
}

function contentType({ headers }: HttpResponse): string {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}

/** Members of an answer that are not in a header or the status. */
export function bodyMembers({ output }: Awaited): readonly (readonly [name: string, NormalizedSchema])[] {
  return [...output.structIterator()].filter(([, member]) => {
    const traits = member.getMergedTraits();
    return !(traits.httpHeader || traits.httpPrefixHeaders || traits.httpResponseCode);
  });
}

/** The member that the body is, where it is one. */
function payloadOf(awaited: Awaited): NormalizedSchema | undefined {
  return bodyMembers(awaited).find(([, member]) => member.getMergedTraits().httpPayload)?.[1];
}

function mayBeEmpty(awaited: Awaited): boolean {
  return (
    (!/Query$/.test(awaited.protocol) && bodyMembers(awaited).length === 0) ||
    (WITHOUT_CONTENT[awaited.service]?.includes(awaited.operation) ?? false)
  );
}

function formOf(awaited: Awaited): 'xml' | 'json' | 'cbor' | 'text' {
  const { protocol } = awaited;
  const payload = payloadOf(awaited);
  if (payload !== undefined && !payload.isStructSchema()) return 'text';
  if (/cbor/i.test(protocol)) return 'cbor';
  return /json/i.test(protocol) ? 'json' : 'xml';
}

interface Root {
  readonly name: string;
  readonly namespace: string;
  readonly closed: boolean;
}

function rootOf(start: string): Root | undefined {
  const [, name, attributes] = /^(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*)*<([\w.:-]+)([^>]*)>/.exec(start) ?? [];
  if (name === undefined || attributes === undefined) return undefined;
  const [, namespace = ''] = /\sxmlns=["']([^"']*)["']/.exec(attributes) ?? [];
  return { name, namespace, closed: attributes.endsWith('/') };
}

/**
 * The query protocols name the root after the operation; REST XML after the shape of the answer or of its payload, in a
 * namespace of AWS. https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
function isAwsRoot(awaited: Awaited, { name, namespace }: Root): boolean {
  const { operation, protocol, output } = awaited;
  if (/Query$/.test(protocol)) return name === `${operation}Response`;
  if (/^Error/.test(name)) return false;
  if (/^https?:\/\/[\w.-]+\.amazonaws\.com\//.test(namespace)) return true;
  const payload = payloadOf(awaited);
  return [
    `${operation}Result`,
    `${operation}Response`,
    `${operation}Output`,
    ...[output, ...(payload === undefined ? [] : [payload])].flatMap((schema) => [
      schema.getMergedTraits().xmlName,
      schema.getName(),
    ]),
  ].includes(name);
}
