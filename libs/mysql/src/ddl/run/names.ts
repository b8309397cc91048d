import { sluiceSchema } from '@sluice/rollback';
import { decodeIdentifier, quoteIdentifier } from '@sluice/sql';
import type { KeptValues, Structure } from '@sluice/contracts';
import type { KeptPlace } from '@sluice/ddl';
import type { MarkerKey } from '../../types.js';
import type { AsidePlace } from '../put-aside.js';

/** Its name, unquoted. */
export const keepingSchema = decodeIdentifier(sluiceSchema);

/** Where the tables that a step puts aside go: beside the images. */
export function asidePlace({ execution }: MarkerKey, step: number): AsidePlace {
  return { schema: keepingSchema, prefix: asidePrefix(execution, step) };
}

function asidePrefix(execution: string, step: number): string {
  return `aside_${execution}_${String(step)}_`;
}

export function keptPlace(key: MarkerKey, { schema }: Structure, step: number, kept: KeptValues): KeptPlace {
  const own = (table: string): string => `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
  return {
    kept: `${sluiceSchema}.${quoteIdentifier(`kept_${key.execution}_${String(step)}`)}`,
    before: own(kept.table),
    after: own(kept.tableAfter),
  };
}

/** LIKE patterns of all that an execution left in schema `sluice`. */
export function keptPatterns({ execution }: MarkerKey): string[] {
  const escaped = execution.replaceAll('_', '\\_');
  return [`aside\\_${escaped}\\_%`, `kept\\_${escaped}\\_%`];
}
