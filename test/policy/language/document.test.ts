import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../src/policy/language/document.ts';
import { duplicateKey } from '../../../src/policy/language/duplicate-key.ts';
import { policyFrom } from '../policies.fixture.ts';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

describe('parsePolicy', () => {
  it('reads URL-encoded documents, as IAM returns them (RFC 3986)', () => {
    const text = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, Sid: '100% + more' }] });
    const parsed = parsePolicy(encodeURIComponent(text));
    expect(parsed.ok && parsed.document.statements[0]?.sid).toBe('100% + more');
  });

  it('leaves percent signs of plain JSON alone', () => {
    const parsed = parsePolicy(
      JSON.stringify({ Statement: { ...statement, Resource: 'arn:aws:s3:::b/%7B' } }),
    );
    expect(parsed.ok && parsed.document.statements[0]?.resource.patterns[0]?.text).toBe('arn:aws:s3:::b/%7B');
  });

  it('takes one statement for a list of one and a lone string for a list of one', () => {
    const { document } = policyFrom({ Statement: statement });
    expect(document.statements).toHaveLength(1);
    expect(document.statements[0]?.action.patterns.map(({ text }) => text)).toEqual(['s3:getobject']);
  });

  it('keeps the statement as AWS gave it, for evidence', () => {
    const { document } = policyFrom({ Statement: [statement] });
    expect(document.statements[0]?.original).toEqual(statement);
  });

  it('keeps each statement of a document in URL encoding, in whatever case its names are', () => {
    const second = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };
    const parsed = parsePolicy(encodeURIComponent(JSON.stringify({ statement: [statement, second] })));
    expect(parsed.ok && parsed.document.statements.map(({ original }) => original)).toEqual([
      statement,
      second,
    ]);
  });

  it('defaults to version 2008-10-17 (reference_policies_elements_version.html)', () => {
    expect(policyFrom({ Statement: [] }).document.version).toBe('2008-10-17');
  });

  it('reads element names in any case', () => {
    const { document } = policyFrom({ statement: [{ effect: 'Deny', ACTION: 'iam:*', resource: '*' }] });
    expect(document.statements[0]?.effect).toBe('Deny');
  });

  it('accepts a statement list that is empty, and empty lists in a statement', () => {
    expect(policyFrom({ Statement: [] }).document.statements).toEqual([]);
    const { document } = policyFrom({ Statement: [{ Effect: 'Allow', Action: [], Resource: [] }] });
    expect(document.statements[0]?.action.patterns).toEqual([]);
  });

  it.each([
    ['', 'not JSON'],
    ['hello', 'not JSON'],
    ['%7B%22Statement%22', 'not JSON'],
    ['%', 'not JSON'],
    ['{"Statement": [],}', 'not JSON'],
    ['[]', 'the document is not an object'],
    ['null', 'the document is not an object'],
    ['{}', 'the document has no Statement'],
    [{ Statement: null }, 'statement 1 is not an object'],
    [{ Statement: [statement, 'x'] }, 'statement 2 is not an object'],
    [{ Version: '2020-01-01', Statement: [] }, 'the Version is neither 2008-10-17 nor 2012-10-17'],
    [{ Statement: { ...statement, Effect: 'allow' } }, 'the Effect of statement 1 is neither Allow nor Deny'],
    [{ Statement: { Action: '*', Resource: '*' } }, 'statement 1 has no Effect'],
    [{ Statement: { Effect: 'Allow', Resource: '*' } }, 'statement 1 has neither Action nor NotAction'],
    [{ Statement: { ...statement, NotAction: 'iam:*' } }, 'statement 1 has both Action and NotAction'],
    [{ Statement: { ...statement, NotResource: '*' } }, 'statement 1 has both Resource and NotResource'],
    [
      { Statement: { ...statement, Principal: '*', NotPrincipal: '*' } },
      'statement 1 has both Principal and NotPrincipal',
    ],
    [
      { Statement: { ...statement, Action: 5 } },
      'the Action of statement 1 is neither a string nor a list of strings',
    ],
    [
      { Statement: { ...statement, Action: [null] } },
      'the Action of statement 1 is neither a string nor a list of strings',
    ],
    [
      { Statement: { ...statement, Principal: 'me' } },
      'the Principal of statement 1 is neither "*" nor an object',
    ],
    [
      { Statement: { ...statement, Principal: { Human: 'me' } } },
      'the Principal of statement 1 has an unknown type Human',
    ],
    [{ Statement: { ...statement, Condition: [] } }, 'the Condition of statement 1 is not an object'],
    [
      { Statement: { ...statement, Condition: { Bool: 'true' } } },
      'the condition Bool of statement 1 is not an object',
    ],
    [
      { Statement: { ...statement, Condition: { Bool: { k: null } } } },
      'the condition Bool of statement 1 has a value that is no string, number or Boolean',
    ],
    [{ Statement: { ...statement, Remark: 'x' } }, 'statement 1 has an unknown element Remark'],
    [{ Statement: { ...statement, Sid: 1 } }, 'the Sid of statement 1 is not a string'],
    [
      '{"Statement": {"Effect": "Allow", "Effect": "Deny", "Action": "*"}}',
      'the key Effect appears twice in one element',
    ],
    [
      {
        Statement: {
          ...statement,
          Condition: { StringEquals: { 'aws:SourceIp': '1', 'AWS:sourceip': '2' } },
        },
      },
      'the key AWS:sourceip appears twice in one element',
    ],
  ])('calls %j damaged', (damaged, reason) => {
    const parsed = parsePolicy(typeof damaged === 'string' ? damaged : JSON.stringify(damaged));
    expect(parsed.ok ? '' : parsed.reason).toContain(reason);
  });

  it('reads a document of the maximum size (10,240 characters, iam-quotas) and a much larger one', () => {
    const actions = Array.from({ length: 40_000 }, (_, i) => `s3:Action${i}`);
    const { document } = policyFrom({ Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
    expect(document.statements[0]?.action.patterns).toHaveLength(40_000);
  });
});

describe('duplicateKey', () => {
  it.each([
    ['{"a":1,"b":{"a":2}}', undefined],
    ['{"a":[{"a":1},{"a":2}]}', undefined],
    ['{"a":"a","b":"a"}', undefined],
    ['{"x":{"a":1,"A":2}}', 'A'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"k":"\\"}{,:","k":1}', 'k'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ])('of %s is %s', (text, key) => {
    expect(duplicateKey(text)).toBe(key);
  });
});
