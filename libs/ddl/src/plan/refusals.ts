// What is not rehearsed at all, and so not run, said before anything is cloned.
import type { Reason } from '@sluice/contracts';
import type { StructureStatement } from '../statement/types.js';
import { formNotSupported, isRehearsed } from './plan-step.js';

export interface Surroundings {
  /** The target's schema. */
  readonly schema: string;
  /** Of tables tied to those named by foreign keys, other than `schema`. */
  readonly otherSchemas: readonly string[];
  /** Named, and a view. */
  readonly views: readonly string[];
}

/** Empty: it can be rehearsed. */
export function refusals(structure: StructureStatement, { schema, otherSchemas, views }: Surroundings): Reason[] {
  const { operation, objects, clauses, temporary, fillsRows } = structure;
  if (!isRehearsed(operation)) return [formNotSupported(operation)];
  const reasons: Reason[] = [];
  if (temporary) reasons.push({ code: 'temporary-table', params: { table: objects[0]?.name ?? '' } });
  if (fillsRows) reasons.push({ code: 'form-not-supported', params: { form: 'CREATE TABLE … SELECT' } });
  if (operation === 'alter-table' && clauses.length === 0) reasons.push(formNotSupported(operation));
  const elsewhere = objects.flatMap((object) =>
    object.schema === undefined || object.schema === schema ? [] : [object.schema],
  );
  for (const other of new Set([...elsewhere, ...otherSchemas]))
    reasons.push({ code: 'other-schema', params: { schema: other } });
  for (const { name, role } of objects) {
    if (views.includes(name) && role !== 'created') reasons.push({ code: 'not-a-base-table', params: { table: name } });
  }
  return reasons;
}
