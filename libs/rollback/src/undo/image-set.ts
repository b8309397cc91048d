// Which image tables one table of a plan has: an insert leaves no before-images, a delete no after-images.
import type { PlannedTable, RollbackPlan } from '@sluice/contracts';
import { imageNames, type ImageNames } from '../images/names.js';

export interface ImageSet {
  readonly table: PlannedTable;
  readonly names: ImageNames;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
}

/** Of the tables that the plan captures, in its order; empty where the verdict is `none`: no images then. */
export function imageSets(plan: RollbackPlan, execution: string): ImageSet[] {
  if (plan.verdict === 'none') return [];
  return plan.tables.flatMap((table, index) => {
    const operations = plan.statements
      .filter((s) => s.table?.schema === table.schema && s.table.table === table.table)
      .map((s) => s.operation);
    if (operations.length === 0) return [];
    const hasBefore = operations.some((operation) => operation !== 'insert');
    const hasAfter = operations.some((operation) => operation !== 'delete');
    return [{ table, names: imageNames(execution, index), hasBefore, hasAfter }];
  });
}
