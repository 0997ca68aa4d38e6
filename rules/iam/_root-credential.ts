import { type CheckScope, fail, notApplicable, pass, rootUser, unknown, type Verdict } from 'postern/rule';
import { type RootCredentials, whyNoRoot } from 'postern/services/iam';

/**
 * One verdict: root fails where AWS counts a credential of this kind.
 * @param inWords the credential, as it follows "Root has"; `asked` where the question names it otherwise.
 */
export function* rootHasNo(
  root: RootCredentials,
  scope: CheckScope,
  field: keyof RootCredentials,
  { inWords, asked = inWords }: { readonly inWords: string; readonly asked?: string },
): Iterable<Verdict> {
  const impossible = whyNoRoot(scope.account.partition);
  const count = root[field];
  const evidence = { [field]: count };
  if (impossible !== undefined) yield notApplicable(impossible, rootUser(scope));
  else if (count === undefined) yield unknown(rootUser(scope), `AWS did not say whether root has ${asked}`);
  else if (count === 0) yield pass(rootUser(scope), evidence);
  else yield fail(rootUser(scope), evidence, `Root has ${inWords}.`);
}
