// The texts that run instead of the one filed: in another schema, and with the way said. Both cut from the original.
import { quoteIdentifier, type Statement } from '@sluice/sql';
import type { StructureStatement } from './types.js';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The statement with its objects in another schema: names without a schema mean the selected one anyway. */
export function inSchema({ statement, objects }: StructureStatement, schema: string): string {
  return edited(
    statement,
    objects.flatMap(({ schemaRange }) =>
      schemaRange === undefined ? [] : [{ ...schemaRange, text: quoteIdentifier(schema) }],
    ),
  );
}

/** `ALGORITHM=…` behind the table's name; undefined where the text says one already, or has no place for one. */
export function withWay(structure: StructureStatement, way: string, schema: string | undefined): string | undefined {
  const edit = wayEdit(structure, way);
  if (edit === undefined) return undefined;
  const { statement, objects } = structure;
  const names =
    schema === undefined
      ? []
      : objects.flatMap(({ schemaRange }) =>
          schemaRange === undefined ? [] : [{ ...schemaRange, text: quoteIdentifier(schema) }],
        );
  return edited(statement, [...names, edit]);
}

function wayEdit({ statement, operation, clauses, behindName }: StructureStatement, way: string): Edit | undefined {
  if (operation === 'create-index' || operation === 'drop-index') {
    if (/\b(?:ALGORITHM|LOCK)\b/i.test(statement.expanded)) return undefined;
    const end = statement.expanded.length;
    return { start: end, end, text: ` ${way.replace(', ', ' ')}` };
  }
  const [first] = clauses;
  if (operation !== 'alter-table' || first === undefined || behindName === undefined) return undefined;
  if (clauses.some(({ kind }) => kind === 'algorithm' || kind === 'lock')) return undefined;
  if (first.kind === 'partition-by' || first.kind === 'remove-partitioning') return undefined;
  return { start: behindName, end: behindName, text: ` ${way},` };
}

/** Cut from the text as the server reads it: a place inside a version comment could end up outside it. */
function edited({ text, expanded }: Statement, edits: readonly Edit[]): string {
  let out = '';
  let at = 0;
  if (edits.length === 0) return text;
  for (const { start, end, text: put } of [...edits].sort((a, b) => a.start - b.start)) {
    out += expanded.slice(at, start) + put;
    at = end;
  }
  return out + expanded.slice(at);
}
