// Makes a rule and its test, and says what is left to do: npm run new-rule <service>/<name> [-- options]
import { readdir, readFile } from 'node:fs/promises';
import { asked, filled, pascalCase, Refusal, scaffold, steps, writeNew } from './scaffold/scaffold.js';
import { clientName, NAME, readersOf, serviceFile } from './scaffold/services.js';

/** What a rule is judged once for, by its scope. */
const SCOPES = { account: 'an account', region: 'a Region', organization: 'an organization' };
const USAGE = '<service>/<name> -- [--scope account|region|organization] [--reads <reader>,…]';

await scaffold(async () => {
  const {
    word: id,
    scope = 'account',
    reads,
  } = asked('new-rule', USAGE, {
    scope: { type: 'string', values: Object.keys(SCOPES) },
    reads: { type: 'string' },
  });
  const [service = '', name = '', ...rest] = id.split('/');
  if (rest.length > 0 || !NAME.test(service) || !NAME.test(name))
    throw new Refusal(
      `${id} is no id of a rule. An id names the service and the fault in lower case, as iam/user-in-no-group does.`,
    );
  if (!Object.hasOwn(SCOPES, scope))
    throw new Refusal(`${scope} is no scope. The scopes are ${Object.keys(SCOPES).join(', ')}.`);
  if (serviceFile(service) === undefined)
    throw new Refusal(
      `Nothing is read of ${service} yet. Make its reader first: npm run new-service ${service}`,
    );
  const known = await readersOf(service);
  const readers = reads?.split(',').sort() ?? [];
  const strange = readers.filter((reader) => !known.includes(reader));
  if (strange.length > 0)
    throw new Refusal(`${service} has no reader ${strange.join(', ')}. It has: ${known.join(', ')}.`);

  const rule = `rules/${id}.ts`;
  const test = `test/rules/${id}.test.ts`;
  const values = {
    id,
    scope,
    type: `Policy:${await resourceOf(service)}/${pascalCase(name)}`,
    readers: readers.join(', '),
    importReaders:
      readers.length === 0 ? '' : `import { ${readers.join(', ')} } from 'postern/services/${service}';\n`,
  };
  await writeNew({
    [rule]: await filled('rule', values),
    [test]: await filled('rule-test', values),
  });
  return `Made ${rule}, judged once ${SCOPES[scope]}, and ${test}.
Left to do, as CONTRIBUTING.md says:
${steps(
  `Write the rule: ${rule}\nReaders of ${service}: ${known.join(', ')}.`,
  `Write its cases: ${test}`,
  'Write a row, what it finds in the badly kept account, and something to find where it finds nothing:\ntest/support/worlds/services/<service>.ts, or test/moto/badly-kept-table.fixture.ts for IAM, EC2 and their like',
  'npm run generate, then npm test: its sentences tell what is missing until all is written.',
)}`;
});

/** What the finding types of the service's rules are about, most often; the name of its client where it has no rule. */
async function resourceOf(service) {
  const files = await readdir(`rules/${service}`).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const texts = await Promise.all(
    files
      .filter((file) => /^[^_].*\.ts$/.test(file))
      .map((file) => readFile(`rules/${service}/${file}`, 'utf8')),
  );
  const resources = texts.flatMap((text) => text.match(/\btype: '\w+:(\w+)\/\w+'/)?.[1] ?? []);
  const count = (resource) => resources.filter((other) => other === resource).length;
  const [most] = resources.sort((a, b) => count(b) - count(a));
  return most ?? (await clientName(service)) ?? pascalCase(service);
}
