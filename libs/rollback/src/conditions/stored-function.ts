import { notUndoable, type Condition } from './subject.js';

/** A function that counts the target's rows changes the set; one that writes runs twice. What is not a known built-in may be one. */
export const storedFunction: Condition = ({ facts }) => {
  const call = facts?.functions.find(({ nature }) => nature === 'unknown');
  return call && notUndoable('stored-function', { name: call.schema ? `${call.schema}.${call.name}` : call.name });
};
