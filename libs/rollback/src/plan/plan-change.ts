import type { PlannedTable, RollbackPlan } from '@sluice/contracts';
import { plannedTable } from '../fingerprint/planned-table.js';
import type { PlanInput, UndoPlanInput } from '../facts.js';
import { planStatement, worst } from './plan-statement.js';

/** Verdict, reasons and everything that decides what is captured. Pure; never throws for an odd statement. */
export function planChange(input: PlanInput): RollbackPlan {
  const planned = input.statements.map((read) => planStatement(read, input));
  const statements = planned.map((one) => one.planned);
  const reasons = new Map(
    statements.flatMap((s) => s.reasons.map((reason) => [JSON.stringify(reason), reason] as const)),
  );
  return {
    version: 1,
    verdict: worst(statements.map((statement) => statement.verdict)),
    reasons: [...reasons.values()],
    runnable: statements.length > 0 && statements.every((statement) => statement.runnable),
    undoes: null,
    statements,
    tables: plannedTables(
      planned.flatMap(({ tables }) => tables),
      input,
    ),
    session: {
      sqlMode: input.server.sqlMode,
      timeZone: input.server.timeZone,
      charset: input.server.charset,
      collation: input.server.collation,
      serverVersion: input.server.version,
    },
  };
}

/** The plan of a rollback: it puts back what the original's images hold; nothing of it is read out of a text. */
export function planUndo({ original, requestId, onConflict }: UndoPlanInput): RollbackPlan {
  return { ...original, undoes: { requestId, onConflict } };
}

/** Every base table once, those only read too: a drift of theirs changes what the statement means. */
function plannedTables(tables: PlanInput['tables'], { hash }: PlanInput): PlannedTable[] {
  const byName = new Map(
    tables
      .filter((table) => table.kind === 'base')
      .map((table) => [JSON.stringify([table.schema, table.table]), table]),
  );
  return [...byName.values()].map((table) => plannedTable(table, hash));
}
