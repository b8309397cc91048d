// The first rows before -> after. The after-values are the server's own: a few rows are copied into a temporary table of the same columns, and
// the statement's own SET list runs there. In a READ ONLY transaction only temporary tables can be written.
import type { PlannedStatement, Preview, RollbackPlan, StatementPreview } from '@sluice/contracts';
import type { ReadStatement, TableFacts } from '@sluice/rollback';
import { sessionOf } from '../connect/connect-target.js';
import { literal } from '../connect/literal.js';
import type { Session } from '../connect/session.js';
import { Stopper } from '../connect/stopper.js';
import { TargetError } from '../connect/target-error.js';
import type { TargetConnection } from '../types.js';
import { previewInsert } from './preview-insert.js';
import { previewRows } from './preview-rows.js';
import { openStage } from './stage.js';

export interface PreviewOrder {
  readonly plan: RollbackPlan;
  readonly statements: readonly ReadStatement[];
  readonly tables: readonly TableFacts[];
  /** The caller's clock. */
  readonly takenAt: string;
  /** Default 20. */
  readonly rows?: number;
  /** For each of its queries. Default 2,000. */
  readonly milliseconds?: number;
}

/** Never fails for a statement that can't be previewed: that says so itself. @throws TargetError where the connection is lost */
export async function previewChange(connection: TargetConnection, order: PreviewOrder): Promise<Preview> {
  const session = sessionOf(connection);
  const stopsPreviews = order.milliseconds ?? 2_000;
  const statements: StatementPreview[] = [];
  for (const [index, planned] of order.plan.statements.entries()) {
    statements.push(await previewStatement(session, order, planned, index, stopsPreviews));
  }
  return { takenAt: order.takenAt, statements };
}

async function previewStatement(
  session: Session,
  order: PreviewOrder,
  planned: PlannedStatement,
  index: number,
  milliseconds: number,
): Promise<StatementPreview> {
  const read = order.statements[index];
  const table = order.tables.find((t) => t.schema === planned.table?.schema && t.table === planned.table.table);
  const empty = emptyPreview(planned);
  const obstacle = obstacleOf(order, planned, read);
  if (obstacle || !read || !table) return { ...empty, notComputed: obstacle ?? 'not-proved' };
  const stopper = new Stopper(session, milliseconds / 1_000, undefined);
  try {
    await openStage(session, table);
    await begin(session, order.plan, milliseconds);
    const subject = { session, planned, read, table, limit: order.rows ?? 20, sqlMode: order.plan.session.sqlMode };
    return await (planned.operation === 'insert' ? previewInsert(subject) : previewRows(subject));
  } catch (error) {
    if (!(error instanceof TargetError) || error.outcome === 'unknown') throw error;
    return { ...empty, notComputed: error.failure.code === 'statement-timeout' ? 'too-slow' : 'error' };
  } finally {
    stopper.end();
    await end(session);
  }
}

/** Consistent reads that lock nothing, in the user's own settings. */
async function begin(session: Session, { session: settings }: RollbackPlan, milliseconds: number): Promise<void> {
  await session.run(
    `SET SESSION transaction_isolation = 'READ-COMMITTED', SESSION max_execution_time = ${String(milliseconds)},
       SESSION sql_mode = ${literal(settings.sqlMode)}, SESSION time_zone = ${literal(settings.timeZone)}`,
  );
  await session.run('START TRANSACTION READ ONLY');
}

async function end(session: Session): Promise<void> {
  await session.run('ROLLBACK').catch(() => undefined);
  await session
    .run(
      `SET SESSION transaction_isolation = 'REPEATABLE-READ', SESSION max_execution_time = 0,
         SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', SESSION time_zone = '+00:00'`,
    )
    .catch(() => undefined);
}

export function emptyPreview(planned: PlannedStatement): StatementPreview {
  return { statement: planned.number, table: planned.table, columns: [], rows: [], matched: null, notComputed: null };
}

function obstacleOf(
  { plan }: PreviewOrder,
  planned: PlannedStatement,
  read: ReadStatement | undefined,
): StatementPreview['notComputed'] {
  // What is never run need not be shown; and a text that reads another schema would show rows of people who did not agree to it.
  if (!planned.runnable) return 'not-runnable';
  if (!planned.table || !read?.proof?.proved || !read.slice.ok) return 'not-proved';
  if (!['update', 'delete', 'insert'].includes(planned.operation)) return 'not-proved';
  if ('multiTable' in read.slice.slice && read.slice.slice.multiTable) return 'not-proved';
  const calls = read.facts?.functions.some(({ nature }) => nature === 'session' || nature === 'unknown');
  if (calls || (read.facts?.userVariables.length ?? 0) > 0) return 'not-deterministic';
  const named = new Set(read.facts?.tables.map(({ table }) => table.toLowerCase()));
  const earlier = plan.statements.filter(({ number }) => number < planned.number);
  return earlier.some(({ table }) => !table || named.has(table.table.toLowerCase()))
    ? 'depends-on-earlier-statement'
    : null;
}
