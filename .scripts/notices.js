// Gathers the licences and notices of the packages whose code is in the bundle.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Licences that let code be passed on in a bundle under Apache-2.0, as long as their text goes with it. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
]);

/** The text of Apache-2.0, which is the same for everybody: some packages of the AWS SDK come without it. */
const APACHE = 'LICENSE';

const LINE = '='.repeat(80);

/** The folders of the packages that files belong to, sorted. */
export function packageFolders(files) {
  const folders = files.flatMap(
    (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/.][^/]*(?=\/)/.exec(file) ?? [],
  );
  return [...new Set(folders)].sort();
}

/** Each distinct text once, headed by the packages whose licence or notice it is. */
export async function thirdPartyNotices(folders) {
  const packages = await Promise.all(folders.map(readPackage));
  const problems = packages.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const holders = new Map();
  for (const { name, texts } of packages)
    for (const text of texts) holders.set(text, (holders.get(text) ?? new Set()).add(name));
  return [
    "Postern's files hold code of the packages named here, under the licences that follow them.\n",
    ...[...holders].map(([text, names]) => `${LINE}\n${[...names].join('\n')}\n${LINE}\n\n${text}\n`),
  ].join('\n');
}

async function readPackage(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const name = `${manifest.name} ${manifest.version}`;
  const license = typeof manifest.license === 'string' ? manifest.license : 'no licence';
  if (!isAllowed(license))
    return {
      problem: `The bundle holds ${name}, which is under ${license}. Use another package, or add the licence to those allowed in .scripts/notices.js if Apache-2.0 code may be bundled with it.`,
    };
  const files = (await readdir(folder)).sort();
  const licences = files.filter((file) => /^(licen[cs]e|copying)/i.test(file));
  if (licences.length === 0 && license !== 'Apache-2.0')
    return {
      problem: `The bundle holds ${name}, which has no file with the text of its licence (${license}): without it the code may not be passed on.`,
    };
  const paths = [
    ...(licences.length === 0 ? [APACHE] : licences.map((file) => join(folder, file))),
    ...files.filter((file) => /^(notice|third-?party)/i.test(file)).map((file) => join(folder, file)),
  ];
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return { name: `${name} (${license})`, texts: texts.map(tidy) };
}

/** Of `MIT OR X` we may choose MIT. */
function isAllowed(license) {
  return license
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => ALLOWED.has(choice));
}

/** The same licence with other line ends or margins is the same text. */
function tidy(text) {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');
}
