import type { Reader } from '../slice/reader.js';
import type { FunctionCall } from '../types.js';
import { natureOf, NOT_CALLED } from './built-ins.js';

/** Types that are no reserved words, so that `datetime(6)` could as well be a stored function: known by CONVERT(x, type). */
const UNRESERVED_TYPES = new Set(['DATETIME', 'NCHAR', 'DATE', 'TIME', 'YEAR', 'JSON']);

/** What is called at token `i`; undefined when nothing is. */
export function functionAt(reader: Reader, i: number): FunctionCall | undefined {
  const token = reader.tokens[i];
  if (token === undefined || !reader.isName(i)) return undefined;
  if (!reader.symbol(i + 1, '(')) return bareCall(reader, i);
  if (isNameBeforeList(reader, i)) return undefined;
  const schema = reader.symbol(i - 1, '.') ? reader.name(i - 2) : undefined;
  const word = reader.keyword(i);
  const range = { start: token.start, end: token.end };
  // Quoted or qualified: MySQL may still mean a built-in, but a stored function is what people mean by it.
  if (schema !== undefined || word === '') return { name: reader.name(i), schema, nature: 'unknown', range };
  if (NOT_CALLED.has(word) || isConvertType(reader, i, word)) return undefined;
  const nature = natureOf(word, reader.tokens[i + 1]?.start === token.end);
  return { name: nature === 'unknown' ? token.text : word, schema, nature, range };
}

/** CURRENT_USER needs no brackets; the other such words (CURRENT_TIMESTAMP, …) are frozen with the session's timestamp. */
function bareCall(reader: Reader, i: number): FunctionCall | undefined {
  if (!reader.is(i, 'CURRENT_USER')) return undefined;
  return { name: 'CURRENT_USER', schema: undefined, nature: 'session', range: reader.range(i, i + 1) };
}

/** `dt(a, b)` behind AS or a bracket, `cte(a, b) AS (`: a name with its columns. */
function isNameBeforeList(reader: Reader, i: number): boolean {
  if (reader.is(i - 1, 'AS') || reader.symbol(i - 1, ')')) return true;
  const behind = reader.afterBracket(i + 1);
  return reader.is(behind, 'AS') && reader.symbol(behind + 1, '(');
}

function isConvertType(reader: Reader, i: number, word: string): boolean {
  const bracket = reader.around(i);
  return UNRESERVED_TYPES.has(word) && reader.symbol(i - 1, ',') && reader.is(bracket - 1, 'CONVERT');
}
