// Makes the first reader of a service and its test, writes a row in every table that needs one, and says what is left to
// do: npm run new-service <service> [-- options]
import { readFile } from 'node:fs/promises';
import {
  asked,
  filled,
  pascalCase,
  Refusal,
  rewrite,
  scaffold,
  steps,
  writeNew,
} from './scaffold/scaffold.js';
import { describeService } from './scaffold/sdk.js';
import { NAME, serviceFile } from './scaffold/services.js';

const USAGE = '<service> -- [--client <name of the SDK client>] [--operation <operation>]';
const PREFIXES =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html';
const READ = /^(List|Describe|Get)(?=[A-Z])/;

await scaffold(async () => {
  const options = asked('new-service', USAGE, { client: { type: 'string' }, operation: { type: 'string' } });
  const { word: service, client = service } = options;
  if (!NAME.test(service))
    throw new Refusal(
      `${service} is no name of a service. Write it as the AWS CLI does, in lower case, such as elbv2.`,
    );
  const existing = serviceFile(service);
  if (existing !== undefined) throw new Refusal(`${existing} reads ${service} already: add a reader to it.`);
  const described = await describeService(client);
  const { className, signingName, global } = described;
  const operation = await chosenOperation(described, options.operation);

  const file = `src/services/${service}.ts`;
  const test = `test/services/${service}.test.ts`;
  const name = camelCase(service);
  const reader = camelCase(operation.replace(READ, ''));
  const values = {
    service,
    client,
    className,
    operation,
    signingName,
    region: global ? 'global' : 'regional',
    name,
    reader: reader === name ? camelCase(operation) : reader,
  };
  const rows = await tableRows(service, client, described);
  await writeNew({ [file]: await filled('reader', values), [test]: await filled('reader-test', values) });
  await rewrite(rows);
  return `Made ${file} and ${test}: ${operation}, asked ${global ? 'in one place for all Regions' : 'in each Region'}.
${Object.keys(rows).length === 0 ? 'Every table has a row already' : `Wrote a row in ${Object.keys(rows).join(' and ')}`}.
Left to do, as CONTRIBUTING.md says:
${steps(
  `Write the reader: ${file}`,
  `Write its test: ${test}`,
  ...('src/aws/actions.ts' in rows
    ? [
        `See whether ${signingName}, its name in signatures, is IAM's prefix too: src/aws/actions.ts\n${PREFIXES}`,
      ]
    : []),
  ...(await homesLeft(service, described)),
  `npm run generate, then its rules: npm run new-rule ${service}/<name>`,
)}`;
});

/** The operation asked for, or else a list that can be had without saying of what. */
async function chosenOperation({ operations, needsNoInput }, named) {
  if (named !== undefined) {
    if (operations.includes(named)) return named;
    const reads = operations.filter((operation) => READ.test(operation));
    throw new Refusal(`There is no operation ${named}. The reads are: ${reads.join(', ')}.`);
  }
  for (const verb of ['List', 'Describe', 'Get'])
    for (const operation of operations)
      if (operation.startsWith(verb) && (await needsNoInput(operation))) return operation;
  throw new Refusal(
    'Every read of it asks about something named. Say which one is first: --operation <operation>',
  );
}

/** Tables with a row for the service, by path; those that have one already are left out. */
async function tableRows(service, client, { signingName, protocol }) {
  const rest = protocol.startsWith('rest-');
  const routes = rest ? `, routes: routesOf(${camelCase(service)})` : '';
  const tables = [
    {
      path: 'test/support/protocols.ts',
      table: 'SERVICES',
      value: `{ signingName: '${signingName}', protocol: '${protocol}'${routes} }`,
      head: rest ? `import * as ${camelCase(service)} from '@aws-sdk/client-${client}';\n` : '',
    },
    ...(signingName === service
      ? []
      : [{ path: 'src/aws/actions.ts', table: 'PREFIXES', value: `'${signingName}'`, head: '' }]),
  ];
  const rows = await Promise.all(
    tables.map(async ({ path, table, value, head }) => {
      const text = await readFile(path, 'utf8');
      const row = withRow(text, table, service, value);
      return row === undefined ? [] : [[path, head + row]];
    }),
  );
  return Object.fromEntries(rows.flat());
}

/** The text with a row in a table, in the order of the alphabet; undefined where the row is there. */
function withRow(text, table, key, value) {
  const [whole, head, body] =
    text.match(new RegExp(`(const ${table}\\b[^{]*= \\{\\n)([\\s\\S]*?)^\\};`, 'm')) ?? [];
  if (whole === undefined) throw new Error(`there is no table ${table}`);
  const rows = body.split(/(?=^ {2}['\w])/m);
  const keyOf = (row) => row.match(/^ {2}'?([\w-]+)'?:/)?.[1];
  if (rows.some((row) => keyOf(row) === key)) return undefined;
  const after = rows.findIndex((row) => (keyOf(row) ?? '') > key);
  rows.splice(after < 0 ? rows.length : after, 0, `  '${key}': ${value},\n`);
  return text.replace(whole, () => `${head}${rows.join('')}};`);
}

/** Partitions in which a global service has its one endpoint elsewhere than at home. */
async function homesLeft(service, { global, signingRegion }) {
  if (!global) return [];
  const text = await readFile('src/aws/partitions.ts', 'utf8');
  return [...text.matchAll(/\bid: '([\w-]+)'[\s\S]*?\bhome: '([\w-]+)'/g)]
    .filter(([, , home]) => signingRegion(home) !== home)
    .map(
      ([, partition, home]) =>
        `Write in \`homes\` of ${partition} that ${service} is asked in ${signingRegion(home)}: src/aws/partitions.ts`,
    );
}

function camelCase(name) {
  const [first = '', ...rest] = name.split('-');
  const word = first.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (capitals) => capitals.toLowerCase());
  return word + rest.map(pascalCase).join('');
}
