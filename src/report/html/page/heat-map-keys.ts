const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** One stop of the Tab key for a whole heat map; arrows lead from figure to figure, over what has none. */
export function walkByArrows(table: HTMLTableElement): void {
  const buttons = [...table.querySelectorAll('button')];
  for (const each of buttons.slice(1)) each.tabIndex = -1;
  const at = (row: number, column: number) => table.rows[row]?.cells[column]?.querySelector('button');
  table.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    const cell = event.target instanceof Element ? event.target.closest('td, th') : null;
    if (step === undefined || !(cell instanceof HTMLTableCellElement)) return;
    event.preventDefault();
    const [down, right] = step;
    let row = [...table.rows].findIndex((each) => each.contains(cell));
    let column = cell.cellIndex;
    do {
      row += down;
      column += right;
      if (row < 0 || column < 0 || row >= table.rows.length || column >= (table.rows[0]?.cells.length ?? 0))
        return;
    } while (!at(row, column));
    const next = at(row, column);
    if (!next) return;
    for (const each of buttons) each.tabIndex = each === next ? 0 : -1;
    next.focus();
  });
}
