// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are spelled like this
import { describe, expect, it } from 'vitest';
import { compile, literal, resolve } from '../../../src/policy/language/pattern.ts';
import { matches } from '../../../src/policy/language/pattern-sets.ts';

const withVariables = (text: string) => compile(text, { wildcards: true, variables: true });

describe('policy variables (reference_policies_variables.html)', () => {
  const values = new Map([
    ['aws:username', 'bob'],
    ['aws:principaltag/team', '*'],
  ]);
  const known = (key: string) => values.get(key);

  it.each([
    ['home/${aws:username}/*', 'home/bob/x', true],
    ['home/${AWS:UserName}/*', 'home/eve/x', false],
    ['home/${aws:PrincipalTag/team}', 'home/anything', false],
    ['home/${aws:PrincipalTag/team}', 'home/*', true],
    ['home/${aws:userid}/x', 'home/eve/x', 'unknown'],
    ['home/${aws:userid}/x', 'store/eve/x', false],
    ['a${*}b${?}${$}', 'a*b?$', true],
    ['a${*}b', 'axb', false],
  ])('%s on %s is %s', (pattern, text, expected) => {
    const resolved = resolve(withVariables(pattern), known);
    expect(resolved && matches(resolved, literal(text))).toBe(expected);
  });

  it('uses the default only when the key is absent, and matches nothing without one', () => {
    const absent = () => 'absent' as const;
    const pattern = withVariables("b/${aws:userid, 'anonymous'}/x");
    expect(resolve(pattern, absent)?.literal).toBe('b/anonymous/x');
    expect(resolve(withVariables('b/${aws:userid}'), absent)).toBeUndefined();
  });

  it('are literal text in version 2008-10-17', () => {
    const pattern = compile('home/${aws:username}', { wildcards: true, variables: false });
    expect(matches(pattern, literal('home/${aws:username}'))).toBe(true);
    expect(matches(pattern, literal('home/bob'))).toBe(false);
  });
});
