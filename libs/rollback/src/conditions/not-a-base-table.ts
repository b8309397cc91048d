import { notRunnable, tableLabel, type Condition } from './subject.js';

export const notABaseTable: Condition = ({ tables }) => {
  const view = tables.find((table) => table.kind === 'view' || table.kind === 'system');
  return view && notRunnable('not-a-base-table', { table: tableLabel(view) });
};
