import { NotUnderstood, type Reader } from '@sluice/sql';
import type { NamedObject, ObjectRole, ObjectType } from './types.js';

/** `a` or `s.a` at `at`. @throws NotUnderstood */
export function named(
  reader: Reader,
  at: number,
  type: ObjectType,
  role: ObjectRole,
): { object: NamedObject; next: number } {
  const { parts, next } = reader.qualifiedName(at);
  const name = parts.at(-1);
  if (name === undefined || parts.length > 2) throw new NotUnderstood(reader.tokens[at]);
  const isQualified = parts.length === 2;
  return {
    object: {
      ...{ type, role, name },
      schema: isQualified ? parts[0] : undefined,
      schemaRange: isQualified ? reader.range(at, at + 1) : undefined,
    },
    next,
  };
}

export function oneName(reader: Reader, at: number, type: ObjectType, role: ObjectRole): NamedObject {
  return named(reader, at, type, role).object;
}

/** The tables behind REFERENCES, from `from` on, inside brackets too. */
export function foreignTables(reader: Reader, from: number): NamedObject[] {
  const objects: NamedObject[] = [];
  for (let i = from; i < reader.length; i++) {
    if (reader.is(i, 'REFERENCES')) objects.push(oneName(reader, i + 1, 'table', 'read'));
  }
  return objects;
}
