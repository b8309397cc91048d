// The rollback plan of a structure change, as its rehearsal proved it.
import type { PlannedStatement, Reason, RollbackPlan } from '@sluice/contracts';
import type { StructureStatement } from '../statement/types.js';
import type { Rehearsal } from './types.js';

export interface StructureReading {
  readonly structures: readonly StructureStatement[];
  /** By statement; where one has some, nothing was rehearsed. */
  readonly refused: readonly (readonly Reason[])[];
  /** Null: nothing was rehearsed. */
  readonly rehearsal: Rehearsal | null;
  readonly schema: string;
  readonly session: RollbackPlan['session'];
}

export function planStructure({ structures, refused, rehearsal, schema, session }: StructureReading): RollbackPlan {
  const statements = structures.map((structure, i) =>
    planned(structure, i, reasonsOf(i, refused, rehearsal), rehearsal),
  );
  const halfDone = halfDoneAt(rehearsal);
  const reasons = distinct([...halfDone, ...statements.flatMap((statement) => statement.reasons)]);
  const isRehearsed = rehearsal !== null && rehearsal.failed === null && rehearsal.cloneDiffers.length === 0;
  const runnable = isRehearsed && halfDone.length === 0;
  return {
    version: 1,
    verdict: reasons.length === 0 ? 'exact' : 'none',
    reasons,
    runnable,
    undoes: null,
    statements,
    tables: [],
    session,
    ...(rehearsal === null
      ? {}
      : {
          structure: {
            schema,
            rehearsedOn: rehearsal.serverVersion,
            steps: rehearsal.steps.map(({ reasons: _, ...step }) => step),
          },
        }),
  };
}

/** Where a later statement fails, those before it are undone: each but the last has to have a way back. */
function halfDoneAt(rehearsal: Rehearsal | null): Reason[] {
  const stuck = rehearsal?.steps.slice(0, -1).find(({ inverse }) => inverse === null);
  return stuck === undefined ? [] : [{ code: 'half-done-possible', params: { statement: stuck.statement } }];
}

function reasonsOf(i: number, refused: readonly (readonly Reason[])[], rehearsal: Rehearsal | null): readonly Reason[] {
  if (rehearsal === null) return refused[i] ?? [];
  if (rehearsal.cloneDiffers.length > 0) {
    return rehearsal.cloneDiffers.map((table) => ({ code: 'clone-differs', params: { table } }));
  }
  const { failed } = rehearsal;
  if (failed?.statement === i + 1) {
    return [{ code: 'not-rehearsed', params: { errno: failed.errno, message: failed.message } }];
  }
  return rehearsal.steps[i]?.reasons ?? [];
}

function planned(
  { statement, objects }: StructureStatement,
  i: number,
  reasons: readonly Reason[],
  rehearsal: Rehearsal | null,
): PlannedStatement {
  const from = statement.position.offset;
  const table = objects.find(({ type }) => type === 'table');
  const step = rehearsal?.steps[i];
  return {
    number: i + 1,
    range: { from, to: from + statement.text.length },
    text: statement.text,
    operation: 'other',
    table: table === undefined ? null : { schema: table.schema ?? '', table: table.name },
    verdict: step !== undefined && reasons.length === 0 ? 'exact' : 'none',
    reasons: [...reasons],
    runnable: step !== undefined,
    capture: null,
    assignedColumns: [],
  };
}

function distinct(reasons: readonly Reason[]): Reason[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}
