import type { CredentialPurpose, Dialect } from '@sluice/contracts';
import { sluiceSchema } from '@sluice/rollback';
import { literalName } from './account-name.js';

/** Global sight: a cascade or trigger that the account can't see still fires. */
const sight = ['SELECT', 'SHOW VIEW', 'TRIGGER', 'PROCESS'];
const imagePrivileges = [
  ...['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'CREATE TEMPORARY TABLES'],
  // Tables that are put aside, and values that are kept while nobody writes.
  ...['ALTER', 'LOCK TABLES'],
];
export const structurePrivileges = ['ALTER', 'CREATE', 'DROP', 'INDEX', 'REFERENCES', 'LOCK TABLES'];

/** Before anything else: a reader's previews need the schema and cannot make it. */
const createSchema = `CREATE DATABASE IF NOT EXISTS ${sluiceSchema} DEFAULT CHARACTER SET utf8mb4;`;

/** The exact statements a DBA runs for this account, in order. */
export function requiredGrants(
  purpose: CredentialPurpose,
  account: { readonly user: string; readonly host: string },
  schemas: readonly string[],
  _dialect: Dialect,
): string[] {
  const to = `TO ${literalName(account.user)}@${literalName(account.host)};`;
  const global = `GRANT ${sight.join(', ')} ON *.* ${to}`;
  if (purpose === 'grantor') {
    return [
      createSchema,
      `GRANT SELECT, PROCESS, CREATE USER, ROLE_ADMIN ON *.* ${to}`,
      `GRANT SELECT, INSERT, UPDATE, DELETE, CREATE ON ${sluiceSchema}.* ${to}`,
      // Stand-ins of schemas, when changes of access are rehearsed here: in a GRANT `_` would be a wildcard, so their names have none.
      `GRANT ALL PRIVILEGES ON \`sluicerehearsal%\`.* ${to.slice(0, -1)} WITH GRANT OPTION;`,
      ...schemas.map(
        (schema) => `GRANT ALL PRIVILEGES ON ${schemaPattern(schema)}.* ${to.slice(0, -1)} WITH GRANT OPTION;`,
      ),
    ];
  }
  if (purpose === 'reader') return [createSchema, global, `GRANT CREATE TEMPORARY TABLES ON ${sluiceSchema}.* ${to}`];
  return [
    createSchema,
    global,
    `GRANT ${imagePrivileges.join(', ')} ON ${sluiceSchema}.* ${to}`,
    ...schemas.map(
      (schema) => `GRANT INSERT, UPDATE, DELETE, ${structurePrivileges.join(', ')} ON ${schemaPattern(schema)}.* ${to}`,
    ),
  ];
}

/** `_` and `%` are wildcards in a GRANT's schema name. */
export function schemaPattern(schema: string): string {
  return `\`${schema.replaceAll('`', '``').replace(/[_%\\]/g, '\\$&')}\``;
}
