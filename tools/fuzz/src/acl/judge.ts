// A judge of access that shares no code with the product: the rows of the grant tables themselves.
import type { Connection } from 'mysql2/promise';

const tables: Readonly<Record<string, string>> = {
  user: 'user',
  db: 'user',
  tables_priv: 'user',
  columns_priv: 'user',
  procs_priv: 'user',
  proxies_priv: 'user',
  global_grants: 'user',
  role_edges: 'to_user',
  default_roles: 'user',
};

/** Who granted it and when is not access; a password's age starts anew when its hash is put back. */
const notAccess = new Set(['Timestamp', 'Grantor', 'password_last_changed']);

/** Every row about the fuzz's accounts, as text, sorted. */
export async function accessSnapshot(admin: Connection): Promise<string[]> {
  const rows: string[] = [];
  for (const [table, column] of Object.entries(tables)) {
    const [found] = await admin.query(
      `SELECT * FROM mysql.${table} WHERE ${column} LIKE 'fa\\_%' OR ${column} LIKE 'FA\\_%'`,
    );
    for (const row of found as Record<string, unknown>[]) rows.push(`${table}\t${told(row)}`);
  }
  return rows.sort();
}

function told(row: Record<string, unknown>): string {
  const cells = Object.entries(row).filter(([name]) => !notAccess.has(name));
  return cells.map(([name, value]) => `${name}=${JSON.stringify(cell(value))}`).join('\t');
}

function cell(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (typeof value !== 'object' || value === null || value instanceof Date || Array.isArray(value)) return value;
  // The server keeps an empty document where the last attribute was taken out.
  const members = Object.entries(value).filter(([, member]) => JSON.stringify(member) !== '{}');
  return members.length > 0 ? Object.fromEntries(members) : null;
}
