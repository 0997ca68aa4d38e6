import fc from 'fast-check';

const codePoint = fc.oneof(
  fc.integer({ min: 0x20, max: 0x7e }),
  fc.integer({ min: 0, max: 0x3fff }),
  fc.integer({ min: 0, max: 0x10ffff }),
);

/** One character, lone surrogates and controls among them. */
export const hostileUnit = codePoint.map((code) => String.fromCodePoint(code));

/** What runners of CI obey when it stands in a log. */
export const COMMANDS = [
  '::error::injected',
  '::set-output name=a::b',
  '::add-mask::a',
  '##[command]rm',
  '##vso[task.setvariable variable=a]b',
  "##teamcity[buildProblem description='x']",
] as const;

/** A line that a runner of CI would take for a command. */
export const OBEYED = /##\w*\[|^\s*::/im;

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
    ...COMMANDS,
    `${'a'.repeat(77)}::error::x${'b'.repeat(90)}::set-output name=a::b`,
    'arn:aws:s3:::bucket:::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::x',
  ),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...COMMANDS, '::', ':', '#', '[', ' ', '\n', '\u3000'),
        fc.string({ maxLength: 9 }),
      ),
    )
    .map((parts) => parts.join('')),
);

/** Characters that act on a terminal, or hide in a text. */
export const ACTS_OR_HIDES = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** One of each kind of text that a format has to hold without obeying it. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  HTML: '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\'',
  XML: ']]><x a="&amp;&lol;">--><!-- <![CDATA[',
  'a formula': `=cmd|' /C calc'!A0`,
  'a command of GitHub': '::error::injected',
  'a command in a new line': 'a\r\n::error file=a::injected%0A%0D\n##[command]rm',
  'an older command': '##[command]rm',
  Markdown: '| a | `b` **c** [d](https://evil.example) @octocat #12\n# e\n```\n<details>',
  'escape sequences': '\u001b[2J\u001b]0;owned\u0007\u009b1m\u0000\b\t\u007f\u0085',
  'what hides': 'user\u202egnp.exe\u2066\u200b\u2028\ufeff\u{e0041}\ufffe\uffff',
  'a lone surrogate': '\ud83d and \ude80',
  nothing: '',
  'a name of Object': '__proto__',
};

/** 10,000 characters, of which two and two belong together. */
export const LONG_TEXT = `x${'🚀'.repeat(4_999)}y`;
