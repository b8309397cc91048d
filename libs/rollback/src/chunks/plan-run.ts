// Whether a change runs in chunks or whole, and what the approver is told of it.
import type {
  ChunkCut,
  PlannedRun,
  PlannedStatement,
  PlannedTable,
  RollbackPlan,
  TableName,
  WholeReason,
} from '@sluice/contracts';
import { textOf, type ProofAnswer, type ProofQuestion } from '@sluice/sql';
import { isByContent } from '../by-content/content.js';
import { tableLabel } from '../conditions/subject.js';
import type { ReadStatement, TableFacts } from '../facts.js';
import { findTable } from '../plan/names.js';
import { targetsOf } from '../plan/targets.js';
import { lockedSeconds } from './locked-seconds.js';
import { chunkQuestions, provesChunks } from './proof.js';
import { rangeColumns } from './range-columns.js';
import { whyWhole } from './why-whole.js';

/** Rows that run in one transaction without more ado. */
export const smallRows = 10_000;

export interface RunInput {
  readonly plan: RollbackPlan;
  readonly statements: readonly ReadStatement[];
  readonly tables: readonly TableFacts[];
  readonly schema: string;
  readonly lowerCaseTableNames: number;
  /** Rows that match now; null: not counted. */
  readonly matched: { readonly rows: number; readonly atLeast: boolean } | null;
}

/** What to ask the target before `planRun`, which is given the answers. Empty where it runs whole anyway. */
export function runQuestions(input: RunInput): ProofQuestion[] {
  const found = isBig(input) ? cutOf(input) : undefined;
  return found && 'cut' in found ? chunkQuestions(found.table, found.statement, found.cut) : [];
}

/** The plan with how it runs. `answers` to `runQuestions(input)`, in any order. */
export function planRun(input: RunInput, answers: readonly ProofAnswer[]): RollbackPlan {
  const { plan, matched } = input;
  const counted = { rows: matched?.rows ?? null, atLeast: matched?.atLeast ?? true };
  const made = (run: Pick<PlannedRun, 'cut' | 'whole'>): RollbackPlan => ({ ...plan, run: { ...counted, ...run } });
  const locked = lockedTable(input);
  if (locked) {
    const why: WholeReason = { code: 'no-usable-key', params: { table: tableLabel(locked.table) } };
    return made({ cut: null, whole: { why, seconds: lockedSeconds(plan, locked.rows) } });
  }
  if (!isBig(input)) return made({ cut: null, whole: null });
  const found = cutOf(input);
  const isProved = 'cut' in found && provesChunks(chunkQuestions(found.table, found.statement, found.cut), answers);
  if (isProved) return made({ cut: found.cut, whole: null });
  const why: WholeReason = 'cut' in found ? { code: 'range-not-proved', params: {} } : found.why;
  // Not counted, it is not known to be big.
  if (matched === null || matched.rows <= smallRows) return made({ cut: null, whole: null });
  return made({ cut: null, whole: { why, seconds: lockedSeconds(plan, guessRows(input)) } });
}

/** A big table that is read and locked whole, however few of its rows change: they are told apart by all that they hold. */
function lockedTable({ plan, tables }: RunInput): { table: PlannedTable; rows: number } | undefined {
  if (!plan.runnable || plan.undoes !== null || plan.verdict === 'none') return undefined;
  const changed = plan.statements.flatMap(({ table }) => table ?? []);
  const isOf = (a: TableName, b: TableName): boolean => a.schema === b.schema && a.table === b.table;
  const table = plan.tables.find((one) => isByContent(one) && changed.some((name) => isOf(name, one)));
  const rows = table && (tables.find((one) => isOf(one, table))?.estimatedRows ?? 0);
  return table && rows !== undefined && rows > smallRows ? { table, rows } : undefined;
}

/** Also where nobody knows: a chunked run is right for any number of rows. */
function isBig({ plan, matched }: RunInput): boolean {
  return plan.runnable && plan.undoes === null && (matched === null || matched.atLeast || matched.rows > smallRows);
}

/** Where counting stopped at a cap, the server's estimate of the whole table. */
function guessRows({ matched, tables }: RunInput): number {
  const estimated = matched?.atLeast ? tables.map((table) => table.estimatedRows ?? 0) : [];
  return Math.max(matched?.rows ?? 0, ...estimated);
}

type Found =
  | { readonly cut: ChunkCut; readonly table: PlannedTable; readonly statement: PlannedStatement }
  | { readonly why: WholeReason };

function cutOf({ plan, statements, tables, schema, lowerCaseTableNames }: RunInput): Found {
  const [statement, second] = plan.statements;
  const [read] = statements;
  if (second) return { why: { code: 'several-statements', params: { count: plan.statements.length } } };
  if (!statement || !read || plan.verdict === 'none') return { why: { code: 'no-images', params: {} } };
  const slice = read.slice.ok ? read.slice.slice : undefined;
  if ((slice?.kind !== 'UPDATE' && slice?.kind !== 'DELETE') || !read.facts || !statement.capture)
    return { why: { code: 'form-not-cut', params: { form: slice?.kind ?? read.kind } } };
  const [change] = targetsOf(slice, (reference) => findTable(tables, reference, schema, lowerCaseTableNames));
  const table = plan.tables.find((t) => t.schema === change?.table.schema && t.table === change.table.table);
  if (!change || !table) return { why: { code: 'several-tables', params: {} } };
  const { table: target, assigned } = change;
  const why = whyWhole({ read, slice, facts: read.facts, target, assigned });
  if (why) return { why };
  // Whatever else it touches: side rows of one chunk may be rows of another.
  if (statement.ties) return { why: { code: 'cascades-fire', params: { child: '' } } };
  const headEnd = slice.where ? (slice.tail?.start ?? 0) : read.statement.expanded.length;
  const head = read.statement.expanded.slice(0, headEnd);
  return {
    table,
    statement,
    cut: {
      columns: rangeColumns(target).columns,
      head: slice.where ? head : `${head}\n`,
      where: slice.where ? textOf(slice, slice.where) : null,
    },
  };
}
