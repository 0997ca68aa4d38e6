import { readFile, writeFile } from 'node:fs/promises';
import { generatedFiles } from './generated.ts';
import { withGenerated } from './readme.ts';

for (const [path, text] of Object.entries(generatedFiles())) await writeFile(path, text);
await writeFile('README.md', await withGenerated(await readFile('README.md', 'utf8')));
