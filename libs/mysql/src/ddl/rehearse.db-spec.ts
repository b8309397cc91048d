import { testServers } from '@sluice/testing';
import { openStructureStage, rehearseText, type StructureStage } from '../test-support/structure-story.js';

describe.each(testServers())('a rehearsal on $name', (server) => {
  let stage: StructureStage;

  beforeAll(async () => {
    stage = await openStructureStage(server);
    const tables = [
      'CREATE TABLE parent (id INT PRIMARY KEY, x INT UNIQUE) ENGINE=InnoDB',
      `CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT, a INT NOT NULL DEFAULT 0 COMMENT 'it''s \\\\ "q"\n', b VARCHAR(10) CHARACTER SET latin1 COLLATE latin1_bin,
         c VARCHAR(5) INVISIBLE, d TIMESTAMP(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), e INT AS (a + 1) VIRTUAL,
         f INT AS (a + 2) STORED, g JSON DEFAULT (JSON_ARRAY(1)), h POINT NOT NULL SRID 4326, i ENUM('a', 'b''c') DEFAULT 'a', j VARCHAR(20),
         PRIMARY KEY (id), KEY k3 (a), KEY k1 (b(3) DESC, a) COMMENT 'kc' INVISIBLE, UNIQUE KEY k2 (c), FULLTEXT KEY ft (j), SPATIAL KEY sp (h),
         KEY fx ((a + 1)), CONSTRAINT z FOREIGN KEY (a) REFERENCES parent (x), CONSTRAINT y FOREIGN KEY (id) REFERENCES parent (id) ON DELETE CASCADE,
         CONSTRAINT chz CHECK (a > 0) NOT ENFORCED, CONSTRAINT cha CHECK (b <> 'x')) COMMENT 'tc' ROW_FORMAT=DYNAMIC STATS_PERSISTENT=1`,
      'CREATE TABLE plain (id INT PRIMARY KEY, v INT, w VARCHAR(10), KEY v (v), KEY w (w)) DEFAULT CHARSET=latin1',
      `CREATE TABLE parts (id INT, y INT NOT NULL, v INT, PRIMARY KEY (id, y)) PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (10), PARTITION pm VALUES LESS THAN MAXVALUE)`,
      'CREATE TABLE former (id INT PRIMARY KEY, a VARCHAR(5), b TEXT) DEFAULT CHARSET=latin1',
      'ALTER TABLE former DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin, ADD c VARCHAR(5), ADD d VARCHAR(5) CHARACTER SET ascii',
      'CREATE TABLE checked (id INT PRIMARY KEY, CONSTRAINT ck CHECK (id > 0))',
      'CREATE TABLE made (id INT PRIMARY KEY, CHECK (id > 0))',
      'CREATE TRIGGER tr BEFORE INSERT ON parts FOR EACH ROW SET NEW.v = 1',
    ];
    for (const sql of tables) await stage.admin.query(sql);
  }, 60_000);

  afterAll(async () => {
    await stage.scratch.drop();
    await stage.admin.end();
  });

  it.each([
    ['ALTER TABLE plain ADD COLUMN n INT NOT NULL DEFAULT 5 AFTER id'],
    ["ALTER TABLE t ADD COLUMN n INT FIRST, ADD KEY nk (n), DROP KEY k1, COMMENT=''"],
    ['ALTER TABLE t RENAME COLUMN j TO jj, ALTER COLUMN a SET DEFAULT 7, ALTER INDEX k1 VISIBLE'],
    ['ALTER TABLE t DROP FOREIGN KEY y, DROP CHECK cha, ALTER CHECK chz ENFORCED'],
    ["ALTER TABLE t MODIFY i ENUM('a','b''c','d') DEFAULT 'd' FIRST, CHANGE j k VARCHAR(30) NOT NULL AFTER b"],
    ['ALTER TABLE t DROP COLUMN j'],
    ['ALTER TABLE t DROP KEY fx, ADD COLUMN q INT AS (a * 2) VIRTUAL INVISIBLE AFTER c, ADD KEY q (q)'],
    ['ALTER TABLE plain CONVERT TO CHARACTER SET utf8mb4'],
    ['ALTER TABLE plain DEFAULT CHARSET utf8mb4, ADD u VARCHAR(5)'],
    ['ALTER TABLE plain DROP PRIMARY KEY, ADD PRIMARY KEY (v, id)'],
    ['ALTER TABLE plain DROP KEY v'],
    ['ALTER TABLE plain RENAME INDEX v TO vv, RENAME TO plainer'],
    ['ALTER TABLE parts REMOVE PARTITIONING'],
    [
      'ALTER TABLE parts REORGANIZE PARTITION pm INTO (PARTITION p1 VALUES LESS THAN (20), PARTITION pm VALUES LESS THAN MAXVALUE)',
    ],
    ['CREATE UNIQUE INDEX u ON plain (w, v)'],
    ['DROP INDEX v ON plain'],
    ['RENAME TABLE plain TO a, parent TO b, a TO parent'],
    ['CREATE TABLE fresh (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parent (id))'],
    ['DROP TABLE plain'],
    ['TRUNCATE plain'],
    ['TRUNCATE made'],
    ['TRUNCATE former'],
    ['ALTER TABLE former ADD n INT, ADD KEY c (c)'],
    ['CREATE TABLE fresh (a INT, CONSTRAINT f CHECK (a > 0))'],
    ['ALTER TABLE plain ADD COLUMN (x INT, y INT)'],
    ['ALTER TABLE parent RENAME COLUMN x TO xx'],
  ])('comes back: %s', async (text) => {
    const rehearsal = await rehearseText(stage, text);
    expect(rehearsal).toMatchObject({ failed: null, cloneDiffers: [], steps: [{ reasons: [] }] });
    const [step] = rehearsal.steps;
    const states = step?.definitions.map(({ table, before, restored }) => ({ table, text: restored, before }));
    expect(states?.filter(({ text: restored, before }) => restored !== before)).toEqual([]);
    expect(step?.definitions.some(({ before, after }) => before !== after) || text.startsWith('TRUNCATE')).toBe(true);
  });

  it.each([
    ['ALTER TABLE plain ADD COLUMN n INT', 'instant', 'none', 'ALTER TABLE plain ALGORITHM=INSTANT, ADD COLUMN n INT'],
    [
      'ALTER TABLE plain ADD KEY n (v, w)',
      'inplace',
      'none',
      'ALTER TABLE plain ALGORITHM=INPLACE, LOCK=NONE, ADD KEY n (v, w)',
    ],
    ['CREATE INDEX n ON plain (v, w)', 'inplace', 'none', 'CREATE INDEX n ON plain (v, w) ALGORITHM=INPLACE LOCK=NONE'],
    ['ALTER TABLE plain MODIFY v BIGINT', 'copy', 'shared', 'ALTER TABLE plain MODIFY v BIGINT'],
    [
      'ALTER TABLE plain DROP COLUMN v',
      'inplace',
      'exclusive',
      'ALTER TABLE plain ALGORITHM=INPLACE, LOCK=NONE, DROP COLUMN v',
    ],
  ])('says the gentlest way of %s', async (text, algorithm, lock, run) => {
    const { steps } = await rehearseText(stage, text);
    expect(steps).toMatchObject([{ run, way: { algorithm, lock, rows: 0 } }]);
    expect(steps[0]?.way.reason === null).toBe(algorithm !== 'copy');
  });

  it.each([
    ['ALTER TABLE plain DROP COLUMN nowhere', 1091, "Can't DROP 'nowhere'; check that column/key exists"],
    ['ALTER TABLE plain ADD KEY v (v)', 1061, "Duplicate key name 'v'"],
    ['ALTER TABLE plain ADD COLUM n', 1064, 'near'],
    ['DROP TABLE parent', 3730, "Cannot drop table 'parent' referenced by a foreign key constraint 'y' on table 't'."],
  ])('refuses what the server refuses: %s', async (text, errno, message) => {
    const { failed, steps } = await rehearseText(stage, text);
    expect(failed).toMatchObject({ statement: 1, errno });
    expect(failed?.message).toContain(message);
    expect(steps).toEqual([]);
  });

  it.each([
    ['ALTER TABLE parts DROP PARTITION p0', 'clause-not-undone'],
    ['ALTER TABLE plain DROP COLUMN id', 'values-without-key'],
    ['ALTER TABLE plain ENGINE=MyISAM', 'not-innodb'],
    ['DROP TABLE parts', 'put-aside-triggers'],
    ['TRUNCATE checked', 'put-aside-checks'],
    ['TRUNCATE t', 'put-aside-foreign-keys'],
  ])('promises nothing for %s', async (text, code) => {
    expect((await rehearseText(stage, text)).steps).toMatchObject([{ inverse: null, reasons: [{ code }] }]);
  });

  it('goes on from statement to statement', async () => {
    const text =
      'ALTER TABLE plain ADD n INT; ALTER TABLE plain ADD KEY n (n); RENAME TABLE plain TO other; ALTER TABLE other DROP COLUMN w';
    const { steps, failed } = await rehearseText(stage, text);
    expect(failed).toBeNull();
    expect(steps.map(({ reasons }) => reasons)).toEqual([[], [], [], []]);
    expect(steps[3]?.kept).toMatchObject([
      { table: 'other', columns: [{ name: 'w', type: 'varchar(10) CHARACTER SET latin1' }] },
    ]);
  });

  it('leaves nothing behind, and drops what killed processes left', async () => {
    const [old, young] = [7_200, 60].map(
      (seconds) =>
        `sluice_rehearsal_${(Math.floor(Date.now() / 1_000) - seconds).toString(36)}_${stage.scratch.name.slice(-8)}`,
    );
    for (const name of [old, young]) await stage.admin.query(`CREATE DATABASE ${name ?? ''}`);
    const mark = `only_${stage.scratch.name}`;
    await stage.admin.query(`CREATE TABLE ${mark} (id INT PRIMARY KEY)`);
    await rehearseText(stage, `ALTER TABLE ${mark} ADD n INT`);
    const [tables] = await stage.admin.query(
      "SELECT 1 FROM information_schema.TABLES WHERE TABLE_NAME = ? AND TABLE_SCHEMA LIKE 'sluice\\_rehearsal\\_%'",
      [mark],
    );
    expect(tables).toEqual([]);
    const [left] = await stage.admin.query({
      sql: 'SHOW DATABASES WHERE `Database` IN (?)',
      values: [[old, young]],
      rowsAsArray: true,
    });
    expect(left).toEqual([[young]]);
    await stage.admin.query(`DROP DATABASE ${young ?? ''}`);
  });
});
