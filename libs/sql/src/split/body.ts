// Follows the bodies of stored programs, so that a `;` inside BEGIN … END does not end the statement when no DELIMITER was set.

import type { Token } from '../types.js';

const PROGRAMS = new Set(['PROCEDURE', 'FUNCTION', 'TRIGGER', 'EVENT', 'LIBRARY']);
/** Words before PROCEDURE and the like in `CREATE … PROCEDURE`; any other first word than these makes it no stored program. */
const OBJECTS = new Set([
  'TABLE',
  'VIEW',
  'INDEX',
  'USER',
  'ROLE',
  'DATABASE',
  'SCHEMA',
  'SERVER',
  'TABLESPACE',
  'LOGFILE',
]);
const BEFORE_STATEMENT = new Set([';', ':', 'BEGIN', 'THEN', 'ELSE', 'DO', 'LOOP', 'REPEAT', 'ROW']);
const CLOSED_BY_NAME = new Set(['IF', 'CASE', 'LOOP', 'REPEAT', 'WHILE']);

export class BodyTracker {
  private depth = 0;
  private isProgram: boolean | undefined;
  private previous = '';
  private beforePrevious = '';
  private verb = '';
  private brackets = 0;
  private pendingIf = false;

  /** Inside a compound statement: a `;` here belongs to the body. */
  get isOpen(): boolean {
    return this.depth > 0;
  }

  /** Takes the significant tokens of one statement in order. */
  take(token: Token): void {
    const word = token.kind === 'word' && this.previous !== '.' ? token.text.toUpperCase() : token.text;
    this.verb ||= word;
    if (this.isProgram === undefined) this.recognise(token, word);
    else if (this.isProgram) this.follow(token, word);
    this.beforePrevious = this.previous;
    this.previous = word;
  }

  private recognise(token: Token, word: string): void {
    if (this.verb !== 'CREATE' && this.verb !== 'ALTER') this.isProgram = false;
    else if (token.kind !== 'word') return;
    else if (OBJECTS.has(word)) this.isProgram = false;
    else if (PROGRAMS.has(word)) this.isProgram = true;
  }

  private follow(token: Token, word: string): void {
    if (token.kind === 'symbol') {
      if (word === '(') this.brackets++;
      else if (word === ')') this.brackets--;
      return this.settleIf(word);
    }
    if (token.kind !== 'word' || this.previous === '.') return;
    if (this.previous === 'END' && CLOSED_BY_NAME.has(word)) return;
    this.settleIf(word);
    if (word === 'END') this.depth = Math.max(0, this.depth - 1);
    else if (this.opens(word)) this.depth++;
  }

  private opens(word: string): boolean {
    const startsStatement = BEFORE_STATEMENT.has(this.previous);
    switch (word) {
      case 'BEGIN':
        return this.depth === 0 || startsStatement;
      case 'CASE':
      case 'LOOP':
      case 'WHILE':
        return true;
      case 'REPEAT':
        return startsStatement || this.depth === 0;
      case 'IF':
        // IF(…) is a function, IF EXISTS a clause; a body that is one bare IF is known by the next word.
        if (startsStatement && this.depth > 0) return true;
        this.pendingIf = this.depth === 0 && this.brackets === 0;
        return false;
      default:
        return false;
    }
  }

  /** A bare IF opens a block unless EXISTS or NOT EXISTS follows. */
  private settleIf(next: string): void {
    if (!this.pendingIf) return;
    this.pendingIf = false;
    if (next !== 'EXISTS' && next !== 'NOT' && this.beforePrevious !== 'DROP') this.depth++;
  }
}
