import { writeFile } from 'node:fs/promises';
import { generatedFiles } from './generated.ts';

for (const [path, text] of Object.entries(generatedFiles())) await writeFile(path, text);
