import fc from 'fast-check';

const codePoint = fc.oneof(
  fc.integer({ min: 0x20, max: 0x7e }),
  fc.integer({ min: 0, max: 0x3fff }),
  fc.integer({ min: 0, max: 0x10ffff }),
);

/** One character, lone surrogates and controls among them. */
export const hostileUnit = codePoint.map((code) => String.fromCodePoint(code));

/** What a name or a tag in AWS may be made of by someone who means harm to the terminal that it is shown in. */
export const hostileText = fc.oneof(
  fc.string({ unit: hostileUnit, maxLength: 120 }),
  fc.constantFrom(
    '\u001b]8;;https://evil.example\u0007docs\u001b]8;;\u0007',
    '\u009b2J\u001b[2J\u001bc',
    'user\u202egnp.exe\u2066',
    '山'.repeat(90),
    '👩🏽‍🚀'.repeat(20),
    `${'a'.repeat(300)} b`,
  ),
);

/** Characters that act on a terminal, or hide in a text. */
export const ACTS_OR_HIDES = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
