import { accountResource, defineRule, fail, pass } from 'postern/rule';
import { securityContact } from 'postern/services/account';

export default defineRule({
  title: 'Account has no security contact',
  type: 'Policy:Account/SecurityContactMissing',
  severity: 4,
  scope: 'account',
  reads: { contact: securityContact },
  why: 'AWS writes to the security contact about leaked keys and abuse. Without one the message goes to the owner of the root mailbox, who may not read it in time.',
  remediation: {
    text: 'Register a security contact that reaches a team and not one person: in an organization, for all accounts from the management account.',
    url: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html',
  },
  *check({ contact }, scope) {
    if (contact === undefined)
      yield fail(
        accountResource(scope),
        { AlternateContact: null, AlternateContactType: 'SECURITY' },
        'No alternate contact of type SECURITY is registered.',
      );
    else yield pass(accountResource(scope), { AlternateContactType: contact.AlternateContactType });
  },
});
