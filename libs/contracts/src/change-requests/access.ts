// What a change of access (ACL) does to accounts, as its rehearsal showed it. A part of the rollback plan, so the approval binds it.
import { z } from 'zod';

export const accountNameSchema = z.object({ user: z.string(), host: z.string() });
/** Accounts and roles: MySQL knows no difference but the lock. */
export type AccountName = z.infer<typeof accountNameSchema>;

const objectTypeSchema = z.enum(['table', 'procedure', 'function', 'library']);

/** Where a privilege holds. A schema's name is a pattern, as stored: `_` and `%` are wildcards unless escaped. */
export const levelSchema = z.union([
  z.object({ type: z.literal('global') }),
  z.object({ type: z.literal('schema'), schema: z.string() }),
  z.object({ type: objectTypeSchema, schema: z.string(), name: z.string() }),
]);
export type Level = z.infer<typeof levelSchema>;

export const privilegeItemSchema = z.object({
  type: z.literal('privilege'),
  level: levelSchema,
  /** Upper case, e.g. `SELECT`, `BACKUP_ADMIN`; `GRANT OPTION` where the privileges of the level may be passed on. */
  privilege: z.string(),
  column: z.string().nullable(),
  /** Of a dynamic privilege: it may be passed on (for the others that is the level's GRANT OPTION). */
  grantable: z.boolean(),
  /** A partial revoke: what the account has on `*.*` does not hold in this schema. */
  restricted: z.boolean(),
});
export type PrivilegeItem = z.infer<typeof privilegeItemSchema>;

/** One thing that an account has, as it can be given and taken. */
export const accessItemSchema = z.discriminatedUnion('type', [
  privilegeItemSchema,
  z.object({ type: z.literal('role'), role: accountNameSchema, admin: z.boolean() }),
  z.object({ type: z.literal('proxy'), proxied: accountNameSchema, grantable: z.boolean() }),
]);
export type AccessItem = z.infer<typeof accessItemSchema>;

/** The parts of SHOW CREATE USER, in the order in which it writes them. */
export const clauseNameSchema = z.enum([
  'sign-in',
  'default-role',
  'require',
  'resources',
  'expire',
  // Of an expired password, which hides it in SHOW CREATE USER: how long the next one lasts.
  'lifetime',
  'lock',
  'history',
  'reuse',
  'require-current',
  'failed-logins',
  'lock-time',
  'attribute',
]);
export type ClauseName = z.infer<typeof clauseNameSchema>;

/** What an account is and has, as its server tells it, cut into parts that can be changed one by one. */
export const accountStateSchema = z.object({
  account: accountNameSchema,
  /** Verbatim; a clause that the server leaves out is not there. Null: there is no such account. */
  clauses: z.partialRecord(clauseNameSchema, z.string()).nullable(),
  items: z.array(accessItemSchema),
});
export type AccountState = z.infer<typeof accountStateSchema>;

export const accountDifferenceSchema = z.object({
  account: accountNameSchema,
  existed: z.boolean(),
  exists: z.boolean(),
  added: z.array(accessItemSchema),
  removed: z.array(accessItemSchema),
  /** Verbatim; null where the server wrote none. */
  clauses: z.array(z.object({ name: clauseNameSchema, before: z.string().nullable(), after: z.string().nullable() })),
});
export type AccountDifference = z.infer<typeof accountDifferenceSchema>;

/** A privilege and the way to it: none for an account's own, else the role it is given, that role's role, … */
export const effectivePrivilegeSchema = z.object({ item: privilegeItemSchema, through: z.array(accountNameSchema) });
export type EffectivePrivilege = z.infer<typeof effectivePrivilegeSchema>;

export const accessSchema = z.object({
  /** Of every account that the change touches and of their roles; passwords by their fingerprint only. */
  before: z.array(accountStateSchema),
  /** The states after each statement. */
  steps: z.array(z.array(accountStateSchema)),
  differences: z.array(accountDifferenceSchema),
  /** What accounts may do in the end, roles expanded; only those for which that changes. */
  effective: z.array(
    z.object({
      account: accountNameSchema,
      gained: z.array(effectivePrivilegeSchema),
      lost: z.array(effectivePrivilegeSchema),
    }),
  ),
  /** The statements that lead back, in words for a reader: what runs is worked out from the states at that time. */
  undo: z.array(z.string()),
});
export type Access = z.infer<typeof accessSchema>;
