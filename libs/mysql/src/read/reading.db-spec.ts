import { openAdmin, testServers } from '@sluice/testing';
import { connectTarget } from '../connect/connect-target.js';
import { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import { closeStage, openStage, type Stage } from '../test-support/story.js';
import type { TargetConnection } from '../types.js';
import { askDigests } from './ask-digests.js';
import { prepareCheck } from './prepare-check.js';
import { readSchemaOutline } from './schema-outline.js';
import { readServerFacts } from './server-facts.js';
import { readTableFacts } from './table-facts.js';

describe.each(testServers())('reading a target on $name', (server) => {
  let stage: Stage;
  let connection: TargetConnection;
  beforeAll(async () => {
    stage = await openStage(server);
    connection = await connectTarget(stage.target);
    await stage.admin.query('CREATE TABLE p (id INT PRIMARY KEY)');
    await stage.admin.query(
      `CREATE TABLE t (id INT AUTO_INCREMENT, p INT, e ENUM('a','it''s') NOT NULL, up TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
         ex VARCHAR(40) DEFAULT (UUID()), g INT AS (p + 1), hid INT INVISIBLE, PRIMARY KEY (id), UNIQUE KEY pre (ex(3)), KEY ((p + 2)),
         FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)`,
    );
    await stage.admin.query('CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW SET NEW.p = 1');
    await stage.admin.query('CREATE VIEW v AS SELECT 1 AS one');
  });
  afterAll(async () => {
    await connection.close();
    await closeStage(stage);
  });

  it('server facts', async () => {
    const facts = await readServerFacts(connection);
    expect(facts).toMatchObject({
      dialect: 'mysql',
      timeZone: '+00:00',
      charset: 'utf8mb4',
      sight: { process: true, select: true, trigger: true },
    });
    expect(facts.versionNumber).toBeGreaterThan(80_021);
    expect(facts.maxDigestLength).toBeGreaterThan(0);
  });

  it('tables, in the order asked for, with what decides how they are captured', async () => {
    const schema = stage.scratch.name;
    const [missing, view, t, p] = await readTableFacts(
      connection,
      ['none', 'v', 't', 'p'].map((table) => ({ schema, table })),
    );
    expect(missing).toMatchObject({ kind: 'missing', table: 'none' });
    expect(view).toMatchObject({ kind: 'view' });
    expect(t).toMatchObject({
      kind: 'base',
      engine: 'InnoDB',
      triggers: [{ name: 'tr', event: 'UPDATE', timing: 'BEFORE' }],
      foreignKeys: [{ columns: ['p'], parent: { table: 'p' }, onDelete: 'CASCADE' }],
    });
    const column = (name: string): unknown => t?.columns.find((c) => c.name === name);
    expect(column('id')).toMatchObject({ autoIncrement: true, nullable: false });
    expect(column('e')).toMatchObject({ type: "enum('a','it''s')", dataType: 'enum' });
    expect(column('up')).toMatchObject({ onUpdate: true, hasDefault: true, defaultIsExpression: false });
    expect(column('ex')).toMatchObject({ defaultIsExpression: true });
    expect(column('g')).toMatchObject({ generated: 'virtual', expression: '(`p` + 1)' });
    expect(column('hid')).toMatchObject({ invisible: true });
    expect(t?.keys.find(({ name }) => name === 'pre')).toMatchObject({ unique: true, parts: [{ prefix: 3 }] });
    expect(t?.keys.flatMap(({ parts }) => parts).some(({ expression }) => expression !== null)).toBe(true);
    expect(p?.children).toMatchObject([{ table: 't', columns: ['p'], onDelete: 'CASCADE' }]);
  });

  it('digests in the given sql_mode, each refusal apart', async () => {
    const questions = ['SELECT "a"', 'SELECT FROM', "SELECT '한\\\\'"].map((text, i) => ({ name: String(i), text }));
    const [plain, wrong] = await askDigests(connection, questions, '');
    expect(plain).toEqual({ text: 'SELECT "a"', digestText: 'SELECT ?' });
    expect(wrong).toMatchObject({ text: 'SELECT FROM', error: expect.stringContaining('syntax') });
    const [ansi] = await askDigests(connection, questions.slice(0, 1), 'ANSI_QUOTES');
    expect(ansi).toEqual({ text: 'SELECT "a"', digestText: 'SELECT `a`' });
  });

  it('digests of thousands of texts, in order, in few round trips', async () => {
    const texts = Array.from({ length: 2_500 }, (_, i) =>
      i % 997 === 0 ? `SELECT ${i} FROM` : `SELECT c${i % 50}, ${i}`,
    );
    const asked = jest.spyOn(Session.prototype, 'rows');
    const answers = await askDigests(
      connection,
      texts.map((text) => ({ name: '', text })),
      '',
    );
    expect(asked.mock.calls.length).toBeLessThan(100);
    asked.mockRestore();
    expect(answers.map(({ text }) => text)).toEqual(texts);
    answers.forEach((answer, i) => {
      if (i % 997 === 0) expect(answer).toHaveProperty('error');
      else expect(answer).toMatchObject({ digestText: `SELECT \`c${i % 50}\` , ?` });
    });
  });

  it('PREPARE tells what is unknown', async () => {
    const texts = [
      'UPDATE t SET p = 1',
      'DELETE FROM nowhere',
      'UPDATE t SET x = 1',
      'UPDATE t SET',
      'INSERT INTO t (id, p) VALUES (1)',
    ];
    const findings = await prepareCheck(
      connection,
      texts.map((text, i) => ({ number: i + 1, text })),
      '',
    );
    expect(findings).toMatchObject([
      { code: 'unknown-table', statement: 2, params: { table: expect.stringContaining('nowhere') } },
      { code: 'unknown-column', statement: 3, params: { column: 'x' } },
      { code: 'syntax-error', statement: 4, params: { line: 1 } },
      { code: 'target-says', statement: 5, params: { errno: 1136 } },
    ]);
  });

  it('a text that no packet holds is answered, and the connection goes on', async () => {
    const [packet] = await stage.admin.query('SELECT @@max_allowed_packet AS bytes');
    const { bytes } = (packet as { bytes: number }[])[0] ?? { bytes: 0 };
    const text = `SELECT '${'x'.repeat(bytes / 2)}'`;
    expect(await askDigests(connection, [{ name: 'long', text }], '')).toMatchObject([{ error: expect.any(String) }]);
    expect(await prepareCheck(connection, [{ number: 1, text }], '')).toEqual([]);
    expect(await prepareCheck(connection, [{ number: 1, text: 'SELECT 1' }], '')).toEqual([]);
  });

  it('an outline for the editor', async () => {
    const { tables } = await readSchemaOutline(connection, stage.scratch.name);
    expect(tables).toContainEqual({ name: 'p', columns: ['id'] });
    expect(tables.find(({ name }) => name === 't')?.columns).toContain('hid');
  });

  it('a session that was killed says so and does not end the process', async () => {
    const other = await connectTarget(stage.target);
    const admin = await openAdmin(server);
    await admin.query(`KILL ${String(other.threadId)}`);
    await admin.end();
    const error: unknown = await readServerFacts(other).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TargetError);
    expect(error).toMatchObject({ outcome: 'unknown', failure: { code: 'connection-lost' } });
    await other.close();
  });
});
