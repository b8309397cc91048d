// Who is signed in, sessions, accounts and teams.
import {
  accountViewSchema,
  type ChangeGrant,
  type ChangePassword,
  type CreateAccount,
  demoLoginSchema,
  meSchema,
  sessionViewSchema,
  type SetUp,
  type SignIn,
  teamViewSchema,
  temporaryPasswordSchema,
  type UpdateMe,
} from '@sluice/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { act, ApiProblem, ask, sendToken } from './client';
import { keys } from './keys';

async function readMe() {
  const me = await ask(meSchema, '/auth/me');
  sendToken(me.csrfToken);
  return me;
}
export const meQuery = queryOptions({ queryKey: keys.me, queryFn: readMe, staleTime: 5 * 60_000 });

export async function signIn(body: SignIn) {
  const me = await ask(meSchema, '/auth/sign-in', { method: 'POST', body });
  sendToken(me.csrfToken);
  return me;
}
export const signOut = () => act('/auth/sign-out', { method: 'POST' });
/** Makes the first administrator and signs in as that person. */
export async function setUp(body: SetUp) {
  const me = await ask(meSchema, '/auth/set-up', { method: 'POST', body });
  sendToken(me.csrfToken);
  return me;
}
export const changePassword = (body: ChangePassword) => act('/auth/password', { method: 'POST', body });
export const updateMe = (body: UpdateMe) => act('/auth/me', { method: 'PATCH', body });

/** Empty outside the demo, where the API has no such address. */
export const demoLoginsQuery = queryOptions({
  queryKey: keys.demoLogins,
  queryFn: async () => {
    try {
      return await ask(z.array(demoLoginSchema), '/auth/demo-logins');
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 404) return [];
      throw error;
    }
  },
  staleTime: Infinity,
});

export const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: async () => (await ask(z.object({ items: z.array(sessionViewSchema) }), '/auth/sessions')).items,
});
export const revokeSession = (id: number) => act(`/auth/sessions/${String(id)}`, { method: 'DELETE' });

export const accountsQuery = queryOptions({
  queryKey: keys.accounts,
  queryFn: async () => (await ask(z.object({ items: z.array(accountViewSchema) }), '/accounts')).items,
});
export const createAccount = (body: CreateAccount) => act('/accounts', { method: 'POST', body });
export const disableAccount = (id: number) => act(`/accounts/${String(id)}/disable`, { method: 'POST' });
export const resetPassword = (id: number) =>
  ask(temporaryPasswordSchema, `/accounts/${String(id)}/password-reset`, { method: 'POST' });
export const giveRole = (id: number, body: ChangeGrant) =>
  act(`/accounts/${String(id)}/grants`, { method: 'POST', body });
export const takeRole = (id: number, body: ChangeGrant) =>
  act(`/accounts/${String(id)}/grants`, { method: 'DELETE', body });

export const teamsQuery = queryOptions({
  queryKey: keys.teams,
  queryFn: async () => (await ask(z.object({ items: z.array(teamViewSchema) }), '/teams')).items,
});
export const createTeam = (name: string) => act('/teams', { method: 'POST', body: { name } });
