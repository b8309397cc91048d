import { NotUnderstood, type Reader } from '@sluice/sql';
import type { NamedLevel, ObjectType } from './types.js';

const objects: Readonly<Record<string, ObjectType>> = {
  TABLE: 'table',
  FUNCTION: 'function',
  PROCEDURE: 'procedure',
  LIBRARY: 'library',
};

/** `[TABLE|FUNCTION|PROCEDURE|LIBRARY] * | *.* | schema.* | [schema.]name` at `from`, and the index behind. */
export function readLevel(reader: Reader, from: number): { level: NamedLevel; next: number } {
  const named = objects[reader.keyword(from)];
  // A table may be called `function`: then TO, FROM or a point follows.
  const isType =
    named !== undefined &&
    (reader.isName(from + 1) || reader.symbol(from + 1, '*')) &&
    !reader.is(from + 1, 'TO', 'FROM');
  const i = isType ? from + 1 : from;
  const type = isType ? named : 'table';
  if (reader.symbol(i, '*')) {
    if (!reader.symbol(i + 1, '.'))
      return { level: { type: 'schema', schema: undefined, range: reader.range(i, i + 1) }, next: i + 1 };
    if (!reader.symbol(i + 2, '*')) throw new NotUnderstood(reader.tokens[i + 2]);
    return { level: { type: 'global' }, next: i + 3 };
  }
  const first = reader.name(i);
  if (!reader.symbol(i + 1, '.'))
    return { level: { type, schema: undefined, name: first, range: reader.range(i, i + 1) }, next: i + 1 };
  const range = reader.range(i, i + 3);
  if (reader.symbol(i + 2, '*')) return { level: { type: 'schema', schema: first, range }, next: i + 3 };
  return { level: { type, schema: first, name: reader.name(i + 2), range }, next: i + 3 };
}
