import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonItem, JsonTextError, jsonItems } from '../../../src/finding/history/json-items.ts';

const handling = (member: string) => (member === 'list' ? 'items' : member === 'left' ? 'skip' : 'whole');

async function itemsIn(text: string | Uint8Array, size = 1 << 20): Promise<JsonItem[]> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  const items: JsonItem[] = [];
  for await (const item of jsonItems(chunks, handling)) items.push(item);
  return items;
}

async function read(text: string, size?: number): Promise<Record<string, unknown>> {
  const object: Record<string, unknown> = {};
  const list: unknown[] = [];
  for (const { member, text: piece } of await itemsIn(text, size)) {
    if (piece === undefined) object[member] = list;
    else if (member === 'list' && object.list === list) list.push(JSON.parse(piece));
    else object[member] = JSON.parse(piece);
  }
  return object;
}

describe('jsonItems', () => {
  it('takes any object apart as JSON.parse has it, however it is laid out and cut in chunks', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'"\\[]{},: né山\n'), maxLength: 9 });
    const scalar = fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.constantFrom(true, null));
    const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }), fc.dictionary(text, fc.array(scalar)));
    await fc.assert(
      fc.asyncProperty(
        fc.record(
          { list: fc.oneof(fc.array(value), value), a: value, '': value, left: value },
          { requiredKeys: [] },
        ),
        fc.constantFrom(undefined, 2, '\t'),
        fc.integer({ min: 4, max: 100 }),
        async (object, space, size) => {
          const { left, ...told } = JSON.parse(JSON.stringify(object));
          expect(await read(JSON.stringify(object, undefined, space), size)).toEqual(told);
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each([
    ['nothing', '', 'it is empty'],
    ['white space', ' \n', 'it is empty'],
    ['a list', '[{}]', 'it is no JSON object'],
    ['a text', 'postern 0.1.0 · 2026', 'it is no JSON object'],
    ['a member without a value', '{"a" "b"}', 'it is no JSON'],
    ['a member without a name', '{a: 1}', 'it is no JSON'],
    ['no comma between members', '{"a": 1 "b": 2}', 'it is no JSON'],
    ['no comma between items', '{"list": [1 2]}', 'it is no JSON'],
    ['an object cut off', '{"a": {"b": 1}', 'it ends in the middle: it was not written whole'],
    ['a string cut off', '{"a": "b', 'it ends in the middle: it was not written whole'],
    ['a list cut off', '{"list": [{}, {', 'it ends in the middle: it was not written whole'],
    ['a comma and no more', '{"list": [{}],', 'it ends in the middle: it was not written whole'],
    ['JSON lines', '{"a": 1}\n{"a": 2}\n', 'more follows after its first object, as in JSON lines'],
  ])('says what is wrong with %s', async (_what, text, message) => {
    await expect(itemsIn(text)).rejects.toThrow(new JsonTextError(message));
  });

  it('takes a byte order mark for none of it, and says what UTF-16 is', async () => {
    expect(await read('\ufeff{"a": 1}')).toEqual({ a: 1 });
    await expect(itemsIn(Buffer.from('\ufeff{"a": 1}', 'utf16le'))).rejects.toThrow(/^it is UTF-16/);
  });
});
