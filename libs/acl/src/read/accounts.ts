// Names of accounts in a text: word, string or quoted name, and a host behind `@`.
import { decodeIdentifier, decodeString, NotUnderstood, type Reader } from '@sluice/sql';
import type { AccountReference, AccountUse } from './types.js';

/** CURRENT_USER: whoever runs it. */
export class NamesCurrentUser extends Error {
  constructor(readonly at: number) {
    super('the text names its current user');
  }
}

/** One account at `i`, and the index behind it. @throws NotUnderstood, NamesCurrentUser */
export function readAccount(reader: Reader, i: number, use: AccountUse): { account: AccountReference; next: number } {
  const token = reader.tokens[i];
  if (reader.is(i, 'CURRENT_USER') || (reader.is(i, 'USER') && reader.symbol(i + 1, '(')))
    throw new NamesCurrentUser(i);
  if (token === undefined || !isNamePart(token.kind)) throw new NotUnderstood(token);
  const host = reader.tokens[i + 1];
  const hasHost = host?.kind === 'user-variable' || reader.symbol(i + 1, '@');
  const next = hasHost ? i + 2 : i + 1;
  return {
    account: {
      user: decodeName(token.text, reader),
      // '' is '%' (sql_acl.cc)
      host: decodeName(hasHost ? (host?.text.slice(1) ?? '') : '', reader) || '%',
      use,
      range: reader.range(i, next),
    },
    next,
  };
}

/** `a, b, c` up to where no comma follows. */
export function readAccounts(
  reader: Reader,
  from: number,
  use: AccountUse,
): { accounts: AccountReference[]; next: number } {
  const accounts: AccountReference[] = [];
  for (let i = from; ; i++) {
    const { account, next } = readAccount(reader, i, use);
    accounts.push(account);
    i = next;
    if (!reader.symbol(i, ',')) return { accounts, next: i };
  }
}

function isNamePart(kind: string): boolean {
  return kind === 'word' || kind === 'quoted-identifier' || kind === 'string' || kind === 'number';
}

function decodeName(text: string, { statement }: Reader): string {
  return text.startsWith("'") || (text.startsWith('"') && !statement.mode.ansiQuotes)
    ? decodeString(text, statement.mode)
    : decodeIdentifier(text);
}
