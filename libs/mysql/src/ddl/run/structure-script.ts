// The way back of a structure change as a person can read and run it.
import type { RollbackPlan, Structure, StructureStep } from '@sluice/contracts';
import { putBackKept } from '@sluice/ddl';
import { quoteIdentifier } from '@sluice/sql';
import type { MarkerKey } from '../../types.js';
import { putCreatedAsideSql, takeBackSql } from '../put-aside.js';
import { asidePlace, keptPlace } from './names.js';

/** Empty where there is no way back. `about`: comment lines of the head. */
export function structureScript({ structure }: RollbackPlan, key: MarkerKey, about: readonly string[]): string {
  if (structure === undefined || structure.steps.some(({ inverse }) => inverse === null)) return '';
  const head = about.map((line) => `-- ${line.replaceAll(/[\r\n]+/g, ' ')}`);
  const steps = [...structure.steps.entries()].reverse().flatMap(([i, step]) => stepBack(structure, step, key, i));
  const strict =
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'";
  return `${[...head, ...[strict, `USE ${quoteIdentifier(structure.schema)}`, ...steps].map((sql) => `${sql};`)].join('\n')}\n`;
}

function stepBack(structure: Structure, step: StructureStep, key: MarkerKey, number: number): string[] {
  const place = asidePlace(key, number);
  return [
    takeBackSql(structure.schema, step.recycled, place),
    ...(step.inverse ?? []),
    ...step.kept.map((values) => putBackKept(values, keptPlace(key, structure, number, values))),
    ...step.closing,
    putCreatedAsideSql(structure.schema, step.created, place),
  ].filter((sql) => sql !== null);
}
