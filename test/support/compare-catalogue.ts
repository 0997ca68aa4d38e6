import { readFileSync } from 'node:fs';
import { rules } from '../../rules/index.ts';

/**
 * `npm run catalogue -- <file>`: where the rules differ from a catalogue of one line a rule, fields between ` | `: id,
 * scope, severity, finding type. A line `service/<name>-fault` stands for a family, one id each.
 */
const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('name the catalogue: npm run catalogue -- <file>');

const lines = readFileSync(path, 'utf8')
  .split('\n')
  .filter((line) => /^[a-z0-9-]+\/\S+ \| /.test(line))
  .map((line) => line.split(' | '));

const named = (id: string): readonly string[] => {
  const family = new RegExp(`^${id.replace(/<\w+>/, '[a-z0-9-]+')}$`);
  return Object.keys(rules).filter((one) => family.test(one));
};
const number = (severity: string) => Number.parseFloat(severity);

const told = new Map<string, string[]>();
const tell = (what: string, line: string) => told.set(what, [...(told.get(what) ?? []), line]);

const known = new Set<string>();
for (const [id = '', scope, severity = '', type = ''] of lines) {
  const ids = named(id);
  if (ids.length === 0) tell('in the catalogue alone', id);
  for (const one of ids) {
    known.add(one);
    const rule = rules[one];
    if (rule === undefined) continue;
    if (rule.scope !== scope) tell('of another scope', `${one}: ${rule.scope}, in the catalogue ${scope}`);
    if (Number.isFinite(number(severity)) && rule.severity !== number(severity))
      tell('of another severity', `${one}: ${rule.severity}, in the catalogue ${severity}`);
    if (/^\w+:\w+\/\w+$/.test(type) && rule.type !== type)
      tell('of another type', `${one}: ${rule.type}, in the catalogue ${type}`);
  }
}
for (const id of Object.keys(rules)) if (!known.has(id)) tell('in the code alone', id);

const services = new Set(Object.keys(rules).map((id) => id.split('/')[0]));
const missing = told.get('in the catalogue alone') ?? [];
console.log(
  `${Object.keys(rules).length} rules of ${services.size} services; ${lines.length} lines in the catalogue, ${missing.length} of them without a rule`,
);
for (const [what, those] of told) console.log(`\n${what} (${those.length}):\n  ${those.join('\n  ')}`);
