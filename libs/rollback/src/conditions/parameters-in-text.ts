import { notRunnable, type Condition } from './subject.js';

/** `?` is a place for a value only in a prepared statement; nobody would bind one. */
export const parametersInText: Condition = ({ facts }) =>
  facts?.usesParameters ? notRunnable('form-not-supported', { form: '?' }) : undefined;
