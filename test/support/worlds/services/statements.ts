/** Statements of resource-based policies, as they are well and badly kept. */
export const document = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });

export const allow = (Principal: unknown, Action: string | readonly string[], more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource: '*',
  ...more,
});

/** A condition that names the account for which a service acts. */
export const forAccount = (accountId: string) => ({
  Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
});
