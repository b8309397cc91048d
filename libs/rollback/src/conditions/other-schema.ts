import { notRunnable, type Condition } from './subject.js';

/** The approval is of one target database: its owners did not agree for another schema, not even to its being read. */
export const otherSchema: Condition = ({ tables, schema, server }) => {
  const same = (name: string): boolean =>
    server.lowerCaseTableNames === 0 ? name === schema : name.toLowerCase() === schema.toLowerCase();
  const other = tables.find((table) => !same(table.schema));
  return other && notRunnable('other-schema', { schema: other.schema });
};
