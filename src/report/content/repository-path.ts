import { posix } from 'node:path';

/**
 * The path of a file from the root of its repository, as GitHub and GitLab take it: relative, with slashes, without
 * `./` before it. A file outside of the repository is taken for one at its root.
 */
export function repositoryPath(location: string): string {
  const path = posix
    .normalize(location)
    .replace(/^(\.{0,2}\/)+/, '')
    .replace(/\/$/, '');
  return path === '' || path === '.' || path === '..' ? 'postern.config.json' : path;
}
