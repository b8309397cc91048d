/** One line a row, the first column to the left and numbers to the right. */
export function renderTable(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row, r) =>
    row
      .map((cell, column) => {
        const isNumber = /^\d+$/.test(cell) || (r === 0 && /^\d+$/.test(rows[1]?.[column] ?? ''));
        return isNumber ? cell.padStart(width(column)) : cell.padEnd(width(column));
      })
      .join('  ')
      .trimEnd(),
  );
}
