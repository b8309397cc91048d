import { notUndoable, type Condition } from './subject.js';

/** Its value is whatever the row before left in it: evaluated twice, it is another one. */
export const userVariable: Condition = ({ facts }) => {
  const [name] = facts?.userVariables ?? [];
  if (name !== undefined) return notUndoable('user-variable', { name });
  return facts?.usesAssignmentOperator ? notUndoable('user-variable', { name: ':=' }) : undefined;
};
