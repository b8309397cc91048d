import type { Preview, StatementPreview } from '@sluice/contracts';

/**
 * Rows that a change of `statementCount` statements matches. A statement that was not counted, or not looked at, makes it `atLeast`;
 * null where none was counted.
 */
export function matchedRows(preview: Preview | null, statementCount: number): StatementPreview['matched'] {
  const counted = (preview?.statements ?? []).flatMap(({ matched }) => (matched === null ? [] : [matched]));
  if (counted.length === 0) return null;
  return {
    rows: counted.reduce((sum, matched) => sum + matched.rows, 0),
    atLeast: counted.length < statementCount || counted.some((matched) => matched.atLeast),
  };
}
