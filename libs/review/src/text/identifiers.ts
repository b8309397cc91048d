import { decodeIdentifier, type Range, type Statement, type Token } from '@sluice/sql';

export interface Identifier {
  /** Decoded, in lower case: column names are compared so. */
  readonly name: string;
  readonly range: Range;
}

/** The words and quoted names of a statement, as this server reads it, keywords among them. */
export function identifiersIn(statement: Statement, within?: Range): Identifier[] {
  return statement.tokens
    .filter((token) => isName(token) && (within === undefined || isInside(token, within)))
    .map((token) => ({ name: decodeIdentifier(token.text).toLowerCase(), range: token }));
}

function isName(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'quoted-identifier';
}

function isInside(token: Token, range: Range): boolean {
  return token.start >= range.start && token.end <= range.end;
}
