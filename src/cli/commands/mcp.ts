import type { Command } from 'commander';
import type { Ends } from './ends.ts';

export function mcpCommand(root: Command, ends: Ends): void {
  root
    .command('mcp')
    .description(
      'serve reports or tapes to an assistant (Model Context Protocol, over standard input and output)',
    )
    .argument('<files...>', 'JSON reports, or tapes, which are judged by all rules')
    .action(async (files: readonly string[]) => ends(await (await import('../mcp.ts')).mcp(files)));
}
