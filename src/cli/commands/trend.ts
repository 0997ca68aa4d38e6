import { type Command, Option } from 'commander';
import type { TrendOptions } from '../trend.ts';
import type { Ends } from './ends.ts';
import { repeat } from './options.ts';

export function trendCommand(root: Command, ends: Ends): void {
  root
    .command('trend')
    .description('print how findings came and went over the JSON reports in a folder')
    .argument('<folder>', 'folder of JSON reports, whatever their names')
    .addOption(
      new Option('--format <format>', 'format on standard output')
        .choices(['table', 'html', 'json'])
        .default('table'),
    )
    .option(
      '--output <file>',
      'also write it to a file; its ending names the format: .txt, .html or .json; repeatable',
      repeat,
      [],
    )
    .option('--details', 'tell everything that is open in the table', false)
    .action(async (folder: string, options: TrendOptions) =>
      ends(await (await import('../trend.ts')).trend(folder, options)),
    );
}
