import type { Preview, StatementPreview } from '@sluice/contracts';

/** Rows that all statements of a preview match together; null where one of them could not be counted. */
export function matchedRows(preview: Preview | null): StatementPreview['matched'] {
  if (preview === null || preview.statements.length === 0) return null;
  let sum = { rows: 0, atLeast: false };
  for (const { matched } of preview.statements) {
    if (matched === null) return null;
    sum = { rows: sum.rows + matched.rows, atLeast: sum.atLeast || matched.atLeast };
  }
  return sum;
}
