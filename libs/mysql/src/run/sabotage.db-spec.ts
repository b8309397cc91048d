// What must hold even if the plan were wrong: a capture that misses rows, an image that loses bytes, a trigger nobody knew of. Each is found
// before COMMIT, and leaves the table as it was.
import type { PlannedStatement, RollbackPlan } from '@sluice/contracts';
import { testServers } from '@sluice/testing';
import { snapshot } from '../test-support/judge.js';
import { analyse, closeStage, openStage, run, type Stage } from '../test-support/story.js';

describe.each(testServers())('a wrong plan on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(async () => {
    await stage.admin.query('DROP TABLE IF EXISTS t, log');
    await stage.admin.query('CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, n INT, s VARCHAR(20))');
    await stage.admin.query("INSERT INTO t VALUES (1,1,'한글'),(2,2,'b'),(3,3,'c')");
    await stage.admin.query('CREATE TABLE log (id INT PRIMARY KEY, n INT)');
    await stage.admin.query('INSERT INTO log VALUES (1,0)');
  });

  async function isFound(code: string, plan: RollbackPlan): Promise<void> {
    const before = [await snapshot(stage.admin, 't'), await snapshot(stage.admin, 'log')];
    const { result } = await run(stage, '', { plan });
    expect(result).toMatchObject({ outcome: 'no-effect', failure: { code } });
    expect([await snapshot(stage.admin, 't'), await snapshot(stage.admin, 'log')]).toEqual(before);
  }

  async function planned(text: string, change: Partial<PlannedStatement>): Promise<RollbackPlan> {
    const { plan } = await analyse(stage.target, text);
    expect(plan.verdict).toBe('exact');
    return { ...plan, statements: plan.statements.map((statement) => ({ ...statement, ...change })) };
  }
  const tail = (text: string): Pick<PlannedStatement, 'capture'> => ({
    capture: { with: '', hints: '', refs: 't', tail: text, of: '`t`' },
  });

  it.each([
    ['a condition lost in the change', 'UPDATE t SET n = n + 1', 'WHERE id < 3'],
    ['as many rows, but others', 'UPDATE t SET n = n + 1 WHERE id > 1', 'WHERE id < 3'],
    ['a list cut short', 'DELETE FROM t WHERE id IN (1, 2)', 'WHERE id IN (1)'],
    ['other rows deleted', 'DELETE FROM t WHERE id = 1', 'WHERE id = 2'],
    ['more captured than deleted', 'DELETE FROM t WHERE id = 1', ''],
    ['nothing captured', 'DELETE FROM t', 'WHERE FALSE'],
  ])('%s', async (_, text, captured) => isFound('captured-differs', await planned(text, tail(captured))));

  it.each([
    ['a row that a cascade would take hides one that is lost', 'WHERE id IN (1, 2)'],
    ['other rows than those deleted', 'WHERE id IN (2, 3)'],
    ['a row too many', 'WHERE id IN (1, 2, 3, 4)'],
  ])('where a cascade comes back to its own table: %s', async (_, captured) => {
    await stage.admin.query('DROP TABLE t');
    await stage.admin.query(
      'CREATE TABLE t (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES t (id) ON DELETE CASCADE)',
    );
    await stage.admin.query('INSERT INTO t VALUES (1,NULL),(2,1),(3,NULL),(4,NULL)');
    const capture = { with: '', hints: '', refs: 't', tail: captured, of: '`t`' };
    for (const text of [
      'DELETE FROM t WHERE id IN (1, 2, 3) ORDER BY id',
      'DELETE FROM t WHERE id IN (1, 2, 3) AND EXISTS (SELECT 1) ORDER BY id',
    ]) {
      const { result } = await run(stage, '', { plan: await planned(text, { capture }) });
      expect([text, result]).toMatchObject([text, { outcome: 'no-effect' }]);
      const [left] = await stage.admin.query('SELECT id FROM t');
      expect(left).toHaveLength(4);
    }
  });

  it('rows of an insert that are not where they should be', async () => {
    const given = { columns: '(`id`, `n`)', source: 'VALUES (50, 1)', rows: 1, keys: 'given' } as const;
    await isFound('captured-differs', await planned('INSERT INTO t (id, n) VALUES (51, 1)', { insert: given }));
    const taken = { ...given, source: 'VALUES (3, 1)' };
    await isFound('duplicate-key', await planned('INSERT INTO t (id, n) VALUES (52, 1)', { insert: taken }));
    const fewer = { ...given, rows: 1, keys: 'auto-increment' } as const;
    await isFound('captured-differs', await planned('INSERT INTO t (n) VALUES (1), (2)', { insert: fewer }));
  });

  it.each(['varchar(1)', 'varbinary(3)', 'int'])('an image that loses bytes: %s', async (type) => {
    const plan = await planned('UPDATE t SET n = n + 1', {});
    const tables = plan.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) =>
        column.name === 's'
          ? { ...column, type, ...(type.startsWith('varchar') ? {} : { charset: null, collation: null }) }
          : column,
      ),
    }));
    await isFound('captured-differs', { ...plan, tables });
  });

  it.each([
    ['UPDATE', 'UPDATE log SET n = n + 1'],
    ['UPDATE', 'INSERT INTO log VALUES (NEW.id + 10, 1)'],
    ['UPDATE', 'DELETE FROM log'],
    ['DELETE', 'DELETE FROM log'],
    ['INSERT', 'INSERT INTO log VALUES (NEW.id + 10, 1)'],
  ])('a trigger that nobody saw: AFTER %s %s', async (event, body) => {
    const texts = { UPDATE: 'UPDATE t SET n = n + 1', DELETE: 'DELETE FROM t', INSERT: 'INSERT INTO t (n) VALUES (9)' };
    const plan = await planned(texts[event as keyof typeof texts], {});
    await stage.admin.query(`CREATE TRIGGER tr AFTER ${event} ON t FOR EACH ROW ${body}`);
    const { plan: now } = await analyse(stage.target, texts[event as keyof typeof texts]);
    await isFound('surprise-side-effect', { ...plan, tables: now.tables });
  });
});
