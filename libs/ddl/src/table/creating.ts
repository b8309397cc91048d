// The statements that make the very table that SHOW CREATE TABLE says. Its text alone does not always: read again, a collation that a column
// has from its table becomes the column's own, and so does a charset that it has from the default that the table had once.
import { quoteIdentifier, Reader, split, sqlMode } from '@sluice/sql';
import { impliedCollation } from './column.js';
import type { ColumnModel, TableModel } from './model.js';
import { readTable } from './read-table.js';

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** @param name another one for it, whole and quoted */
export function creating(createSql: string, serverVersion: string, name?: string): string[] {
  const [statement] = split(createSql, sqlMode('', serverVersion)).statements;
  const model = readTable(createSql, serverVersion);
  if (statement === undefined || model === undefined) return [createSql];
  const reader = new Reader(statement);
  const former = formerCharset(model);
  const cuts: Cut[] = name === undefined ? [] : [{ ...reader.range(2, 3), text: name }];
  const behind = reader.afterBracket(3);
  for (const { from, end } of reader.splitAtCommas(4, behind - 1)) {
    if (reader.tokens[from]?.kind !== 'quoted-identifier') continue;
    const implied = impliedCollation(reader, from, end);
    if (implied !== undefined) cuts.push({ ...reader.range(implied.from, implied.end), text: '' });
    const column = model.columns.find((one) => one.name === reader.name(from));
    if (former === undefined || column === undefined || !isFormer(column)) continue;
    const charset = reader.find(from + 1, end, (i) => reader.is(i, 'CHARACTER'));
    cuts.push({ ...reader.range(charset, charset + 3), text: '' });
  }
  const ofTable = reader.find(behind, reader.length, (i) => reader.is(i, 'CHARSET'));
  if (former === undefined || ofTable === reader.length) return [cutOut(statement.text, cuts)];
  // DEFAULT CHARSET=x [COLLATE=y]
  const hasCollation = reader.is(ofTable + 3, 'COLLATE');
  cuts.push({ ...reader.range(ofTable - 1, ofTable + (hasCollation ? 6 : 3)), text: `DEFAULT CHARSET=${former}` });
  const option = (key: string): string => {
    const value = model.options.find((one) => one.name === key)?.value;
    return value === undefined ? '' : ` ${key}=${value}`;
  };
  const now = model.columns
    .filter((column) => isTextual(column) && column.charset === undefined)
    .map((column) => `, MODIFY COLUMN ${quoteIdentifier(column.name)} ${column.definition}`);
  const table = name ?? quoteIdentifier(model.name);
  return [
    cutOut(statement.text, cuts),
    `ALTER TABLE ${table}${option('DEFAULT CHARSET')}${option('COLLATE')}${now.join('')}`,
  ];
}

/** The one charset that columns have without its being their own; undefined: none has, or several. */
function formerCharset({ columns }: TableModel): string | undefined {
  const charsets = new Set(columns.filter(isFormer).map(({ charset }) => charset));
  const [charset] = charsets;
  return charsets.size === 1 ? charset : undefined;
}

/** The column's own would be printed with its collation. */
function isFormer(column: ColumnModel): boolean {
  return isTextual(column) && column.charset !== undefined && column.collation === undefined;
}

function isTextual({ type }: ColumnModel): boolean {
  return /^(?:char|varchar|tinytext|text|mediumtext|longtext|enum|set)\b/.test(type);
}

function cutOut(text: string, cuts: readonly Cut[]): string {
  const last = [...cuts].sort((a, b) => b.start - a.start);
  return last.reduce((left, { start, end, text: put }) => left.slice(0, start) + put + left.slice(end), text);
}
