import { accountResource, defineRule, fail, notApplicable, pass, shell } from 'postern/rule';
import { scanning } from 'postern/services/inspector';
import { inWords, SCANS } from './_scans.ts';

export default defineRule({
  title: 'Inspector does not scan',
  type: 'Stealth:Inspector/ScanningOff',
  severity: 6.0,
  scope: 'region',
  reads: { scanning },
  why: 'Nobody is told of the known vulnerabilities of what runs there, which attackers look for first.',
  remediation: {
    text: 'Turn the scan on in this Region, best for the whole organization by its delegated administrator. Inspector charges for each instance, image and function that it scans, and nothing where there are none.',
    url: 'https://docs.aws.amazon.com/inspector/latest/user/activate-scans.html',
  },
  gather: {
    in: 'region',
    alike: ({ part, description, severity }) => JSON.stringify([part, description, severity]),
    describe: (parts, place) => {
      const regions = new Set(parts.map(({ region }) => region));
      const names = [...new Set(parts.map(({ fail }) => inWords(fail.part)))];
      return {
        resource: accountResource(place),
        description: `Inspector in ${regions.size === 1 ? [...regions].join() : `${regions.size} Regions`} does not scan ${new Intl.ListFormat('en').format(names)}.`,
      };
    },
  },
  *check({ scanning }, scope) {
    const account = accountResource(scope);
    for (const { type, name, of } of SCANS) {
      const state = scanning.resourceState[name];
      const status = state?.status;
      const evidence = { resourceType: type, status, errorCode: state?.errorCode };
      switch (status) {
        case undefined:
          yield notApplicable(`Inspector has no scan of ${of} in ${scope.region}`, account);
          break;
        case 'ENABLED':
        case 'ENABLING':
          yield pass(account, evidence, { part: type });
          break;
        default:
          yield fail(account, evidence, `Inspector does not scan ${of}: it is ${status}.`, {
            part: type,
            commands: [shell`aws inspector2 enable --resource-types ${type} --region ${scope.region}`],
            ...(name === 'lambdaCode' && {
              severity: { score: 3, reason: 'the packages of functions have a scan of their own' },
            }),
          });
      }
    }
  },
});
