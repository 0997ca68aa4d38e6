import { accountResource, defineRule, fail, notApplicable, pass } from 'postern/rule';
import { inspectorStanding } from 'postern/services/inspector';
import { inWords, SCANS } from './_scans.ts';

export default defineRule({
  title: 'Inspector does not enroll new accounts',
  type: 'Policy:Inspector/NewAccountsNotEnrolled',
  severity: 3.0,
  scope: 'region',
  reads: { standing: inspectorStanding },
  why: 'What runs in an account that joins the organization is not scanned until somebody thinks of it.',
  remediation: {
    text: 'Let the delegated administrator of Inspector turn on each scan for new accounts by itself.',
    url: 'https://docs.aws.amazon.com/inspector/latest/user/adding-member-accounts.html',
  },
  gather: {
    in: 'region',
    alike: ({ part }) => String(part),
    describe: (parts, place) => {
      const regions = new Set(parts.map(({ region }) => region));
      const names = [...new Set(parts.map(({ fail }) => inWords(fail.part)))];
      return {
        resource: accountResource(place),
        description: `Inspector in ${regions.size === 1 ? [...regions].join() : `${regions.size} Regions`} does not scan ${new Intl.ListFormat('en').format(names)} of accounts that join the organization.`,
      };
    },
  },
  *check({ standing }, scope) {
    const account = accountResource(scope);
    switch (standing.kind) {
      case 'off':
        yield notApplicable(`Inspector is off in ${scope.region}: inspector/scanning-off reports it`);
        return;
      case 'outside organization':
        yield notApplicable('the account belongs to no organization');
        return;
      case 'other':
        yield notApplicable(
          standing.administratorId === undefined
            ? `only the delegated administrator of Inspector can tell; the management account ${standing.managementAccountId} knows which account that is, if any`
            : `only the delegated administrator of Inspector can tell, which is account ${standing.administratorId}`,
        );
        return;
    }
    for (const { type, name, of } of SCANS) {
      const on = standing.autoEnable[name];
      const evidence = { autoEnable: { [name]: on } };
      if (on === undefined) yield notApplicable(`Inspector has no scan of ${of} in ${scope.region}`, account);
      else if (on) yield pass(account, evidence, { part: type });
      else
        yield fail(account, evidence, `Inspector does not scan ${of} of accounts that join.`, { part: type });
    }
  },
});
