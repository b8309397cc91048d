import type { AccessItem, Level } from '@sluice/contracts';
import { accountKey } from '../account.js';

/** Equal for equal items. Columns compare without case, as their names do. */
export function itemKey(item: AccessItem): string {
  switch (item.type) {
    case 'privilege':
      return JSON.stringify([
        levelKey(item.level),
        item.privilege,
        item.column?.toLowerCase() ?? null,
        item.grantable,
        item.restricted,
      ]);
    case 'role':
      return JSON.stringify(['role', accountKey(item.role), item.admin]);
    case 'proxy':
      return JSON.stringify(['proxy', accountKey(item.proxied), item.grantable]);
  }
}

export function levelKey(level: Level): string {
  if (level.type === 'global') return '*.*';
  return JSON.stringify(level.type === 'schema' ? [level.type, level.schema] : [level.type, level.schema, level.name]);
}
