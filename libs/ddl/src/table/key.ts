import { NotUnderstood, type Reader } from '@sluice/sql';
import type { ForeignKeyModel, KeyKind, KeyModel, KeyPart } from './model.js';
import { textBetween } from './text.js';

const KINDS: Readonly<Record<string, KeyKind>> = {
  PRIMARY: 'primary',
  UNIQUE: 'unique',
  FULLTEXT: 'fulltext',
  SPATIAL: 'spatial',
  KEY: 'index',
};

export function startsKey(reader: Reader, at: number): boolean {
  return reader.is(at, 'PRIMARY', 'UNIQUE', 'FULLTEXT', 'SPATIAL') ? reader.is(at + 1, 'KEY') : reader.is(at, 'KEY');
}

/** @throws NotUnderstood */
export function readKey(reader: Reader, from: number, end: number): KeyModel {
  const kind = KINDS[reader.keyword(from)];
  if (kind === undefined) throw new NotUnderstood(reader.tokens[from]);
  const bracket = reader.find(from, end, (i) => reader.symbol(i, '('));
  const behind = reader.afterBracket(bracket);
  const invisible = reader.find(behind, end, (i) => reader.is(i, 'INVISIBLE'));
  return {
    kind,
    name: kind === 'primary' ? 'PRIMARY' : reader.name(bracket - 1),
    parts: reader.splitAtCommas(bracket + 1, behind - 1).map((part) => readPart(reader, part.from, part.end)),
    options: textBetween(reader, behind, invisible),
    invisible: invisible < end,
  };
}

function readPart(reader: Reader, from: number, end: number): KeyPart {
  if (!reader.isName(from)) return { column: undefined, text: textBetween(reader, from, end) };
  return { column: reader.name(from), text: textBetween(reader, from + 1, end) };
}

/** `CONSTRAINT name FOREIGN KEY (…) REFERENCES table (…) rules`. @throws NotUnderstood */
export function readForeignKey(reader: Reader, from: number, end: number): ForeignKeyModel {
  const columns = from + 4;
  const references = reader.afterBracket(columns);
  const { parts, next } = reader.qualifiedName(references + 1);
  const behind = reader.afterBracket(next);
  const names = (bracket: number): string[] =>
    reader.splitAtCommas(bracket + 1, reader.afterBracket(bracket) - 1).map((part) => reader.name(part.from));
  return {
    name: reader.name(from + 1),
    columns: names(columns),
    parentSchema: parts.length === 2 ? parts[0] : undefined,
    parent: parts.at(-1) ?? '',
    parentColumns: names(next),
    rules: textBetween(reader, behind, end),
  };
}
