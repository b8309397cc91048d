// How one column's value travels through a script's text without loss: what the server is asked for, and the literal that makes it again.
import type { PlannedColumn } from '@sluice/contracts';

interface ValueKind {
  /** The value as text; its result is what `literal` and `guard` take. */
  read(value: string): string;
  /** Assigned to the column, it is the same value again. */
  literal(text: string): string;
  /** True where the column still holds it. */
  guard(value: string, text: string): string;
}

/** Raw digits. */
const exactNumber: ValueKind = {
  read: (value) => `CAST(${value} AS CHAR)`,
  literal: (text) => text,
  guard: (value, text) => `${value} <=> ${text}`,
};

/** FLOAT read as text loses bits; as a double it has them all (by * 1e0: adding 0 would lose the sign of -0), and the exponent makes the literal a double. */
const floatingNumber: ValueKind = {
  read: (value) => `CAST(${value} * 1e0 AS CHAR)`,
  literal: (text) => (/e/i.test(text) ? text : `${text}e0`),
  guard: (value, text) => `CAST(${value} * 1e0 AS CHAR) <=> '${text}'`,
};

/**
 * BIT as its number, ENUM and SET as theirs: the invalid ENUM 0 and members that look like numbers have no other exact text. By + 0 a SET of 64
 * members would go through a double.
 */
const byNumber: ValueKind = {
  read: (value) => `CAST(CAST(${value} AS UNSIGNED) AS CHAR)`,
  literal: (text) => text,
  guard: (value, text) => `CAST(${value} AS UNSIGNED) <=> ${text}`,
};

const quotedText: ValueKind = {
  read: (value) => `CAST(${value} AS CHAR)`,
  literal: (text) => textLiteral(text),
  guard: (value, text) => `CAST(${value} AS CHAR) <=> ${textLiteral(text)}`,
};

const json: ValueKind = {
  read: (value) => `CAST(${value} AS CHAR CHARACTER SET utf8mb4)`,
  literal: (text) => textLiteral(text),
  guard: (value, text) => `CAST(${value} AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin <=> ${textLiteral(text)}`,
};

const bytes: ValueKind = {
  read: (value) => `HEX(${value})`,
  literal: (text) => `x'${text}'`,
  guard: (value, text) => `HEX(${value}) <=> '${text}'`,
};

/** Readable where the bytes are UTF-8; in any other character set the bytes with their introducer. */
function characters(charset: string): ValueKind {
  const isUtf8 = charset === 'utf8mb4' || charset === 'utf8mb3' || charset === 'utf8';
  return {
    read: (value) => `HEX(${value})`,
    literal: (text) => (isUtf8 ? (readableUtf8(text) ?? `_${charset} x'${text}'`) : `_${charset} x'${text}'`),
    guard: (value, text) => `HEX(${value}) <=> '${text}'`,
  };
}

function kindOf({ type, charset }: PlannedColumn): ValueKind {
  const name = /^\w+/.exec(type.toLowerCase())?.[0] ?? '';
  if (/^(tinyint|smallint|mediumint|int|bigint|decimal)$/.test(name)) return exactNumber;
  if (/^(float|double)$/.test(name)) return floatingNumber;
  if (/^(bit|enum|set)$/.test(name)) return byNumber;
  if (/^(date|time|datetime|timestamp|year)$/.test(name)) return quotedText;
  if (name === 'json') return json;
  return charset === null || charset === 'binary' ? bytes : characters(charset);
}

/** SQL that gives the value as text. */
export function readValue(column: PlannedColumn, value: string): string {
  return kindOf(column).read(value);
}

export function valueLiteral(column: PlannedColumn, text: string | null): string {
  return text === null ? 'NULL' : kindOf(column).literal(text);
}

/** True for the one row that has this value in its key, found by the index where a literal compares as exactly as the column itself. */
export function keyGuard(column: PlannedColumn, value: string, text: string | null): string {
  // A SET compares with a number as a double, and YEAR 0 with no literal at all.
  const isInexact = /^set\b/i.test(column.type) || (/^year\b/i.test(column.type) && text === '0000');
  return isInexact ? valueGuard(column, value, text) : `${value} = ${valueLiteral(column, text)}`;
}

export function valueGuard(column: PlannedColumn, value: string, text: string | null): string {
  return text === null ? `${value} IS NULL` : kindOf(column).guard(value, text);
}

/**
 * True where `value`, a JSON column, becomes another value by way of its text. Dates, decimals, bytes and small unsigned numbers inside a document
 * have types that no text shows; neither `<=>` nor the size it takes tells all of them apart, so each part is asked for its type.
 */
export function jsonLosesByText(value: string): string {
  const again = `CAST(CAST(${value} AS CHAR CHARACTER SET utf8mb4) AS JSON)`;
  const parts = `JSON_TABLE(JSON_EXTRACT(${value}, '$', '$**.*', '$**[*]'), '$[*]' COLUMNS (v JSON PATH '$')) part`;
  const kept = "'OBJECT', 'ARRAY', 'STRING', 'INTEGER', 'DOUBLE', 'BOOLEAN', 'NULL'";
  const big = "JSON_TYPE(part.v) = 'UNSIGNED INTEGER' AND part.v > 9223372036854775807";
  const typed = `EXISTS (SELECT 1 FROM ${parts} WHERE JSON_TYPE(part.v) NOT IN (${kept}) AND NOT (${big}))`;
  return `${value} IS NOT NULL AND (${typed} OR NOT (${again} <=> ${value}))`;
}

const escapes: readonly (readonly [string, string])[] = [
  ['\\', '\\\\'],
  ["'", "''"],
  ['\0', '\\0'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\x1a', '\\Z'],
];

/**
 * A text as a literal on one line, so that no client takes a line inside it for a command. A client that takes the script for GBK or Shift-JIS would
 * read the backslash behind a byte of UTF-8 as half a character, and the end of the text elsewhere: such a text goes as its bytes.
 */
export function textLiteral(text: string): string {
  if (/[^\x00-\x7f][\\\0\n\r\x1a]/.test(text)) return `_utf8mb4 x'${hexOf(text)}'`;
  return `'${escapes.reduce((escaped, [from, to]) => escaped.replaceAll(from, to), text)}'`;
}

function hexOf(text: string): string {
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})|[^%]/g, (part, byte: string | undefined) =>
    (byte ?? part.charCodeAt(0).toString(16).padStart(2, '0')).toUpperCase(),
  );
}

/** Undefined where the bytes are not UTF-8. */
function readableUtf8(hex: string): string | undefined {
  const encoded = hex.replace(/../g, '%$&');
  try {
    return textLiteral(decodeURIComponent(encoded));
  } catch {
    return undefined;
  }
}
