import { split, sqlMode } from '@sluice/sql';
import { errorPlace } from './error-place.js';
import { readStructure } from './read-structure.js';
import { inSchema, withWay } from './texts.js';
import type { StructureStatement } from './types.js';

const statementOf = (text: string) => {
  const [statement] = split(text, sqlMode('', '9.7.4')).statements;
  if (statement === undefined) throw new Error(text);
  return statement;
};
function read(text: string): StructureStatement {
  const found = readStructure(statementOf(text));
  if (!found.ok) throw new Error(text);
  return found.structure;
}

test.each([
  [
    'ALTER TABLE shop.t ADD FOREIGN KEY (a) REFERENCES `shop` . p (b)',
    'ALTER TABLE `r`.t ADD FOREIGN KEY (a) REFERENCES `r` . p (b)',
  ],
  ['RENAME TABLE shop.a TO b', 'RENAME TABLE `r`.a TO b'],
  ["CREATE TABLE t (a INT COMMENT 'shop.t')", "CREATE TABLE t (a INT COMMENT 'shop.t')"],
])('%s in another schema is %s', (text, expected) => {
  expect(inSchema(read(text), 'r')).toBe(expected);
});

test.each([
  ['ALTER TABLE shop.t ADD a INT', 'ALTER TABLE `r`.t ALGORITHM=INPLACE, LOCK=NONE, ADD a INT'],
  ['ALTER TABLE t ADD COLUMN (a INT, b INT)', 'ALTER TABLE t ALGORITHM=INPLACE, LOCK=NONE, ADD COLUMN (a INT, b INT)'],
  ['ALTER TABLE t DROP PARTITION p', 'ALTER TABLE t ALGORITHM=INPLACE, LOCK=NONE, DROP PARTITION p'],
  ['CREATE INDEX i ON t (a)', 'CREATE INDEX i ON t (a) ALGORITHM=INPLACE LOCK=NONE'],
  ['ALTER TABLE t ADD a INT, LOCK=SHARED', undefined],
  ['CREATE INDEX i ON t (a) ALGORITHM=COPY', undefined],
  ['ALTER TABLE t PARTITION BY HASH (a)', undefined],
  ['DROP TABLE t', undefined],
])('the way is said in %s', (text, expected) => {
  expect(withWay(read(text), 'ALGORITHM=INPLACE, LOCK=NONE', 'r')).toBe(expected);
});

test.each([
  [
    "You have an error in your SQL syntax; … to use near 'COLUM a INT' at line 2",
    'ALTER TABLE t\n  ADD COLUM a INT',
    'COLUM',
  ],
  ["Can't DROP 'nowhere'; check that column/key exists", 'ALTER TABLE t DROP COLUMN `Nowhere`', '`Nowhere`'],
  ["Table 'sluice_rehearsal_x.t' doesn't exist", 'ALTER TABLE t ADD a INT', 't'],
  ["… near '' at line 1", 'ALTER TABLE t ADD', 'D'],
])('%s is about a place in the text', (message, text, expected) => {
  const place = errorPlace(message, statementOf(text));
  expect(text.slice(place?.start, place?.end)).toBe(expected);
});

test('an error that names nothing of the text has no place', () => {
  expect(errorPlace('Row size too large', statementOf('ALTER TABLE t ADD a INT'))).toBeUndefined();
});
