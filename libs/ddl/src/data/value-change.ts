// Whether a column's values survive the way from one definition to another and back, for sure. Both ways run in a strict mode, in which a
// value that does not fit is an error; what strict mode lets pass silently (rounding, trailing blanks, fractions of a second, zones) is not here.
import type { ColumnModel } from '../table/model.js';

/** With the charset and collation it has, its own or the table's. */
export interface ResolvedColumn extends ColumnModel {
  readonly resolvedCharset: string;
}

interface Type {
  readonly word: string;
  readonly arguments: readonly string[];
  readonly flags: string;
}

/** @param strict whether the statement runs in a strict sql_mode; the way back always does */
export function keepsValues(before: ResolvedColumn, after: ResolvedColumn, strict: boolean): boolean {
  if (before.generated !== after.generated) return false;
  if (before.generated !== 'no') return true;
  // Elsewhere a NULL becomes 0 or '', and a number too large the largest, with a warning.
  if (!strict && (before.type !== after.type || (before.nullable && !after.nullable))) return false;
  // 0 would become the next id.
  if (after.autoIncrement && !before.autoIncrement) return false;
  if (before.type === after.type) return isTextual(before.type) ? keepsText(before, after) : true;
  const from = readType(before.type);
  const to = readType(after.type);
  if (integers.includes(from.word) && integers.includes(to.word)) return true;
  if (from.word === 'decimal' && to.word === 'decimal') return keepsDecimal(from, to);
  if (from.word === to.word && moments.includes(from.word)) return argument(from, 0) <= argument(to, 0);
  if (from.word === 'varbinary' && to.word === 'varbinary') return argument(from, 0) <= argument(to, 0);
  if (isRising(blobs, from.word, to.word)) return true;
  if (!keepsText(before, after)) return false;
  if (from.word === 'varchar' && to.word === 'varchar') return argument(from, 0) <= argument(to, 0);
  if (from.word === 'char' && to.word === 'char') return argument(from, 0) <= argument(to, 0);
  if (isRising(texts, from.word, to.word)) return true;
  // Values are kept by number: those that were there have to keep theirs.
  if (from.word === to.word && (from.word === 'enum' || from.word === 'set')) {
    return from.arguments.every((value, i) => to.arguments[i] === value);
  }
  return false;
}

const integers = ['tinyint', 'smallint', 'mediumint', 'int', 'bigint'];
const moments = ['datetime', 'timestamp', 'time'];
const blobs = ['tinyblob', 'blob', 'mediumblob', 'longblob'];
const texts = ['tinytext', 'text', 'mediumtext', 'longtext'];
/** Every character of the first is in the second, and comes back as the same bytes. */
const widerCharsets: Readonly<Record<string, readonly string[]>> = {
  ascii: ['utf8mb3', 'utf8mb4'],
  utf8mb3: ['utf8mb4'],
};

function isTextual(type: string): boolean {
  return /^(?:char|varchar|tinytext|text|mediumtext|longtext|enum|set)\b/.test(type);
}

function keepsText({ resolvedCharset: from }: ResolvedColumn, { resolvedCharset: to }: ResolvedColumn): boolean {
  return from === to || (widerCharsets[from]?.includes(to) ?? false);
}

function keepsDecimal(from: Type, to: Type): boolean {
  const scale = argument(to, 1) - argument(from, 1);
  return scale >= 0 && argument(to, 0) - argument(from, 0) >= scale && from.flags === to.flags;
}

function isRising(words: readonly string[], from: string, to: string): boolean {
  return words.includes(from) && words.indexOf(from) <= words.indexOf(to);
}

function argument({ arguments: list }: Type, i: number): number {
  return Number(list[i] ?? 0);
}

/** `decimal(10,2) unsigned` → word, arguments, flags. */
function readType(type: string): Type {
  const [, word = type, list = '', flags = ''] = /^(\w+)(?:\((.*)\))?\s*(.*)$/s.exec(type) ?? [];
  return { word, arguments: list.match(/'(?:[^'\\]|''|\\.)*'|[^,\s]+/gs) ?? [], flags };
}
