// Signing in, who one is, and the administration of people.
import { z } from 'zod';
import { localeSchema, roleSchema } from '../words.js';

const password = z.string().min(12).max(200);
const login = z.string().trim().toLowerCase().min(2).max(100);

export const signInSchema = z.object({ login, password: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof signInSchema>;

/** First administrator of a fresh portal, by the one-time link that the start printed. */
export const setUpSchema = z.object({
  token: z.string().min(20).max(200),
  login,
  name: z.string().trim().min(1).max(100),
  password,
});
export type SetUp = z.infer<typeof setUpSchema>;

export const roleGrantSchema = z.object({
  role: roleSchema,
  /** null: for every team. */
  team: z.object({ id: z.int(), name: z.string() }).nullable(),
});
export type RoleGrantView = z.infer<typeof roleGrantSchema>;

export const meSchema = z.object({
  id: z.int(),
  login: z.string(),
  name: z.string(),
  locale: localeSchema.nullable(),
  timeZone: z.string().nullable(),
  grants: z.array(roleGrantSchema),
  /** An administrator gave the password: until it is changed nothing else may be done. */
  mustChangePassword: z.boolean(),
  /** Sent back as `x-csrf-token` with every request that changes something. */
  csrfToken: z.string(),
  demo: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

export const updateMeSchema = z.object({ locale: localeSchema.optional(), timeZone: z.string().max(64).optional() });
export type UpdateMe = z.infer<typeof updateMeSchema>;

/** Every other session of the account ends. */
export const changePasswordSchema = z.object({ current: z.string().min(1).max(200), password });
export type ChangePassword = z.infer<typeof changePasswordSchema>;

export const sessionViewSchema = z.object({
  id: z.int(),
  current: z.boolean(),
  ip: z.string(),
  userAgent: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

export const accountViewSchema = z.object({
  id: z.int(),
  login: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  grants: z.array(roleGrantSchema),
});
export type AccountView = z.infer<typeof accountViewSchema>;

/** A login of the demo, whose password everyone may know. */
export const demoLoginSchema = z.object({
  login: z.string(),
  name: z.string(),
  password: z.string(),
  roles: z.array(roleSchema),
});
export type DemoLogin = z.infer<typeof demoLoginSchema>;

export const createAccountSchema = z.object({ login, name: z.string().trim().min(1).max(100), password });
export type CreateAccount = z.infer<typeof createAccountSchema>;
/** The answer to a reset: made by Sluice, told this once, and to be changed at the next sign-in. */
export const temporaryPasswordSchema = z.object({ password: z.string() });
export type TemporaryPassword = z.infer<typeof temporaryPasswordSchema>;
export const changeGrantSchema = z.object({ role: roleSchema, teamId: z.int().positive().nullable() });
export type ChangeGrant = z.infer<typeof changeGrantSchema>;
export const teamViewSchema = z.object({ id: z.int(), name: z.string() });
export type TeamView = z.infer<typeof teamViewSchema>;
export const createTeamSchema = z.object({ name: z.string().trim().min(1).max(100) });
export type CreateTeam = z.infer<typeof createTeamSchema>;
