import { notUndoable, type Condition } from './subject.js';

/** The target's own grammar did not confirm the cut: then another set of rows might be captured. */
export const sliceNotProved: Condition = ({ read, slice }) => {
  if (!slice || read.proof?.proved) return undefined;
  const refusal = read.proof?.refusal;
  if (refusal?.code === 'statement-too-long-for-digest') {
    const { bytes, limit } = refusal.params;
    return notUndoable('too-long-to-prove', { bytes: bytes ?? 0, limit: limit ?? 0 });
  }
  return notUndoable('slice-not-proved', { why: refusal?.code ?? 'answers-missing' });
};
