import { notRunnable, type Condition } from './subject.js';

/** Reads of information_schema and performance_schema are not locked; tables of `mysql` are the server's own. */
export const systemSchema: Condition = ({ facts }) => {
  const [schema] = facts?.systemSchemas ?? [];
  return schema === undefined ? undefined : notRunnable('system-schema', { schema });
};
