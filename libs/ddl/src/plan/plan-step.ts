// How one statement is undone: from the states before and after it, by its operation.
import type { Reason, Recycled } from '@sluice/contracts';
import { quoteIdentifier } from '@sluice/sql';
import type { NamedObject, Operation, StructureStatement } from '../statement/types.js';
import type { TableModel } from '../table/model.js';
import { readTable } from '../table/read-table.js';
import { alterInverse } from './alter-inverse.js';
import type { StepFacts, StepPlan } from './types.js';

const nothing: StepPlan = { inverse: [], recycled: [], created: [], kept: [], closing: [], reopening: [], reasons: [] };

type Planner = (structure: StructureStatement, facts: StepFacts) => StepPlan;

/** What can be rehearsed today; another operation is refused. */
const planners: Readonly<Partial<Record<Operation, Planner>>> = {
  'alter-table': alterInverse,
  'create-index': alterInverse,
  'drop-index': alterInverse,
  'rename-table': ({ objects }) => ({ ...nothing, inverse: [renameBack(objects)] }),
  'create-table': ({ objects }, facts) =>
    putCreatedAside(
      namesOf(objects, 'created').filter((name) => isNew(name, facts)),
      facts,
    ),
  'drop-table': (structure, facts) => putAside(stood(structure, facts), 'gone', facts),
  'truncate-table': (structure, facts) => putAside(stood(structure, facts), 'empty', facts),
};

export function isRehearsed(operation: Operation): boolean {
  return operation in planners;
}

export function planStep(structure: StructureStatement, facts: StepFacts): StepPlan {
  const plan = planners[structure.operation];
  if (plan === undefined) return { ...nothing, inverse: null, reasons: [formNotSupported(structure.operation)] };
  return plan(structure, facts);
}

/** Aside it would still hold its parents by its foreign keys, and names of CHECKs that another table may bring: these go first. */
function putCreatedAside(created: readonly string[], { after, serverVersion }: StepFacts): StepPlan {
  const inverse: string[] = [];
  for (const table of created) {
    const model = readTable(after.get(table) ?? '', serverVersion);
    if (model === undefined) {
      return { ...nothing, inverse: null, reasons: [{ code: 'definition-not-read', params: { table } }] };
    }
    const drops = [
      ...model.foreignKeys.map(({ name }) => `DROP FOREIGN KEY ${quoteIdentifier(name)}`),
      ...namedChecks(model).map((name) => `DROP CHECK ${quoteIdentifier(name)}`),
    ];
    if (drops.length > 0) inverse.push(`ALTER TABLE ${quoteIdentifier(table)} ${drops.join(', ')}`);
  }
  return { ...nothing, inverse, created };
}

/** Into another schema a table with triggers does not go (1435); with foreign keys it would hold its parents there. */
function putAside(names: readonly string[], leaves: Recycled['leaves'], facts: StepFacts): StepPlan {
  const reasons = names.flatMap((table): Reason[] => {
    const own = facts.tables.find((one) => one.table === table);
    const tied = isTied(table, facts);
    if (own === undefined || tied === undefined) return [{ code: 'definition-not-read', params: { table } }];
    if (own.triggers.length > 0) return [{ code: 'put-aside-triggers', params: { table } }];
    if (tied) return [{ code: 'put-aside-foreign-keys', params: { table } }];
    const model = readTable(facts.before.get(table) ?? '', facts.serverVersion);
    if (model === undefined || namedChecks(model).length > 0) return [{ code: 'put-aside-checks', params: { table } }];
    if (own.engine !== 'InnoDB') return [{ code: 'not-innodb', params: { table, engine: own.engine ?? '' } }];
    return [];
  });
  if (reasons.length > 0) return { ...nothing, inverse: null, reasons };
  return { ...nothing, recycled: names.map((table) => ({ table, leaves })) };
}

/** A CHECK's name is one of its schema (3822); one that the server made (`t_chk_1`) goes with the table's. */
function namedChecks({ name: table, checks }: TableModel): string[] {
  const isMade = (name: string): boolean =>
    name.startsWith(`${table}_chk_`) && /^\d+$/.test(name.slice(table.length + 5));
  return checks.map(({ name }) => name).filter((name) => !isMade(name));
}

/** Whether it has foreign keys, or others have some to it; undefined where a definition is not understood. */
function isTied(table: string, { before, serverVersion }: StepFacts): boolean | undefined {
  let tied = false;
  for (const [name, createSql] of before) {
    if (createSql === null) continue;
    const model = readTable(createSql, serverVersion);
    if (model === undefined) return undefined;
    if (model.foreignKeys.some(({ parent }) => name === table || parent === table)) tied = true;
  }
  return tied;
}

function renameBack(objects: readonly NamedObject[]): string {
  const pairs = objects.flatMap(({ role, name }, i) =>
    role === 'renamed' ? [[name, objects[i + 1]?.name ?? '']] : [],
  );
  const back = pairs.reverse().map(([from = '', to = '']) => `${quoteIdentifier(to)} TO ${quoteIdentifier(from)}`);
  return `RENAME TABLE ${back.join(', ')}`;
}

function namesOf(objects: readonly NamedObject[], ...roles: readonly NamedObject['role'][]): string[] {
  return objects.filter(({ role }) => roles.includes(role)).map(({ name }) => name);
}

/** IF NOT EXISTS over a table that is there makes nothing. */
function isNew(name: string, { before, after }: StepFacts): boolean {
  return (before.get(name) ?? null) === null && (after.get(name) ?? null) !== null;
}

/** DROP TABLE IF EXISTS may name what is not there. */
function stood({ objects }: StructureStatement, { before }: StepFacts): string[] {
  return namesOf(objects, 'dropped', 'altered').filter((name) => (before.get(name) ?? null) !== null);
}

export function formNotSupported(form: string): Reason {
  return { code: 'form-not-supported', params: { form: form.replace('-', ' ').toUpperCase() } };
}
