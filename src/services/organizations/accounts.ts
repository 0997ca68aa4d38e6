import { optional } from '../../aws/combine-readers.ts';
import type { Home } from '../../policy/outside/outsider.ts';
import { organizationPosition, organizationTree } from './organization.ts';
import { organizations } from './service.ts';

/** The account, and what it may know of the organization around it. */
export interface Surroundings {
  /** `organizationAccounts` is undefined in a member account: its position does not let it list them. */
  readonly home: Home;
  /** Undefined when the account belongs to no organization. */
  readonly managementAccountId: string | undefined;
}

/**
 * Which accounts belong with this one. Only the management account and delegated administrators may list them.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
 */
export const surroundings = organizations
  .using(organizationPosition, { ifAny: organizationTree })
  .reader([], async ({ accountId, ask }): Promise<Surroundings> => {
    const position = await ask(organizationPosition);
    if (position.kind === 'standalone')
      return {
        home: { accountId, organizationAccounts: new Set([accountId]) },
        managementAccountId: undefined,
      };
    const { Id, MasterAccountId } = position.organization;
    const home = { accountId, ...(Id === undefined ? {} : { organizationId: Id }) };
    if (position.kind === 'member') return { home, managementAccountId: MasterAccountId };
    const { accounts } = await ask(organizationTree);
    return {
      home: { ...home, organizationAccounts: new Set(accounts.map((account) => account.Id)) },
      managementAccountId: MasterAccountId,
    };
  });

/** The same, for rules that can judge most of what they look at without it. */
export const optionalSurroundings = optional(surroundings);
