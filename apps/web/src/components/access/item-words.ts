// What an account has, in words short enough for a list: privileges of one level on one line, as GRANT would name them.
import type { AccessItem, AccountName, Level } from '@sluice/contracts';

/** `kind` names the sentence; `what` and `on` go into it. */
export interface ItemWords {
  readonly kind: 'privileges' | 'restricted' | 'passedOn' | 'role' | 'roleAdmin' | 'proxy';
  readonly what: string;
  readonly on: string;
}

export function accountName({ user, host }: AccountName): string {
  return `${user}@${host}`;
}

export function itemWords(items: readonly AccessItem[]): ItemWords[] {
  const lines = new Map<string, { kind: ItemWords['kind']; on: string; what: Map<string, string[]> }>();
  const roles: ItemWords[] = [];
  for (const item of items) {
    if (item.type === 'role')
      roles.push({ kind: item.admin ? 'roleAdmin' : 'role', what: accountName(item.role), on: '' });
    else if (item.type === 'proxy') roles.push({ kind: 'proxy', what: accountName(item.proxied), on: '' });
    else {
      const passedOn = item.grantable || item.privilege === 'GRANT OPTION';
      const kind = item.restricted ? 'restricted' : passedOn ? 'passedOn' : 'privileges';
      const on = levelName(item.level);
      const line = lines.get(`${kind} ${on}`) ?? { kind, on, what: new Map<string, string[]>() };
      const columns = line.what.get(item.privilege) ?? [];
      line.what.set(item.privilege, item.column === null ? columns : [...columns, item.column]);
      lines.set(`${kind} ${on}`, line);
    }
  }
  const privileges = [...lines.values()].map(({ kind, on, what }) => ({ kind, on, what: listed(what) }));
  return [...privileges, ...roles];
}

function listed(what: ReadonlyMap<string, readonly string[]>): string {
  return [...what].map(([name, columns]) => (columns.length > 0 ? `${name} (${columns.join(', ')})` : name)).join(', ');
}

function levelName(level: Level): string {
  if (level.type === 'global') return '*.*';
  if (level.type === 'schema') return `${level.schema}.*`;
  const name = `${level.schema}.${level.name}`;
  return level.type === 'table' ? name : `${level.type} ${name}`;
}
