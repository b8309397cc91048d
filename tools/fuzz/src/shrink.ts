// Makes a wrong case smaller while it stays wrong for the same reason: fewer statements, rows, columns, clauses, writers.
import type { FuzzCase, Piece, Statement, Table } from './case.ts';
import type { Judged } from './judge/outcome.ts';
import type { PhaseRun } from './lanes.ts';

const mostTries = 250;

export async function shrink(phase: PhaseRun, wrong: FuzzCase, reason: string): Promise<FuzzCase> {
  let smallest: FuzzCase = { ...wrong, path: 'stages' };
  let tries = 0;
  const isWrong = async (candidate: FuzzCase): Promise<boolean> => {
    tries += 1;
    let judged: Judged | undefined;
    await phase.run([candidate], (_, found) => (judged = found));
    return judged?.outcome.kind === 'wrong' && judged.outcome.reason === reason;
  };
  if (!(await isWrong(smallest))) return wrong;
  for (let progress = true; progress && tries < mostTries;) {
    progress = false;
    for (const candidate of smaller(smallest)) {
      if (tries >= mostTries) break;
      if (!(await isWrong(candidate))) continue;
      smallest = candidate;
      progress = true;
      break;
    }
  }
  return smallest;
}

/** Everything that is one step smaller, the big steps first. */
function* smaller(fuzzCase: FuzzCase): Iterable<FuzzCase> {
  if (fuzzCase.writers !== null) yield { ...fuzzCase, writers: null };
  for (const statements of without(fuzzCase.statements, 1)) yield { ...fuzzCase, statements };
  for (const after of without(fuzzCase.after, 0)) yield { ...fuzzCase, after };
  for (const tables of without(fuzzCase.tables, 1)) yield { ...fuzzCase, tables };
  for (const [i, table] of fuzzCase.tables.entries()) {
    for (const one of smallerTables(table)) yield { ...fuzzCase, tables: replaced(fuzzCase.tables, i, one) };
  }
  for (const [i, statement] of fuzzCase.statements.entries()) {
    for (const one of smallerStatements(statement))
      yield { ...fuzzCase, statements: replaced(fuzzCase.statements, i, one) };
  }
  if (fuzzCase.environment !== 'default') yield { ...fuzzCase, environment: 'default' };
}

function* smallerTables(table: Table): Iterable<Table> {
  const half = Math.floor(table.rows.length / 2);
  if (half > 1) {
    yield { ...table, rows: table.rows.slice(half) };
    yield { ...table, rows: table.rows.slice(0, half) };
  }
  for (const rows of without(table.rows, 0)) yield { ...table, rows };
  for (const constraints of without(table.constraints, 0)) yield { ...table, constraints };
  for (const [i, column] of table.columns.entries()) {
    const columns = table.columns.filter((_, at) => at !== i);
    if (columns.length === 0) continue;
    const place = column.generated ? -1 : table.columns.slice(0, i).filter(({ generated }) => !generated).length;
    yield { ...table, columns, rows: table.rows.map((row) => row.filter((_, at) => at !== place)) };
  }
  if (table.options !== 'ENGINE=InnoDB') yield { ...table, options: 'ENGINE=InnoDB' };
}

function* smallerStatements(statement: Statement): Iterable<Statement> {
  for (const [i, piece] of statement.entries()) {
    if (typeof piece === 'string') continue;
    for (const items of without(piece.items, piece.min)) yield replaced<Piece>(statement, i, { ...piece, items });
  }
}

function* without<T>(list: readonly T[], min: number): Iterable<readonly T[]> {
  if (list.length <= min) return;
  for (let i = list.length - 1; i >= 0; i -= 1) yield list.filter((_, at) => at !== i);
}

function replaced<T>(list: readonly T[], at: number, value: T): readonly T[] {
  return list.map((each, i) => (i === at ? value : each));
}
