import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tape, type TapeAnswer, type TapeCall, TapeError } from '../../src/aws/tape.ts';

const SETTING = { recordedAt: '2026-01-01T00:00:00.000Z', startRegion: 'us-east-1', regions: ['eu-west-1'] };

function call(facts: Partial<TapeCall> = {}): TapeCall {
  return {
    accountId: '111122223333',
    service: 'iam',
    region: 'us-east-1',
    operation: 'ListUsers',
    input: {},
    ...facts,
  };
}

function answer(body: string): TapeAnswer {
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}

function tapeOf(...recorded: readonly (readonly [TapeCall, string])[]): Tape {
  const tape = new Tape(SETTING);
  for (const [made, body] of recorded) tape.record(made, answer(body));
  return tape;
}

describe('a tape that was written and read again', () => {
  it('holds the setting and the answers', () => {
    const tape = Tape.parse(tapeOf([call(), 'users']).serialize());
    expect(tape.setting).toEqual(SETTING);
    expect(tape.player()(call())).toEqual(answer('users'));
  });

  it('is the same text', () => {
    const text = tapeOf([call({ input: { b: 1, a: 'x' } }), 'one'], [call(), 'two']).serialize();
    expect(Tape.parse(text).serialize()).toBe(text);
  });

  it('is the same text in whichever order the calls were made', () => {
    const recorded = fc.uniqueArray(
      fc.record({
        operation: fc.constantFrom('ListUsers', 'GetUser'),
        region: fc.string(),
        input: fc.dictionary(fc.string(), fc.jsonValue()),
      }),
      { selector: (facts) => JSON.stringify(facts) },
    );
    fc.assert(
      fc.property(
        recorded.chain((calls) =>
          fc.tuple(fc.constant(calls), fc.shuffledSubarray(calls, { minLength: calls.length })),
        ),
        ([calls, shuffled]) => {
          const text = (order: typeof calls) =>
            tapeOf(...order.map((facts) => [call(facts), JSON.stringify(facts)] as const)).serialize();
          expect(text(shuffled)).toBe(text(calls));
        },
      ),
    );
  });

  it('is the same text when parameters are named in another order', () => {
    expect(tapeOf([call({ input: { a: 1, b: { d: 1, c: 2 } } }), 'x']).serialize()).toBe(
      tapeOf([call({ input: { b: { c: 2, d: 1 }, a: 1 } }), 'x']).serialize(),
    );
  });
});

describe('the parameters of a call', () => {
  it.each<[string, unknown, unknown]>([
    ['their order', { a: 1, b: { c: [1], d: 2 } }, { b: { d: 2, c: [1] }, a: 1 }],
    ['what is undefined', { a: 1, b: undefined }, { a: 1 }],
    ['none', undefined, {}],
    ['a time', { since: new Date(0) }, { since: '1970-01-01T00:00:00.000Z' }],
  ])('are the same ones whatever %s', (_what, recorded, asked) => {
    const play = Tape.parse(tapeOf([call({ input: recorded }), 'x']).serialize()).player();
    expect(play(call({ input: asked }))?.body).toBe('x');
  });

  it.each<[Partial<TapeCall>]>([
    [{ input: { UserName: 'bob' } }],
    [{ input: { UserName: 'ann', Marker: '2' } }],
    [{ input: { UserName: ['ann'] } }],
    [{ region: 'eu-west-1' }],
    [{ accountId: '' }],
    [{ operation: 'GetUser' }],
    [{ service: 'ec2' }],
  ])('that differ make another call: %o', (facts) => {
    const input = { UserName: 'ann' };
    expect(tapeOf([call({ input }), 'x']).player()(call({ input, ...facts }))).toBeUndefined();
  });

  it('that are secret are cut, and still find their answer', () => {
    const secret = call({ input: { Name: 'a', Password: 's3cret' } });
    const text = tapeOf([secret, 'x']).serialize();
    expect(text).not.toContain('s3cret');
    expect(Tape.parse(text).player()(secret)?.body).toBe('x');
  });
});

describe('a call that was repeated', () => {
  it('is answered in the same order, and with the last answer for ever', () => {
    const tape = Tape.parse(
      tapeOf([call(), 'STARTED'], [call(), 'INPROGRESS'], [call(), 'COMPLETE']).serialize(),
    );
    const play = tape.player();
    expect(Array.from({ length: 5 }, () => play(call())?.body)).toEqual([
      'STARTED',
      'INPROGRESS',
      'COMPLETE',
      'COMPLETE',
      'COMPLETE',
    ]);
    expect(tape.player()(call())?.body).toBe('STARTED');
  });

  it('is listed once, and replaced as a whole', () => {
    const tape = tapeOf([call(), 'STARTED'], [call(), 'COMPLETE'], [call({ operation: 'GetUser' }), 'user']);
    expect(tape.calls().map(({ operation }) => operation)).toEqual(['GetUser', 'ListUsers']);
    const play = tape
      .with(({ operation }) => (operation === 'ListUsers' ? answer('other') : undefined))
      .player();
    expect(
      [play(call()), play(call()), play(call({ operation: 'GetUser' }))].map((played) => played?.body),
    ).toEqual(['other', 'other', 'user']);
  });
});

describe('what is kept of an answer', () => {
  it('are the headers that the SDK reads it by', () => {
    const tape = new Tape(SETTING);
    const headers = {
      'X-Amzn-ErrorType': 'AccessDenied',
      Date: 'today',
      'Content-Type': 'text/xml',
      'X-Amz-Bucket-Region': 'eu-west-2',
      'x-amzn-requestid': '1',
    };
    tape.record(call(), { status: 403, headers, body: '' });
    expect(tape.player()(call())?.headers).toEqual({
      'content-type': 'text/xml',
      'x-amz-bucket-region': 'eu-west-2',
      'x-amzn-errortype': 'AccessDenied',
    });
  });

  it('is never a secret', () => {
    const text = tapeOf([call(), '{"Credentials":{"SecretAccessKey":"s3cret"}}']).serialize();
    expect(text).not.toContain('s3cret');
  });
});

describe('a tape in a file', () => {
  it('gives the same answers as its text, also when the file was replaced since', async () => {
    const long = 'ä'.repeat(1_500_000);
    const tape = tapeOf([call(), 'first'], [call({ region: 'eu-west-1' }), long], [call(), 'second']);
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a.tape');
    await writeFile(path, tape.serialize());
    const opened = Tape.open(path);
    await rm(path);
    await writeFile(path, 'something else');
    const play = opened.player();
    expect([play(call())?.body, play(call())?.body, play(call())?.body]).toEqual([
      'first',
      'second',
      'second',
    ]);
    expect(play(call({ region: 'eu-west-1' }))?.body === long).toBe(true);
    expect(opened.serialize() === tape.serialize()).toBe(true);
  });

  it('of which the end is missing is none', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a.tape');
    await writeFile(path, tapeOf([call(), 'users']).serialize().slice(0, -9));
    expect(() => Tape.open(path)).toThrow(new TapeError('its end is missing: the file was cut off'));
  });
});

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'postern-tape-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

describe('a text that is no tape', () => {
  const text = tapeOf([call(), 'one'], [call({ operation: 'GetUser' }), 'two']).serialize();
  const header = text.slice(0, text.indexOf('\n'));

  it.each([
    ['', 'it is not a Postern tape: its first line is not JSON'],
    ['\u0000\u0001binary', 'it is not a Postern tape: its first line is not JSON'],
    ['{"a":1}\n', 'it is not a Postern tape: its first line is no tape header'],
    ['[]\n', 'it is not a Postern tape: its first line is no tape header'],
    [
      `${header.replace('"version":1', '"version":7')}\n`,
      'it was recorded by a version of Postern that writes tapes of version 7; this one reads version 1',
    ],
    [
      `${header.replace('2026-01-01', 'yesterday')}\n`,
      'it is not a Postern tape: its first line is no tape header',
    ],
    [header, 'its end is missing: the file was cut off'],
    [text.slice(0, -1), 'its end is missing: the file was cut off'],
    [text.slice(0, -20), 'its end is missing: the file was cut off'],
    [`${header}\n{"service":\n`, 'its line 2 is damaged: it is not JSON'],
    [`${header}\n{"service":"iam"}\n`, 'its line 2 is not a recorded answer'],
    [`${text}null\n`, 'its line 4 is not a recorded answer'],
  ])('%j', (wrong, message) => {
    expect(() => Tape.parse(wrong)).toThrow(new TapeError(message));
  });

  it('but line endings of another system and an empty last line do no harm', () => {
    expect(Tape.parse(`${text.replaceAll('\n', '\r\n')}\r\n`).serialize()).toBe(text);
  });
});
