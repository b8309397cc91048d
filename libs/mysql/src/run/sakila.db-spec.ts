// Sakila: a real schema with triggers, cascades, geometry and BLOBs. Read from SLUICE_TEST_DATA (default ../shared/data beside the project);
// where it is not there, the run says so: its column types and statement kinds are in round-trip.db-spec.ts too.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { split, sqlMode } from '@sluice/sql';
import { testServers } from '@sluice/testing';
import { comesBack } from '../test-support/comes-back.js';
import { analyse, closeStage, openStage, type Stage } from '../test-support/story.js';

const folder = join(resolve(process.env.SLUICE_TEST_DATA ?? '../shared/data'), 'sakila');
const isThere = existsSync(join(folder, 'schema.sql'));
if (!isThere) console.info(`Sakila is not in ${folder}: not tried on it`);

const exact: readonly [string, string, number][] = [
  [
    'actor',
    'UPDATE actor SET last_name = LOWER(last_name) WHERE actor_id IN (SELECT actor_id FROM film_actor WHERE film_id < 9)',
    -1,
  ],
  ['address', 'UPDATE address SET location = ST_GeomFromText("POINT(1 2)"), phone = CONCAT(phone, "0")', 603],
  ['staff', "UPDATE staff SET picture = x'00ff', email = NULL", 2],
  ['payment', 'UPDATE payment SET amount = amount * 1.1 ORDER BY amount DESC, payment_id LIMIT 500', 500],
  ['rental', 'UPDATE rental SET return_date = NULL WHERE return_date < "2005-06-01"', -1],
  [
    'film_actor',
    'DELETE FROM film_actor WHERE EXISTS (SELECT 1 FROM film WHERE film.film_id = film_actor.film_id AND rating = "R")',
    -1,
  ],
  ['actor', "INSERT INTO actor (first_name, last_name) VALUES ('NEW', 'ONE'), ('NEW', 'TWO')", 2],
  [
    'film_category',
    'DELETE FROM film_category WHERE category_id = 3; INSERT INTO film_category VALUES (1, 3, DEFAULT)',
    -1,
  ],
  [
    'inventory',
    'WITH s AS (SELECT MIN(store_id) AS store FROM store) UPDATE inventory SET store_id = 2 WHERE store_id = (SELECT store FROM s)',
    -1,
  ],
  ['film_category', 'UPDATE film_category SET category_id = category_id % 16 + 1', 1000],
  [
    'inventory',
    'UPDATE inventory i JOIN film f USING (film_id) LEFT JOIN rental r USING (inventory_id) SET i.store_id = 3 - i.store_id WHERE r.rental_id IS NULL',
    -1,
  ],
  [
    'actor',
    'UPDATE actor a JOIN film_actor USING (actor_id) JOIN film f USING (film_id) SET a.last_name = f.rating',
    -1,
  ],
  ['rental', 'INSERT INTO rental (rental_date, inventory_id, customer_id, staff_id) VALUES (NOW(), 1, 1, 1)', 1],
];
/** Followed by its foreign keys: all of these tables are compared. */
const cascading: readonly [string, readonly string[]][] = [
  ['UPDATE actor SET actor_id = actor_id + 1000 WHERE actor_id > 150', ['actor', 'film_actor']],
  ['UPDATE category SET category_id = category_id + 100', ['category', 'film_category']],
  ['UPDATE store SET store_id = store_id + 10', ['store', 'staff', 'customer', 'inventory']],
  ['UPDATE country SET country_id = country_id + 200', ['country', 'city']],
];
const none: readonly [string, string][] = [
  ['cascades-fire', "UPDATE language SET language_id = 9 WHERE name = 'English'"],
  ['triggers-fire', "UPDATE film SET title = 'x' WHERE film_id = 1"],
  ['triggers-fire', 'DELETE FROM film WHERE film_id = 1'],
  ['undo-triggers-fire', 'DELETE FROM payment WHERE amount > 5.00'],
  ['not-a-base-table', "UPDATE customer_list SET name = 'x'"],
  ['undo-triggers-fire', 'DELETE payment FROM payment JOIN rental USING (rental_id)'],
];

(isThere ? describe : describe.skip).each(testServers())('Sakila on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
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
  afterAll(() => closeStage(stage), 60_000);

  it.each(exact)(
    '%s comes back exactly: %s',
    async (table, text, rows) => {
      await comesBack(stage, text, [table], { mode: 'NO_ENGINE_SUBSTITUTION', ...(rows === -1 ? {} : { rows }) });
    },
    60_000,
  );

  it.each(cascading)(
    'is followed and comes back: %s',
    async (text, tables) => {
      await comesBack(stage, text, tables, { mode: 'NO_ENGINE_SUBSTITUTION' });
    },
    60_000,
  );

  it.each(none)('%s is said at filing: %s', async (code, text) => {
    const { plan } = await analyse(stage.target, text);
    expect(plan.verdict).toBe('none');
    expect(plan.reasons.map((reason) => reason.code)).toContain(code);
  });
});
