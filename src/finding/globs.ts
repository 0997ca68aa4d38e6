import picomatch from 'picomatch';

/**
 * What tells whether a text matches a glob, such as `iam/*` or `arn:aws:s3:::logs-*`. An asterisk stands for anything,
 * slashes and leading dots too: ids are no paths. A leading exclamation mark is one, and negates nothing.
 */
export function globMatcher(glob: string): (text: string) => boolean {
  const matches = picomatch(glob, { bash: true, dot: true, nonegate: true });
  return (text) => matches(text);
}
