import { isControl, isDigit, isSpace } from './characters.js';
import type { SqlMode } from '../types.js';

/** `#`, and `--` before a space, a control character or the end (`5--1` is arithmetic, `--WHERE` a syntax error). */
export function startsLineComment(text: string, at: number): boolean {
  if (text[at] === '#') return true;
  if (text[at] !== '-' || text[at + 1] !== '-') return false;
  const next = text.charCodeAt(at + 2);
  return Number.isNaN(next) || isSpace(next) || isControl(next);
}

/** Before the line's end, which is \n alone (a \r belongs to the comment). */
export function lineCommentEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** Behind the first closing marker, -1 when there is none: plain comments do not nest. */
export function blockCommentEnd(text: string, at: number): number {
  const end = text.indexOf('*/', at + 2);
  return end === -1 ? -1 : end + 2;
}

/** A version comment that is not taken may hold plain comments, one level deep (`consume_comment(lip, 1)` in sql_lex.cc). */
export function skippedVersionCommentEnd(text: string, at: number): number {
  for (let i = at + 3; i < text.length - 1; i++) {
    if (text[i] === '*' && text[i + 1] === '/') return i + 2;
    if (text[i] === '/' && text[i + 1] === '*') {
      const inner = blockCommentEnd(text, i);
      if (inner === -1) return -1;
      i = inner - 1;
    }
  }
  return -1;
}

/**
 * Reads the opening of a version comment at `at`: how long its marker is and whether this server takes what it holds.
 * Five digits are Mmmpp. Six are MMmmpp from MySQL 8.1 on and only before white space; else the sixth digit belongs to the content.
 */
export function versionMarker(text: string, at: number, mode: SqlMode): { end: number; taken: boolean } {
  const first = at + 3;
  let digits = 0;
  while (digits < 6 && isDigit(text.charCodeAt(first + digits))) digits++;
  if (digits < 5) return { end: first, taken: true };
  const six = digits === 6 && mode.serverVersion >= 80_100 && isSpace(text.charCodeAt(first + 6));
  const end = first + (six ? 6 : 5);
  return { end, taken: Number(text.slice(first, end)) <= mode.serverVersion };
}
