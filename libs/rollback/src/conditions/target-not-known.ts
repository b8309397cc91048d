import { notUndoable, type Condition } from './subject.js';

export const targetNotKnown: Condition = ({ slice, target }) =>
  slice && !target ? notUndoable('statement-not-cut', { why: 'target-not-known' }) : undefined;
