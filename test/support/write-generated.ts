import { readFile, writeFile } from 'node:fs/promises';
import { generatedFiles } from './generated.ts';
import { withRealOutputs } from './readme.ts';

for (const [path, text] of Object.entries(generatedFiles())) await writeFile(path, text);
await writeFile('README.md', await withRealOutputs(await readFile('README.md', 'utf8')));
