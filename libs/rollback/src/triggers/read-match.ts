// The condition of a trigger's UPDATE or DELETE, where it is no more than `column = OLD.x AND …`.
import { decodeIdentifier, tokenize, type SqlMode, type Token } from '@sluice/sql';

/** A column of the table that the trigger writes, and the column of the row that it must equal. */
export interface Match {
  readonly column: string;
  readonly row: 'OLD' | 'NEW';
  readonly source: string;
}

type Side = { readonly kind: 'literal' } | { readonly kind: 'own' | 'OLD' | 'NEW'; readonly name: string };

/**
 * Undefined where it is anything else, or names no row. A column that must equal a literal only makes the rows fewer, so it is passed over.
 * `table`: the name by which the condition may know its table.
 */
export function readMatch(where: string, mode: SqlMode, table: string): Match[] | undefined {
  const tokens = tokenize(where, mode).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const matches: Match[] = [];
  for (const term of splitAt(tokens, (token) => token.kind === 'word' && token.text.toUpperCase() === 'AND')) {
    const sides = splitAt(term, (token) => token.kind === 'symbol' && token.text === '=').map((side) =>
      readSide(side, table),
    );
    const [a, b] = sides;
    if (sides.length !== 2 || !a || !b) return undefined;
    const own = [a, b].find(({ kind }) => kind === 'own');
    const other = own === a ? b : a;
    if (own?.kind !== 'own' || other.kind === 'own') return undefined;
    if (other.kind !== 'literal') matches.push({ column: own.name, row: other.kind, source: other.name });
  }
  return matches.length > 0 ? matches : undefined;
}

function readSide(tokens: readonly Token[], table: string): Side | undefined {
  const [first, point, last] = tokens;
  if (!first || tokens.length > 3 || tokens.length === 2) return undefined;
  if (tokens.length === 1) {
    if (first.kind === 'string' || first.kind === 'number') return { kind: 'literal' };
    const name = nameOf(first);
    return name === undefined ? undefined : { kind: 'own', name };
  }
  const [qualifier, name] = [nameOf(first), last && nameOf(last)];
  if (point?.text !== '.' || qualifier === undefined || name === undefined) return undefined;
  const row = qualifier.toUpperCase();
  if (row === 'OLD' || row === 'NEW') return { kind: row, name };
  return qualifier === table ? { kind: 'own', name } : undefined;
}

/** A bare word may be a keyword (NULL, TRUE): those are no columns, which whoever knows the table sees. */
function nameOf(token: Token): string | undefined {
  if (token.kind === 'quoted-identifier') return decodeIdentifier(token.text);
  return token.kind === 'word' ? token.text : undefined;
}

function splitAt(tokens: readonly Token[], isCut: (token: Token) => boolean): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (isCut(token)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
