import type { Command } from 'commander';
import type { McpOptions } from '../mcp.ts';
import type { Ends } from './ends.ts';
import { outsideRulesOption } from './options.ts';

export function mcpCommand(root: Command, ends: Ends): void {
  root
    .command('mcp')
    .description(
      'serve reports or tapes to an assistant (Model Context Protocol, over standard input and output)',
    )
    .argument('<files...>', 'JSON reports, or tapes, which are judged by all rules')
    .addOption(outsideRulesOption())
    .action(async (files: readonly string[], options: McpOptions) =>
      ends(await (await import('../mcp.ts')).mcp(files, options)),
    );
}
