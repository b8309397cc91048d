import type { Level } from '@sluice/contracts';
// Which privileges ALL PRIVILEGES stands for. SHOW GRANTS writes it for schemas and tables only (a list elsewhere); the lists are the same in every
// version since 8.0 (mysql/sql/auth/auth_acls.h: DB_ACLS, TABLE_ACLS), and a database test compares them with the server at hand.

const ofTables = [
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'CREATE',
  'DROP',
  'REFERENCES',
  'INDEX',
  'ALTER',
  'CREATE VIEW',
  'SHOW VIEW',
  'TRIGGER',
];

const allOf: Readonly<Partial<Record<Level['type'], readonly string[]>>> = {
  schema: [
    ...ofTables,
    'CREATE TEMPORARY TABLES',
    'LOCK TABLES',
    'EXECUTE',
    'CREATE ROUTINE',
    'ALTER ROUTINE',
    'EVENT',
  ],
  table: ofTables,
};

/** The privileges that a word of SHOW GRANTS stands for; none for USAGE. */
export function expandPrivilege(privilege: string, level: Level['type']): readonly string[] {
  if (privilege === 'USAGE') return [];
  return privilege === 'ALL PRIVILEGES' ? (allOf[level] ?? ['ALL PRIVILEGES']) : [privilege];
}

/** Dynamic privileges are held one by one, each with its own GRANT OPTION. Their names, and only theirs, have underscores. */
export function isDynamic(privilege: string): boolean {
  return privilege.includes('_');
}
