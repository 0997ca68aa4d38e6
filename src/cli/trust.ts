import { UsageError } from './problem.ts';

/** Who may take a role on: a job of CI by its identity provider, a project of CodeBuild, or another role. */
export type Trust =
  | {
      readonly by: 'provider';
      /** Host of the provider, which is its name in conditions too. */
      readonly host: string;
      readonly audience: string;
      /** The one subject that is let in: repository and branch. */
      readonly subject: string;
    }
  | { readonly by: 'codebuild'; readonly projectArn: string }
  | { readonly by: 'principal'; readonly arn: string };

const FORMS =
  'github:<owner>/<repository>[@<branch>] (with ids where its subjects have them: github:<owner>@<id>/<repository>@<id>), gitlab:<group>/<project>[@<branch>], codebuild:<ARN of a project>, or the ARN of a role';

const ROLE = /^arn:aws[\w-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/;
const PROJECT = /^arn:aws[\w-]*:codebuild:[a-z0-9-]+:\d{12}:project\/[\w-]+$/;
const REPOSITORY = /^(?<path>[\w.-]+@\d+\/[\w.-]+@\d+|[\w.-]+(?:\/[\w.-]+)+)(?:@(?<branch>[\w./#+@=,-]+))?$/;

/**
 * Reads what `--trust` says. A subject is always one branch, main where none is named: a condition on a whole repository
 * lets whoever opens a pull request read the account. Subjects of newer repositories of GitHub hold the ids of owner and
 * repository, so that nobody gets in who takes on a name that was given up.
 * https://docs.github.com/actions/reference/security/oidc
 * https://docs.gitlab.com/ci/cloud_services/aws/
 * @throws UsageError
 */
export function trustOf(text: string): Trust {
  if (ROLE.test(text)) return { by: 'principal', arn: text };
  const [kind, rest] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (kind === 'codebuild' && PROJECT.test(rest)) return { by: 'codebuild', projectArn: rest };
  const { path, branch = 'main' } = REPOSITORY.exec(rest)?.groups ?? {};
  if (kind === 'github' && path?.split('/').length === 2)
    return {
      by: 'provider',
      host: 'token.actions.githubusercontent.com',
      audience: 'sts.amazonaws.com',
      subject: `repo:${path}:ref:refs/heads/${branch}`,
    };
  if (kind === 'gitlab' && path?.includes('@') === false)
    return {
      by: 'provider',
      host: 'gitlab.com',
      audience: 'https://gitlab.com',
      subject: `project_path:${path}:ref_type:branch:ref:${branch}`,
    };
  throw new UsageError(`--trust takes ${FORMS}; "${text}" is none of them.`);
}
