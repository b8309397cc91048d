import { notRunnable, tableLabel, type Condition } from './subject.js';

/** MyISAM is not locked by a read and not undone by ROLLBACK: neither the change nor what it read can be held. */
export const notInnodb: Condition = ({ tables }) => {
  const other = tables.find((table) => table.kind === 'base' && table.engine?.toLowerCase() !== 'innodb');
  return other && notRunnable('not-innodb', { table: tableLabel(other), engine: other.engine ?? '' });
};
