// Where an INSERT or DELETE trigger stands, the undo updates rows instead of replacing them: then each value is assigned, not copied.
import { testServers } from '@sluice/testing';
import { snapshot } from '../test-support/judge.js';
import { closeStage, openStage, run, undo, type Stage } from '../test-support/story.js';

describe.each(testServers())('an undo by UPDATE on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));

  it('puts back a date that does not exist, which an assignment would turn into zeros', async () => {
    const { admin } = stage;
    await admin.query("SET SESSION sql_mode = 'ALLOW_INVALID_DATES', SESSION time_zone = '+00:00'");
    await admin.query('CREATE TABLE t (id INT PRIMARY KEY, n INT, d DATE, dt DATETIME(2) NOT NULL)');
    await admin.query("INSERT INTO t VALUES (1, 1, '2023-02-31', '2023-02-31 01:02:03')");
    await admin.query('CREATE TRIGGER bi BEFORE INSERT ON t FOR EACH ROW SET NEW.n = NEW.n + 100');
    const before = await snapshot(admin, 't');

    const ran = await run(stage, 'UPDATE t SET n = 2 WHERE id = 1');
    expect(ran).toMatchObject({ plan: { verdict: 'exact' }, result: { outcome: 'effect' } });
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
    expect(await snapshot(admin, 't')).toEqual(before);
  });
});
