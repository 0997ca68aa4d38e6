// Writes `exports` of package.json from the folders under src/. It comes first: rules are resolved by it.
import { readFile, writeFile } from 'node:fs/promises';
import { withExports } from './published.js';

await writeFile('package.json', withExports(await readFile('package.json', 'utf8')));
