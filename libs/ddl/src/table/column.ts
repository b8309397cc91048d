import { decodeIdentifier, type Reader } from '@sluice/sql';
import type { ColumnModel } from './model.js';
import { textBetween } from './text.js';

/** The words that may follow a column's type in SHOW CREATE TABLE (sql_show.cc, store_create_info). */
const BEHIND_TYPE = [
  ...['CHARACTER', 'COLLATE', 'NOT', 'NULL', 'DEFAULT', 'GENERATED', 'AUTO_INCREMENT', 'ON', 'COMMENT', 'INVISIBLE'],
  ...['SRID', 'COLUMN_FORMAT', 'STORAGE', 'ENGINE_ATTRIBUTE', 'SECONDARY_ENGINE_ATTRIBUTE'],
];

/** @throws NotUnderstood */
export function readColumn(reader: Reader, from: number, end: number): ColumnModel {
  const name = reader.name(from);
  const at = (...words: readonly string[]): number => reader.find(from + 1, end, (i) => reader.is(i, ...words));
  const behindType = at(...BEHIND_TYPE);
  const charset = at('CHARACTER');
  const collate = at('COLLATE');
  const on = at('ON');
  return {
    name,
    text: textBetween(reader, from + 1, end),
    definition: definitionText(reader, from, end),
    type: lowerOutsideQuotes(textBetween(reader, from + 1, behindType)),
    charset: charset < end ? wordAt(reader, charset + 2) : undefined,
    collation: collate < end ? wordAt(reader, collate + 1) : undefined,
    nullable: !hasNotNull(reader, from, end),
    autoIncrement: at('AUTO_INCREMENT') < end,
    onUpdate: on < end && reader.is(on + 1, 'UPDATE'),
    generated: at('GENERATED') === end ? 'no' : at('STORED') < end ? 'stored' : 'virtual',
  };
}

/**
 * A COLLATE without a CHARACTER SET is the table's collation, printed because it is not the charset's usual one (sql_show.cc).
 * @returns the tokens of that COLLATE; undefined: there is none
 */
export function impliedCollation(reader: Reader, from: number, end: number): { from: number; end: number } | undefined {
  const at = (word: string): number => reader.find(from + 1, end, (i) => reader.is(i, word));
  const collate = at('COLLATE');
  return collate === end || at('CHARACTER') < end ? undefined : { from: collate, end: collate + 2 };
}

function definitionText(reader: Reader, from: number, end: number): string {
  const implied = impliedCollation(reader, from, end);
  if (implied === undefined) return textBetween(reader, from + 1, end);
  const parts = [textBetween(reader, from + 1, implied.from), textBetween(reader, implied.end, end)];
  return parts.filter((part) => part !== '').join(' ');
}

function hasNotNull(reader: Reader, from: number, end: number): boolean {
  return reader.find(from + 1, end, (i) => reader.is(i, 'NOT') && reader.is(i + 1, 'NULL')) < end;
}

function wordAt(reader: Reader, at: number): string {
  return decodeIdentifier(reader.tokens[at]?.text ?? '').toLowerCase();
}

function lowerOutsideQuotes(text: string): string {
  return text.replace(/'(?:[^'\\]|''|\\.)*'|[^']+/gs, (part) => (part.startsWith("'") ? part : part.toLowerCase()));
}
