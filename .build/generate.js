// Writes what is made from the code: the index of the rules, their documentation, the schema of the report.
import { execFileSync } from 'node:child_process';

const run = (...words) => execFileSync(process.execPath, words, { stdio: 'inherit' });
run('.build/rules-index.js');
run('.build/run.js', 'test/support/write-generated.ts');
run('node_modules/@biomejs/biome/bin/biome', 'format', '--write', 'rules/index.ts');
