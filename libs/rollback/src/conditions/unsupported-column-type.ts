import type { ColumnFacts } from '../facts.js';
import { notUndoable, tableLabel, type Condition } from './subject.js';

/** Types whose images were compared byte for byte with the rows in tests. */
const supported = new Set(
  (
    'tinyint smallint mediumint int bigint decimal float double bit date time datetime timestamp year ' +
    'char varchar binary varbinary tinyblob blob mediumblob longblob tinytext text mediumtext longtext enum set json ' +
    'geometry point linestring polygon multipoint multilinestring multipolygon geomcollection geometrycollection vector'
  ).split(' '),
);

export const unsupportedColumnType: Condition = ({ target }) => {
  const column = target?.columns.find((c) => !supported.has(c.dataType) || losesMembers(c) || isDocumentId(c));
  return target && column
    ? notUndoable('unsupported-column-type', { table: tableLabel(target), column: column.name, type: column.type })
    : undefined;
};

/** The server tells ENUM and SET members in utf8mb3: an emoji comes as `?`, and an image made from that would lose the value. */
function losesMembers({ dataType, type }: ColumnFacts): boolean {
  return (dataType === 'enum' || dataType === 'set') && type.includes('?');
}

/** A full-text index takes no document number a second time: a row with its own could not come back. */
function isDocumentId({ name }: ColumnFacts): boolean {
  return name.toUpperCase() === 'FTS_DOC_ID';
}
