import { notRunnable, type Condition } from './subject.js';

/** Not a data change, or one whose parts are not known: then its tables are not known either. */
export const statementNotCut: Condition = ({ read }) => {
  if (read.slice.ok) return undefined;
  const { code } = read.slice.refusal;
  return code === 'kind-not-sliced'
    ? notRunnable('form-not-supported', { form: read.kind })
    : notRunnable('statement-not-cut', { why: code });
};
