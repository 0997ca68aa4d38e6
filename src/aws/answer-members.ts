import type { HttpResponse } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { indispensable, mayOmit, maySayNothing, neverEmpty, oneOf } from './absent-members.ts';
import { type Awaited, bodyMembers } from './answer-body.ts';
import { DamagedAnswerError, whatCame } from './damaged-answer.ts';
import { hidesNextPage, isOfPages, isPageToken } from './page-tokens.ts';

/**
 * Looks whether an answer holds what its operation promises: every list and map, the structure that it is about, and
 * where the next page begins if there is one.
 * @throws DamagedAnswerError
 */
export function checkMembers(
  awaited: Awaited,
  answer: Readonly<Record<string, unknown>>,
  response: HttpResponse,
): void {
  const damaged = (why: string) =>
    new DamagedAnswerError(`${why} (${whatCame(response, `${sizeOf(response)} bytes`)})`);
  const missing = promised(awaited).filter((name) => answer[name] === undefined || answer[name] === null);
  if (missing.length > 0) throw damaged(`AWS's answer lacks ${missing.join(', ')}`);
  const members = bodyMembers(awaited);
  for (const [name, member] of members) {
    const value = answer[name];
    if (value === undefined || value === null) continue;
    if (!isOfItsKind(member, value)) throw damaged(`${name} in AWS's answer is not what it should be`);
    if (lacksItems(member, value)) throw damaged(`AWS's answer lacks the Quantity or the Items of ${name}`);
  }
  const empty = neverEmpty(awaited).filter((name) => isEmpty(answer[name]));
  if (empty.length > 0) throw damaged(`AWS's answer holds no ${empty.join(', ')}`);
  const choice = oneOf(awaited);
  if (choice.length > 0 && choice.every((name) => answer[name] === undefined))
    throw damaged(`AWS's answer lacks both ${choice.join(' and ')}`);
  const said = members.map(([name]) => name).filter((name) => !isOfPages(name));
  if (said.length > 0 && said.every((name) => answer[name] === undefined) && !maySayNothing(awaited, said))
    throw damaged("AWS's answer says nothing");
  if (hidesNextPage(answer) && members.some(([name]) => isPageToken(name)) && !mayOmit(awaited, 'NextMarker'))
    throw damaged('AWS says that there is more, but not where');
}

function promised(awaited: Awaited): readonly string[] {
  const members = bodyMembers(awaited).filter(([name]) => !isOfPages(name));
  const promisedByKind = members.flatMap(([name, member]) => {
    const isAlone = members.length === 1;
    const wanted = member.isListSchema() || member.isMapSchema() || (isAlone && member.isStructSchema());
    return wanted && !mayOmit(awaited, name) && (isAlone || !isTags(name)) ? [name] : [];
  });
  return [...promisedByKind, ...indispensable(awaited)];
}

/** The tags of a resource stand beside what else an answer tells of it, and are left out where there is none. */
function isTags(name: string): boolean {
  return name.toLowerCase() === 'tags';
}

function isOfItsKind(member: NormalizedSchema, value: unknown): boolean {
  if (member.isListSchema()) return Array.isArray(value);
  if (member.isMapSchema() || member.isStructSchema()) return isRecord(value);
  return true;
}

/**
 * CloudFront's lists: `Quantity` is always there, `Items` only where it is not 0.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionList.html
 */
function lacksItems(member: NormalizedSchema, value: unknown): boolean {
  if (!member.isStructSchema() || !isRecord(value)) return false;
  const names = new Set([...member.structIterator()].map(([name]) => name));
  if (!names.has('Quantity') || !names.has('Items')) return false;
  return typeof value.Quantity !== 'number' || (value.Quantity > 0 && !Array.isArray(value.Items));
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}

function sizeOf({ body }: HttpResponse): number {
  return body instanceof Uint8Array ? body.length : 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
