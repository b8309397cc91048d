// A change of structure on the whole way: filed, rehearsed, approved by one click, run, verified, rolled back.
import type { Analysis, RequestView } from '@sluice/contracts';
import { testServers } from '@sluice/testing';
import { startChangeStory, type ChangeStory } from '../testing/change-story.js';

jest.setTimeout(60_000);

describe.each(testServers())('a structure change on $name', (server) => {
  let story: ChangeStory;

  beforeAll(async () => {
    story = await startChangeStory(server);
  });

  afterAll(() => story.close());

  const definition = async (table: string): Promise<string> => {
    const [rows] = await story.shop.admin.query({ sql: `SHOW CREATE TABLE ${table}`, rowsAsArray: true });
    return (rows as unknown as string[][])[0]?.[1] ?? '';
  };

  async function rolledBack(request: RequestView): Promise<RequestView> {
    const asked = await story.rollBack(story.developer, request.id);
    expect(asked.body).toMatchObject({ rollbackOf: request.id });
    await story.worker.advance(asked.body.id);
    return story.view(asked.body.id);
  }

  it.each([
    [
      'item',
      'ALTER TABLE item ADD COLUMN colour VARCHAR(10) NOT NULL DEFAULT "red" AFTER name, ADD KEY colour (colour)',
    ],
    ['item', 'ALTER TABLE item DROP COLUMN note, MODIFY price DECIMAL(10,1) NOT NULL'],
    ['keyed', 'DROP TABLE keyed'],
    ['keyless', 'TRUNCATE keyless; ALTER TABLE keyless ADD b INT'],
    ['item', 'CREATE TABLE colour (id INT PRIMARY KEY, item INT, FOREIGN KEY (item) REFERENCES item (id))'],
  ])('comes and goes: %s, %s', async (table, text) => {
    const [before, rows] = [await definition(table), await story.shop.rows(table)];
    const planned = await story.planned(text);
    expect(planned).toMatchObject({ kind: 'ddl', status: 'planned', verdict: 'exact' });
    expect(planned.revision.plan).toMatchObject({ verdict: 'exact', runnable: true, reasons: [] });
    const steps = planned.revision.plan?.structure?.steps ?? [];
    for (const { before: was, restored } of steps.flatMap(({ definitions }) => definitions)) expect(restored).toBe(was);
    expect(await definition(table)).toBe(before);
    expect((await story.decide(story.dba, planned)).body.status).toBe('approved');
    await story.worker.advance(planned.id);
    const done = await story.view(planned.id);
    expect(done).toMatchObject({ status: 'closed', executions: [{ status: 'verified', failure: null }] });
    const back = await rolledBack(done);
    expect(back).toMatchObject({ status: 'closed', executions: [{ status: 'verified', failure: null }] });
    expect((await story.view(planned.id)).status).toBe('rolled-back');
    expect(await definition(table)).toBe(before);
    expect(await story.shop.rows(table)).toEqual(rows);
  });

  it('says what the server refuses, at its place, and is for nobody to approve', async () => {
    const request = await story.planned('ALTER TABLE item ADD COLUMN a INT;\nALTER TABLE item DROP COLUMN nowhere');
    expect(request).toMatchObject({ kind: 'ddl', status: 'planned', verdict: 'none', approvable: null });
    const [finding] = request.revision.findings;
    expect(finding).toMatchObject({ code: 'target-says', severity: 'block', statement: 2, params: { errno: 1091 } });
    expect(request.revision.statements.slice(finding?.range?.from, finding?.range?.to)).toBe('nowhere');
    expect((await story.decide(story.dba, request)).status).toBe(409);
  });

  it.each([
    ['CREATE VIEW v AS SELECT 1', 'form-not-supported'],
    ['ALTER TABLE mysql.user ADD a INT', 'other-schema'],
    ['CREATE TABLE t SELECT * FROM item', 'form-not-supported'],
    ['ALTER TABLE cheap ADD a INT', 'not-a-base-table'],
    ['ALTER TABLE old_style ENGINE=InnoDB; ALTER TABLE item ADD b INT', 'half-done-possible'],
  ])('does not run what it cannot rehearse: %s', async (text, code) => {
    const { approvable, revision } = await story.planned(text);
    expect(approvable).toBeNull();
    expect(revision.plan).toMatchObject({ verdict: 'none', runnable: false });
    expect(revision.plan?.reasons[0]).toMatchObject({ code });
  });

  it('takes nobody’s change of a definition for its own', async () => {
    const request = await story.approved('ALTER TABLE keyed ADD b INT');
    await story.shop.admin.query('ALTER TABLE keyed ADD other INT');
    await story.worker.advance(request.id);
    // It starts over, on the definition that there is now.
    const anew = await story.view(request.id);
    expect(anew).toMatchObject({ status: 'planned', verdict: 'exact', revision: { number: 2 } });
    expect(anew.revision.plan?.structure?.steps[0]?.definitions[0]?.before).toContain('`other`');
    await story.shop.admin.query('ALTER TABLE keyed DROP other');
  });

  it('becomes a change of data when its text does', async () => {
    const request = await story.planned('ALTER TABLE keyed ADD b INT');
    const revised = await story.developer.post<RequestView>(`/change-requests/${request.id}/revisions`, {
      ...{ statements: "UPDATE keyed SET a = 'x' WHERE id = 1", reason: 'a test' },
    });
    expect(revised.body).toMatchObject({ kind: 'dml', status: 'submitted' });
  });

  it('is rehearsed for the editor, and read as a script', async () => {
    const statements = 'ALTER TABLE keyed DROP COLUMN a';
    const { body } = await story.developer.post<Analysis>('/change-requests/analysis', {
      ...{ targetDatabaseId: story.shop.targetId, statements },
    });
    expect(body.plan).toMatchObject({
      verdict: 'exact',
      structure: { steps: [{ kept: [{ columns: [{ name: 'a' }] }] }] },
    });
    const done = await story.done(statements);
    expect(done.status).toBe('closed');
    const script = await story.developer.get(`/change-requests/${done.id}/rollback-script`);
    expect(script.text).toMatch(/ADD COLUMN `a` varchar\(20\)[^]*UPDATE [^]*`kept_/);
    const conflicts = await story.developer.get(`/change-requests/${done.id}/conflicts`);
    expect(conflicts.body).toMatchObject({ total: 0 });
    expect(await rolledBack(done)).toMatchObject({ status: 'closed' });
  });
});
