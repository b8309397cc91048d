// The lines of SHOW GRANTS as items. They are read as their server writes them: names in backticks, one grantee a line.
import type { AccessItem, Level } from '@sluice/contracts';
import { NotUnderstood, Reader, split, sqlMode } from '@sluice/sql';
import { readAccount, readAccounts } from '../read/accounts.js';
import { readLevel } from '../read/level.js';
import { expandPrivilege, isDynamic } from './privileges.js';

// SHOW GRANTS quotes by sql_quote_show_create and sql_mode; the driver reads it in this mode.
const mode = sqlMode('', '8.0.22');

/** @throws Error for a line that no known server writes: a state that is not wholly understood must not be compared. */
export function readGrants(lines: readonly string[]): AccessItem[] {
  return lines.flatMap((line) => {
    const [statement] = split(line, mode).statements;
    if (statement === undefined) throw notKnown(line);
    try {
      return readLine(new Reader(statement));
    } catch (error) {
      throw error instanceof NotUnderstood ? notKnown(line) : error;
    }
  });
}

function notKnown(line: string): Error {
  return new Error(`not a line of SHOW GRANTS that is known: ${line}`);
}

function readLine(reader: Reader): AccessItem[] {
  const end = reader.length;
  const restricted = reader.is(0, 'REVOKE');
  if (!restricted && !reader.is(0, 'GRANT')) throw new NotUnderstood(reader.tokens[0]);
  const on = reader.find(1, end, (i) => reader.is(i, 'ON'));
  const to = reader.find(1, end, (i) => reader.is(i, restricted ? 'FROM' : 'TO'));
  const passedOn = reader.is(end - 3, 'WITH') && reader.is(end - 2, 'GRANT', 'ADMIN') && reader.is(end - 1, 'OPTION');
  if (on === end) {
    return readAccounts(reader, 1, 'role').accounts.map(({ user, host }) => ({
      type: 'role',
      role: { user, host },
      admin: passedOn,
    }));
  }
  if (reader.is(1, 'PROXY')) {
    const { user, host } = readAccount(reader, on + 1, 'proxied').account;
    return [{ type: 'proxy', proxied: { user, host }, grantable: passedOn }];
  }
  const { level, next } = readLevel(reader, on + 1);
  if (next !== to) throw new NotUnderstood(reader.tokens[next]);
  const held = whole(level);
  const items = readPrivileges(reader, on, held, { restricted, passedOn });
  const dynamic = items.length > 0 && items.every((item) => item.type === 'privilege' && isDynamic(item.privilege));
  if (passedOn && !dynamic) items.push(privilege(held, 'GRANT OPTION', { restricted }));
  return items;
}

function readPrivileges(
  reader: Reader,
  end: number,
  level: Level,
  { restricted, passedOn }: { restricted: boolean; passedOn: boolean },
): AccessItem[] {
  return reader.splitAtCommas(1, end).flatMap(({ from, end: stop }) => {
    const bracket = reader.find(from, stop, (i) => reader.symbol(i, '('));
    const words = reader.tokens.slice(from, bracket).map(({ text }) => text.toUpperCase());
    const names = expandPrivilege(words.join(' '), level.type);
    const columns =
      bracket < stop ? reader.splitAtCommas(bracket + 1, stop - 1).map((part) => reader.name(part.from)) : [null];
    return names.flatMap((name) =>
      columns.map((column) => privilege(level, name, { column, restricted, grantable: passedOn && isDynamic(name) })),
    );
  });
}

function privilege(
  level: Level,
  name: string,
  more: { column?: string | null; restricted?: boolean; grantable?: boolean } = {},
): AccessItem {
  return { type: 'privilege', level, privilege: name, column: null, grantable: false, restricted: false, ...more };
}

/** SHOW GRANTS always names the schema. */
function whole(level: ReturnType<typeof readLevel>['level']): Level {
  if (level.type === 'global') return level;
  if (level.schema === undefined) throw new NotUnderstood(undefined);
  if (level.type === 'schema') return { type: 'schema', schema: level.schema };
  return { type: level.type, schema: level.schema, name: level.name };
}
