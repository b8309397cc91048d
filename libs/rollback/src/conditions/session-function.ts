import { notUndoable, type Condition } from './subject.js';

const chance = new Set(['RAND', 'UUID', 'UUID_SHORT', 'RANDOM_BYTES', 'SYSDATE', 'SLEEP']);

/** Built-in functions and variables whose value depends on chance, time of day, locks or the session. NOW() is frozen, so it may stay. */
export const sessionFunction: Condition = ({ facts }) => {
  const [variable] = facts?.systemVariables ?? [];
  if (variable !== undefined) return notUndoable('session-function', { name: variable });
  const call = facts?.functions.find(({ nature }) => nature === 'session');
  if (!call) return undefined;
  return notUndoable(chance.has(call.name) ? 'nondeterministic-function' : 'session-function', { name: call.name });
};
