import { notRunnable, tableLabel, type Condition } from './subject.js';

export const noTable: Condition = ({ tables }) => {
  const missing = tables.find((table) => table.kind === 'missing');
  return missing && notRunnable('no-table', { table: tableLabel(missing) });
};
