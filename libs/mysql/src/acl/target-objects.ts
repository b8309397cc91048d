import { sessionOf } from '../connect/connect-target.js';
import type { TargetConnection } from '../types.js';
import { literal } from '../connect/literal.js';
import type { TargetObjects } from './stand-ins.js';

/** As information_schema shows them to this account. */
export function targetObjects(connection: TargetConnection): TargetObjects {
  const session = sessionOf(connection);
  return {
    async columns({ schema, name }) {
      const rows = await session.rows(
        `SELECT column_name FROM information_schema.columns
         WHERE table_schema = ${literal(schema)} AND table_name = ${literal(name)} ORDER BY ordinal_position`,
      );
      return rows.map(([column]) => column ?? '');
    },
    async hasRoutine({ type, schema, name }) {
      const found = await session.count(
        `SELECT COUNT(*) FROM information_schema.routines
         WHERE routine_schema = ${literal(schema)} AND routine_name = ${literal(name)} AND routine_type = ${literal(type.toUpperCase())}`,
      );
      return found > 0;
    },
  };
}
