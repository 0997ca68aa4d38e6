import { describe, expect, it } from 'vitest';
import { CredentialsError, UnknownProfileError } from '../../src/accounts/credentials.ts';
import { UnknownRegionError } from '../../src/accounts/regions.ts';
import { ReadError } from '../../src/aws/read-error.ts';
import { TapeError } from '../../src/aws/tape.ts';
import { OutputError, problemOf, problemText, UsageError } from '../../src/cli/problem.ts';

describe('what the user is told', () => {
  const read = { kind: 'failed', action: 'sts', accountId: '', region: 'eu-west-1' } as const;

  it.each([
    [new UsageError('No such rule.'), 2, 'No such rule.'],
    [new UnknownRegionError('No such Region.'), 2, 'No such Region.'],
    [new UnknownProfileError('No such profile.'), 2, 'No such profile.'],
    [new TapeError('there is no file x'), 2, 'The tape cannot be replayed: there is no file x.'],
    [
      Object.assign(new Error('ENOENT: no such file or directory, uv_cwd'), { syscall: 'uv_cwd' }),
      2,
      'The working directory cannot be found, as when somebody deleted it. Change to another one.',
    ],
    [new CredentialsError('Sign in.'), 3, 'Sign in.'],
    [new OutputError('The disk is full.'), 3, 'The disk is full.'],
    [
      new ReadError('sts failed in eu-west-1: ECONNREFUSED', read),
      3,
      'AWS could not be asked who you are: sts failed in eu-west-1: ECONNREFUSED.',
    ],
    [
      new TypeError('x is not a function'),
      3,
      'Postern stopped with an error of its own: x is not a function. Run again with --debug and report what it prints.',
    ],
  ])('%s', (error, exitCode, message) => expect(problemOf(error)).toEqual({ message, exitCode }));

  it('is no stack; that and every cause comes with --debug', () => {
    const error = new CredentialsError('Sign in.', { cause: new Error('expired', { cause: 'a text' }) });
    expect(problemText(error, true)).toMatch(
      /^postern: Sign in\.\nCredentialsError: Sign in\.\n {4}at [\s\S]*\ncaused by Error: expired\n {4}at [\s\S]*\ncaused by a text\n$/,
    );
  });
});
