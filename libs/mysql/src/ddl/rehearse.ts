// The rehearsal: on an empty clone each statement is run, undone and compared, before anybody approves it.
import type { Definition, Reason, StructureStep } from '@sluice/contracts';
import {
  followTables,
  planStep,
  withoutNextId,
  type Rehearsal,
  type RehearsedStep,
  type StepPlan,
  type StructureStatement,
  type TableFacts,
} from '@sluice/ddl';
import { literal } from '../connect/literal.js';
import { openSession, type Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import type { Target } from '../types.js';
import { Clone } from './clone.js';
import { forward, type Forward } from './forward.js';
import { putAside, putCreatedAsideSql, takeBackSql, type AsidePlace } from './put-aside.js';
import type { StructureFacts } from './structure-facts.js';

export interface RehearsalOrder {
  /** In the order of the text; all on tables of `facts.schema`. */
  readonly structures: readonly StructureStatement[];
  readonly facts: StructureFacts;
  /** Of the target: how the text is read. */
  readonly sqlMode: string;
  readonly collation: string;
  readonly keptRowLimit: number;
}

/** @throws TargetError where the rehearsal server can't be asked or a clone can't be made */
export async function rehearse(server: Target, order: RehearsalOrder): Promise<Rehearsal> {
  const session = await openSession({ ...server, schema: null });
  try {
    const serverVersion = (await session.cell('SELECT @@version')) ?? '';
    const known = new Set((await session.rows('SHOW SESSION VARIABLES')).map(([name]) => name ?? ''));
    const clone = await Clone.make(session, order.facts, serverVersion);
    try {
      const before = await clone.definitions();
      const cloneDiffers = [...order.facts.definitions].flatMap(([table, createSql]) =>
        createSql === null || before.get(table) === withoutNextId(createSql) ? [] : [table],
      );
      if (cloneDiffers.length > 0) return { serverVersion, steps: [], cloneDiffers, failed: null };
      return { serverVersion, ...(await runAll({ clone, order, known, serverVersion })) };
    } finally {
      await clone.drop();
    }
  } finally {
    await session.close();
  }
}

interface Stage {
  readonly clone: Clone;
  readonly order: RehearsalOrder;
  /** The variables that this server has. */
  readonly known: ReadonlySet<string>;
  readonly serverVersion: string;
}

interface StepStage extends Stage {
  /** As they are before the step. */
  readonly tables: readonly TableFacts[];
}

async function runAll(stage: Stage): Promise<Omit<Rehearsal, 'serverVersion'>> {
  const steps: RehearsedStep[] = [];
  let { tables } = stage.order.facts;
  for (const [i, structure] of stage.order.structures.entries()) {
    const cloneDiffers = await notAsLeft(stage.clone, steps.at(-1));
    if (cloneDiffers.length > 0) return { steps: [], cloneDiffers, failed: null };
    try {
      steps.push(await rehearseStep({ ...stage, tables }, structure, i + 1));
    } catch (error) {
      return { steps, cloneDiffers: [], failed: { statement: i + 1, ...refusal(error) } };
    }
    tables = followTables(tables, structure);
  }
  return { steps, cloneDiffers: [], failed: null };
}

/** Tables that the clone, made anew after a way back, does not hold as the step left them. */
async function notAsLeft(clone: Clone, step: RehearsedStep | undefined): Promise<string[]> {
  if (step === undefined) return [];
  const now = await clone.definitions();
  return step.definitions.flatMap(({ table, after }) => ((now.get(table) ?? null) === after ? [] : [table]));
}

async function rehearseStep(
  stage: StepStage,
  structure: StructureStatement,
  statement: number,
): Promise<RehearsedStep> {
  const { clone, order, tables } = stage;
  const before = await clone.definitions();
  await asTheTarget(stage);
  const done = await forward(clone, structure);
  await asOurselves(clone.session);
  const after = await clone.definitions();
  const plan = planStep(structure, {
    before,
    after,
    tables,
    strict: /STRICT_(?:ALL|TRANS)_TABLES/.test(order.sqlMode),
    serverVersion: stage.serverVersion,
    keptRowLimit: order.keptRowLimit,
  });
  const back = plan.inverse === null ? null : await comeBack(clone, plan, before, after);
  const restored = back?.restored ?? null;
  if (back !== null) await clone.reset(after);
  const reasons = back === null ? plan.reasons : back.reasons;
  const proved = reasons.length === 0 ? plan : { ...withoutWayBack, reasons };
  return {
    ...stepOf({ structure, statement, done, plan: proved, tables }),
    definitions: definitionsOf(before, after, restored),
    reasons,
  };
}

/** What did not come back is never tried on the target, nor is anything kept for it. */
const withoutWayBack: Omit<StepPlan, 'reasons'> = {
  ...{ inverse: null, recycled: [], created: [], kept: [], closing: [], reopening: [] },
};

interface WayBack {
  /** Null: it was refused. */
  readonly restored: ReadonlyMap<string, string> | null;
  readonly reasons: readonly Reason[];
}

async function comeBack(
  clone: Clone,
  plan: StepPlan,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<WayBack> {
  const place: AsidePlace = { schema: clone.aside, prefix: 't' };
  try {
    if (plan.recycled.length > 0) {
      await clone.reset(before);
      await putAside(clone.session, clone.schema, plan.recycled, place);
      const instead = differing(after, await clone.definitions());
      if (instead.length > 0) return { restored: null, reasons: instead };
    }
    await undoSettings(clone.session);
    if (plan.closing.length > 0) {
      for (const sql of [...(plan.inverse ?? []), ...plan.reopening]) await clone.session.run(sql);
      const reopened = differing(after, await clone.definitions());
      if (reopened.length > 0) return { restored: null, reasons: reopened };
    }
    const back = [
      takeBackSql(clone.schema, plan.recycled, place),
      ...[...(plan.inverse ?? []), ...plan.closing],
      putCreatedAsideSql(clone.schema, plan.created, place),
    ];
    for (const sql of back) if (sql !== null) await clone.session.run(sql);
    const restored = await clone.definitions();
    return { restored, reasons: differing(before, restored) };
  } catch (error) {
    const { errno, message } = refusal(error);
    return { restored: null, reasons: [{ code: 'inverse-refused', params: { errno, message } }] };
  } finally {
    await asOurselves(clone.session);
  }
}

/** What the server said to one statement; all else is thrown on. */
function refusal(error: unknown): { readonly errno: number; readonly message: string } {
  if (!(error instanceof TargetError) || error.errno === null || error.outcome === 'unknown') throw error;
  return { errno: error.errno, message: String(error.failure.params['message'] ?? error.message) };
}

function differing(before: ReadonlyMap<string, string>, restored: ReadonlyMap<string, string>): Reason[] {
  const tables = new Set([...before.keys(), ...restored.keys()]);
  return [...tables]
    .filter((table) => before.get(table) !== restored.get(table))
    .map((table) => ({ code: 'restored-differs', params: { table } }));
}

function definitionsOf(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  restored: ReadonlyMap<string, string> | null,
): Definition[] {
  return [...new Set([...before.keys(), ...after.keys()])].map((table) => ({
    table,
    before: before.get(table) ?? null,
    after: after.get(table) ?? null,
    restored: restored?.get(table) ?? null,
  }));
}

interface Made {
  readonly structure: StructureStatement;
  readonly statement: number;
  readonly done: Forward;
  readonly plan: StepPlan;
  readonly tables: readonly TableFacts[];
}

function stepOf({ structure, statement, done, plan, tables }: Made): Omit<StructureStep, 'definitions'> {
  const named = new Set(structure.objects.filter(({ role }) => role !== 'read').map(({ name }) => name));
  const own = tables.filter(({ table }) => named.has(table));
  const sum = (of: (table: (typeof own)[number]) => number | null): number | null =>
    own.length === 0
      ? null
      : own.reduce<number | null>(
          (all, table) => (all === null || of(table) === null ? null : all + (of(table) ?? 0)),
          0,
        );
  const isAside = plan.recycled.length > 0;
  return {
    statement,
    run: isAside ? '' : done.run,
    recycled: [...plan.recycled],
    way: {
      ...(isAside ? { algorithm: 'definition', lock: 'exclusive', reason: null } : done.way),
      // Nobody else reads or writes while values are kept.
      ...(plan.kept.length > 0 ? { lock: 'exclusive' } : {}),
      rows: sum(({ rows }) => rows),
      bytes: sum(({ bytes }) => bytes),
    },
    inverse: plan.inverse === null ? null : [...plan.inverse],
    created: [...plan.created],
    kept: [...plan.kept],
    closing: [...plan.closing],
    reopening: [...plan.reopening],
  };
}

/** As the target's own sessions read a definition. */
async function asTheTarget({ clone, order, known }: Stage): Promise<void> {
  const { session } = clone;
  await session.run(
    `SET SESSION sql_mode = ${literal(order.sqlMode)}, SESSION collation_connection = ${literal(order.collation)}`,
  );
  for (const [name, value] of order.facts.settings) {
    if (!known.has(name) || (await session.cell(`SELECT @@SESSION.${name}`)) === asNumber(value)) continue;
    // Where the account may not set one (1227), the definitions come out different, and that is seen.
    await session.run(`SET SESSION ${name} = ${/^\w+$/.test(value) ? value : literal(value)}`).catch(unlessRefused);
  }
}

function unlessRefused(error: unknown): void {
  if (!(error instanceof TargetError) || error.errno !== 1227) throw error;
}

function asNumber(value: string): string {
  return value === 'ON' ? '1' : value === 'OFF' ? '0' : value;
}

async function asOurselves(session: Session): Promise<void> {
  await session.run(`SET SESSION sql_mode = ${literal('ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION')}`);
}

/** Strict: a value that does not fit any more is an error. A definition may hold a zero date as its default. */
export async function undoSettings(session: Session): Promise<void> {
  await session.run(
    `SET SESSION sql_mode = ${literal('STRICT_ALL_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO')}`,
  );
}
