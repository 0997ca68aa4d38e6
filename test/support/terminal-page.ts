/** One piece of a line, in one look. */
interface Look {
  readonly bold: boolean;
  readonly dim: boolean;
  readonly ink: number | undefined;
  readonly paper: number | undefined;
}

const PLAIN: Look = { bold: false, dim: false, ink: undefined, paper: undefined };
/** The eight colours of a terminal, in the order of their codes: black, red, green, yellow, blue, magenta, cyan, white. */
const COLOURS = ['#0d1117', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#ffffff'];
/** Behind text the same colours are darker where white stands on them. */
const PAPERS = ['#0d1117', '#c93c37', '#3fb950', '#d29922', '#316dca', '#a03bb5', '#39c5cf', '#e6edf3'];

/**
 * A dark terminal that shows `lines`, as a page of HTML: the element `main`, which fades out at its foot.
 * Of escape sequences it knows those for bold, dim and the eight colours of ink and paper (ECMA-48, SGR).
 */
export function terminalPage(lines: readonly string[], columns: number): string {
  return `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #0d1117; }
main { width: fit-content; position: relative; overflow: hidden; background: #0d1117; }
header { height: 34px; background: #161b22; border-bottom: 1px solid #30363d; display: flex; align-items: center; gap: 8px; padding: 0 14px; }
i { width: 12px; height: 12px; border-radius: 50%; background: #484f58; }
pre { margin: 0; padding: 14px 20px 0; width: ${columns}ch; font: 13px/1.4 'DejaVu Sans Mono', 'Liberation Mono', monospace; color: #c9d1d9; }
b { color: #f0f6fc; }
footer { position: absolute; inset: auto 0 0; height: 80px; background: linear-gradient(transparent, #0d1117); }
</style><main><header><i></i><i></i><i></i></header><pre>${inHtml(lines.join('\n'))}</pre><footer></footer></main>`;
}

function inHtml(text: string): string {
  let look = PLAIN;
  return text
    .split(/\u001b\[([\d;]*)m/)
    .map((piece, index) => {
      if (index % 2 === 0) return marked(piece, look);
      look = piece.split(';').reduce((before, code) => changed(before, Number(code)), look);
      return '';
    })
    .join('');
}

function changed(look: Look, code: number): Look {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...look, bold: true };
  if (code === 2) return { ...look, dim: true };
  if (code === 22) return { ...look, bold: false, dim: false };
  if (code === 39) return { ...look, ink: undefined };
  if (code === 49) return { ...look, paper: undefined };
  if (code >= 30 && code <= 37) return { ...look, ink: code - 30 };
  if (code >= 40 && code <= 47) return { ...look, paper: code - 40 };
  throw new Error(`the picture of a terminal does not know SGR ${code}`);
}

function marked(text: string, { bold, dim, ink, paper }: Look): string {
  if (text === '') return '';
  const style = [
    ...(ink === undefined ? [] : [`color:${COLOURS[ink]}`]),
    ...(paper === undefined ? [] : [`background:${PAPERS[paper]}`]),
    ...(dim ? ['opacity:.65'] : []),
  ].join(';');
  const tag = bold ? 'b' : 'span';
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<${tag}${style && ` style="${style}"`}>${escaped}</${tag}>`;
}
