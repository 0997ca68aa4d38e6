import { isUtf8 } from 'node:buffer';
import type { HttpResponse } from '@smithy/core/protocols';
import type { TapeAnswer } from './tape.ts';

/** An answer of a tape as the SDK reads it. */
export async function responseOf(answer: TapeAnswer): Promise<unknown> {
  const { HttpResponse } = await import('@smithy/core/protocols');
  return new HttpResponse({
    statusCode: answer.status,
    headers: { ...answer.headers },
    body: new TextEncoder().encode(answer.body),
  });
}

/** Reads a response to its last byte: until then it is a call in flight. @param heard is told of every part. */
export async function whole(response: HttpResponse, heard = () => {}): Promise<HttpResponse> {
  if (response.body instanceof Uint8Array) return response;
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body ?? []) {
    heard();
    chunks.push(chunk);
  }
  response.body = new Uint8Array(Buffer.concat(chunks));
  return response;
}

/** A response as the tape keeps it. */
export async function keep(response: unknown): Promise<TapeAnswer> {
  const { HttpResponse } = await import('@smithy/core/protocols');
  if (!HttpResponse.isInstance(response))
    throw new Error('the SDK handed over something that is no HTTP response');
  const { statusCode, headers, body } = await whole(response);
  const bytes = Buffer.from(body);
  // What is no text could neither be searched for secrets nor kept as it is.
  if (!isUtf8(bytes)) throw new Error('AWS answered in a form that a tape cannot hold');
  return { status: statusCode, headers, body: bytes.toString('utf8') };
}
