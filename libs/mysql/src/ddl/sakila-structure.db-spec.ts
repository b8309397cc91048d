// Structure changes on Sakila, a real schema. Read from SLUICE_TEST_DATA (default ../shared/data beside the project); where it is not there, the run
// says so: its kinds of table are in rehearse.db-spec.ts too.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { split, sqlMode } from '@sluice/sql';
import { testServers } from '@sluice/testing';
import {
  newKey,
  openStructureStage,
  planText,
  tablesOf,
  type StructureStage,
} from '../test-support/structure-story.js';
import { dropKept } from './run/drop-kept.js';
import { runStructure } from './run/run-structure.js';
import { undoStructure } from './run/undo-structure.js';

const folder = join(resolve(process.env.SLUICE_TEST_DATA ?? '../shared/data'), 'sakila');
const isThere = existsSync(join(folder, 'schema.sql'));
if (!isThere) console.info(`Sakila is not in ${folder}: not tried on it`);

const tables = [
  ...[
    'actor',
    'address',
    'category',
    'city',
    'country',
    'customer',
    'film',
    'film_actor',
    'film_category',
    'film_text',
  ],
  ...['inventory', 'language', 'payment', 'rental', 'staff', 'store'],
];

const effect = { outcome: 'effect', changed: [], skipped: 0 };

jest.setTimeout(60_000);

(isThere ? describe : describe.skip).each(testServers())('structure of Sakila on $name', (server) => {
  let stage: StructureStage;
  beforeAll(async () => {
    stage = await openStructureStage(server);
    await stage.admin.query('SET SESSION foreign_key_checks = 0, SESSION unique_checks = 0');
    const files = [readFileSync(join(folder, 'schema.sql')), gunzipSync(readFileSync(join(folder, 'data.sql.gz')))];
    for (const file of files) {
      for (const { text } of split(file.toString('utf8'), sqlMode('', '9.0.0')).statements) {
        // It names its own schema; here it goes into a scratch one.
        if (/^(USE|DROP SCHEMA|CREATE SCHEMA)\b/i.test(text) || /^SET\s+@?(OLD_)?SQL_MODE/i.test(text)) continue;
        await stage.admin.query(text.replace(/\bsakila\./g, ''));
      }
    }
    await stage.admin.query('COMMIT');
    await stage.admin.query('SET SESSION autocommit = 1, SESSION foreign_key_checks = 1');
  }, 180_000);
  afterAll(async () => {
    await stage.scratch.drop();
    await stage.admin.end();
  }, 60_000);

  it.each(tables)('%s has a way back from an added column and index', async (table) => {
    const plan = await planText(stage, `ALTER TABLE ${table} ADD COLUMN zz INT NULL FIRST, ADD KEY zz (zz)`);
    expect(plan).toMatchObject({ verdict: 'exact', runnable: true, reasons: [] });
  });

  it.each([
    ['ALTER TABLE actor DROP COLUMN first_name, MODIFY last_name CHAR(60) NOT NULL FIRST', ['actor']],
    ['ALTER TABLE address DROP KEY idx_location, DROP COLUMN location, DROP COLUMN address2', ['address']],
    ['ALTER TABLE staff DROP COLUMN picture, DROP COLUMN password, DEFAULT CHARSET latin1', ['staff']],
    ['ALTER TABLE film_actor DROP FOREIGN KEY fk_film_actor_film, DROP KEY idx_fk_film_id', ['film_actor']],
    ['ALTER TABLE payment MODIFY amount DECIMAL(4,1) NOT NULL', ['payment']],
    ['CREATE INDEX by_name ON customer (last_name, first_name); RENAME TABLE category TO kinds', ['customer']],
  ])('%s comes back with every row', async (text, compared) => {
    const rows = async () => {
      const all = await tablesOf(stage);
      return Object.fromEntries(Object.entries(all).filter(([name]) => compared.includes(name)));
    };
    const before = await rows();
    const plan = await planText(stage, text, 100_000);
    expect(plan).toMatchObject({ verdict: 'exact', reasons: [] });
    const key = newKey();
    expect(await runStructure(stage.target, { key, plan, contentHash: 'x' })).toEqual(effect);
    expect(await rows()).not.toEqual(before);
    const undo = { key: newKey(), undoes: key, plan, contentHash: 'x', onConflict: 'stop' } as const;
    expect(await undoStructure(stage.target, undo)).toEqual(effect);
    expect(await rows()).toEqual(before);
    await dropKept(stage.target, key);
  });

  it.each([
    ['DROP TABLE film', 'not-rehearsed'],
    ['TRUNCATE payment', 'put-aside-triggers'],
    ['ALTER TABLE film DROP COLUMN description', 'values-under-triggers'],
    ['ALTER TABLE language DROP PRIMARY KEY', 'not-rehearsed'],
  ])('%s is said at filing: %s', async (text, code) => {
    expect((await planText(stage, text)).reasons).toMatchObject([{ code }]);
  });
});
