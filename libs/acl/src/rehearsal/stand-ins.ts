// Names under which a rehearsal makes accounts and schemas, so that it can run on any server beside real ones: by index, because names have a
// length limit, and without `_`, which is a wildcard in a GRANT's schema. Wildcards of a schema's pattern are not kept: the server stores patterns as they are, each apart.
import type { AccessItem, AccountName, AccountState, Level } from '@sluice/contracts';
import { accountKey, accountText } from '../account.js';
import { levelText } from '../difference/item-sql.js';
import type { AccessStatement, NamedLevel } from '../read/types.js';
import { defaultRoleClause, readDefaultRoles } from '../state/default-roles.js';
import type { AccountClauses } from '../state/types.js';

export class StandIns {
  private readonly accounts = new Map<string, AccountName>();
  private readonly originals = new Map<string, AccountName>();
  private readonly schemas = new Map<string, string>();
  private readonly originalSchemas = new Map<string, string>();

  /** @param prefix unique on the server, `[a-z0-9]`, at most 20 characters */
  constructor(
    private readonly prefix: string,
    private readonly selectedSchema: string,
  ) {}

  account({ user, host }: AccountName): AccountName {
    const key = accountKey({ user, host });
    const known = this.accounts.get(key);
    if (known) return known;
    const standIn = { user: `${this.prefix}a${String(this.accounts.size)}`, host };
    this.accounts.set(key, standIn);
    this.originals.set(accountKey(standIn), { user, host });
    return standIn;
  }

  schema(name: string): string {
    const known = this.schemas.get(name);
    if (known !== undefined) return known;
    const standIn = `sluicerehearsal${this.prefix}s${String(this.schemas.size)}`;
    this.schemas.set(name, standIn);
    this.originalSchemas.set(standIn, name);
    return standIn;
  }

  /** All that may have been made under names of stand-ins. */
  made(): { accounts: AccountName[]; schemas: string[] } {
    return { accounts: [...this.accounts.values()], schemas: [...this.schemas.values()] };
  }

  /** The statement with every name of an account or schema replaced in its text. */
  text({ statement, accounts, level }: AccessStatement): string {
    const cuts = accounts.map((account) => ({ range: account.range, text: accountText(this.account(account)) }));
    if (level && level.type !== 'global') {
      // The word TABLE or FUNCTION before it stays where it is.
      const named = levelText(this.level(this.whole(level))).replace(/^(PROCEDURE|FUNCTION|LIBRARY) /, '');
      cuts.push({ range: level.range, text: named });
    }
    cuts.sort((a, b) => b.range.start - a.range.start);
    return cuts.reduce(
      (text, cut) => text.slice(0, cut.range.start) + cut.text + text.slice(cut.range.end),
      statement.expanded,
    );
  }

  /** With the schema that an unqualified name means. */
  whole(level: NamedLevel): Level {
    if (level.type === 'global') return level;
    const schema = level.schema ?? this.selectedSchema;
    return level.type === 'schema' ? { type: 'schema', schema } : { type: level.type, schema, name: level.name };
  }

  level(level: Level): Level {
    return level.type === 'global' ? level : { ...level, schema: this.schema(level.schema) };
  }

  state(state: AccountState): AccountState {
    return mapState(
      state,
      (account) => this.account(account),
      (schema) => this.schema(schema),
    );
  }

  /** The state of a stand-in as the one it stands for. */
  original(state: AccountState): AccountState {
    return mapState(
      state,
      (account) => this.originals.get(accountKey(account)) ?? account,
      (schema) => this.originalSchemas.get(schema) ?? schema,
    );
  }
}

function mapState(
  { account, clauses, items }: AccountState,
  name: (account: AccountName) => AccountName,
  schema: (schema: string) => string,
): AccountState {
  return {
    account: name(account),
    clauses: clauses && mapClauses(clauses, name),
    items: items.map((item) => mapItem(item, name, schema)),
  };
}

function mapItem(
  item: AccessItem,
  name: (account: AccountName) => AccountName,
  schema: (schema: string) => string,
): AccessItem {
  switch (item.type) {
    case 'privilege':
      return item.level.type === 'global'
        ? item
        : { ...item, level: { ...item.level, schema: schema(item.level.schema) } };
    case 'role':
      return { ...item, role: name(item.role) };
    case 'proxy':
      return { ...item, proxied: name(item.proxied) };
  }
}

function mapClauses(clauses: AccountClauses, name: (account: AccountName) => AccountName): AccountClauses {
  const roles = readDefaultRoles(clauses['default-role']).map(name);
  if (roles.length === 0) return clauses;
  // The server writes them by name, so in another order where names are others.
  roles.sort((one, other) => (accountText(one) < accountText(other) ? -1 : 1));
  return { ...clauses, 'default-role': defaultRoleClause(roles) ?? '' };
}
