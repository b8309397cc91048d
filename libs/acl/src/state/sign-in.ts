import type { AccountState } from '@sluice/contracts';
// Passwords never leave their server: of a state that is kept or shown, only their fingerprint.

/** Set by the change to something that is not known before it runs. */
export const newSignIn = 'IDENTIFIED BY a new password';

/** @param digest of a text, one way */
export function maskSignIns(states: readonly AccountState[], digest: (text: string) => string): AccountState[] {
  return states.map((state) =>
    withSignIn(state, (text) => text.replace(/ AS (0x[0-9A-F]*|'[\s\S]*')/gi, (secret) => ` AS '…${digest(secret)}'`)),
  );
}

export function withSignIn(state: AccountState, change: (signIn: string) => string): AccountState {
  const { clauses } = state;
  if (clauses?.['sign-in'] === undefined) return state;
  return { ...state, clauses: { ...clauses, 'sign-in': change(clauses['sign-in']) } };
}
