import { notUndoable, type Condition } from './subject.js';

/** SET_VAR changes the session for one statement only, and its value is not in the digest. */
export const hintSetsVariable: Condition = ({ facts }) =>
  facts?.usesSetVarHint ? notUndoable('hint-sets-variable', { name: 'SET_VAR' }) : undefined;
