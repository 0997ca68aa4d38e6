import { frameworks } from '../../rules/frameworks/index.ts';
import { rules } from '../../rules/index.ts';
import { visible } from '../report/content/escape.ts';
import { count } from '../report/content/wording.ts';
import type { Framework } from '../rule/framework.ts';
import { chooseFrameworks, type FrameworkFilter } from './choose-frameworks.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { folded } from './folded.ts';
import { print, terminal } from './terminal.ts';

export interface FrameworksOptions extends FrameworkFilter {
  readonly json: boolean;
}

/** How many controls of a framework there are, and by whom they are judged. */
interface ControlCounts {
  readonly controls: number;
  /** By rules that see all that the control demands. */
  readonly judged: number;
  /** By rules that see a part of it. */
  readonly judgedInPart: number;
  /** By no rule; the framework says that somebody has to look. */
  readonly manual: number;
  /** By no rule. */
  readonly notJudged: number;
}

/** Lists the frameworks: id, title, how many controls they have and how many of them rules judge. */
export async function listFrameworks(options: FrameworksOptions): Promise<ExitCode> {
  const { asked = frameworks } = await chooseFrameworks(options.framework, Object.keys(rules));
  if (options.json) {
    const all = asked.map(({ controls, ...framework }) => ({
      ...framework,
      counts: countControls({ ...framework, controls }),
      controls,
    }));
    await print(process.stdout, `${JSON.stringify(all, null, 2)}\n`);
    return EXIT.clear;
  }
  const rows = [
    { cells: ['framework', 'controls', 'judged', 'in part', 'manual', 'by no rule'], last: 'title' },
    ...asked.map((framework) => {
      const { controls, judged, judgedInPart, manual, notJudged } = countControls(framework);
      const counts = [controls, judged, judgedInPart, manual, notJudged].map(String);
      return { cells: [framework.id, ...counts], last: visible(framework.title) };
    }),
  ];
  const widths = (rows[0]?.cells ?? []).map((_, column) =>
    Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const lines = rows.map(({ cells, last }) => ({
    line: cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
    last,
  }));
  await print(process.stdout, `${folded(lines, terminal()).join('\n')}\n`);
  await print(
    process.stderr,
    `${count(asked.length, 'framework')}. \`postern --framework <id>\` judges one; --json shows its controls.\n`,
  );
  return EXIT.clear;
}

function countControls({ controls, partial: allPartial = false }: Framework): ControlCounts {
  const byRules = controls.filter(({ rules }) => rules.length > 0);
  const inPart = byRules.filter(({ partial = false }) => partial || allPartial).length;
  const manual = controls.filter(({ rules, manual = false }) => rules.length === 0 && manual).length;
  return {
    controls: controls.length,
    judged: byRules.length - inPart,
    judgedInPart: inPart,
    manual,
    notJudged: controls.length - byRules.length - manual,
  };
}
