import { accountResource, defineRule, fail, names, pass, unknown } from 'postern/rule';
import {
  type CustomerAgreement,
  customerAgreements,
  optionalAssuranceReports,
} from 'postern/services/artifact';

export default defineRule({
  title: 'Agreement with AWS is not in force',
  type: 'Policy:Artifact/AgreementNotAccepted',
  severity: 0.5,
  scope: 'account',
  reads: { agreements: customerAgreements, reports: optionalAssuranceReports },
  options: {
    required: names({
      description: 'Agreements that must be in force, by their names in AWS Artifact',
      default: [],
    }),
  },
  why: 'Without the agreement AWS owes you nothing of what it promises, and data that the law lets you keep only under it may not be here.',
  remediation: {
    text: 'Read and accept the agreement in AWS Artifact: in the management account for all accounts of the organization, or in this one for itself.',
    url: 'https://docs.aws.amazon.com/artifact/latest/ug/managing-agreements.html',
  },
  *check({ agreements, reports }, scope) {
    const account = accountResource(scope);
    const { required } = scope.options;
    const active = agreements.filter(({ state }) => state === 'ACTIVE');
    const evidence = { Required: required, Active: active.map(({ name }) => name) };
    if (!reports.ok) yield unknown(account, reports.error, { part: 'reports' });
    if (required.length === 0) yield pass(account, evidence);
    for (const name of required) {
      const known = agreements.filter((agreement) => agreement.name === name);
      if (known.some(({ state }) => state === 'ACTIVE')) yield pass(account, evidence, { part: name });
      else yield fail(account, evidence, inWords(name, known), { part: name });
    }
  },
});

function inWords(name: string, known: readonly CustomerAgreement[]): string {
  const [ended] = known;
  return ended === undefined
    ? `Nobody accepted the agreement "${name}".`
    : `The agreement "${name}" is not in force: its state is ${ended.state ?? 'not told'}.`;
}
