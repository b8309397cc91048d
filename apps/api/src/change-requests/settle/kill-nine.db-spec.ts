// kill -9 of real worker processes at any moment of a run. Whatever they were doing: each change runs exactly once.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { AppConfig } from '../../config/app-config.js';
import { testServers } from '@sluice/testing';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';

const root = rootFolder(__dirname);

describe.each(testServers())('kill -9 on $name', (server) => {
  let story: ChangeStory;
  let folder: string;
  const living = new Set<ChildProcess>();

  beforeAll(async () => {
    // The processes run what is built; a build of what is built already takes a second.
    await promisify(execFile)(process.execPath, ['node_modules/@typescript/native/bin/tsc', '-b', 'apps/api'], {
      cwd: root,
    });
    folder = await mkdtemp(join(tmpdir(), 'sluice-kill-'));
    story = await startChangeStory(server);
  }, 180_000);

  afterAll(async () => {
    for (const child of living) child.kill('SIGKILL');
    await story.close();
    await rm(folder, { recursive: true });
  }, 30_000);

  it('runs each change exactly once', async () => {
    const changes = 12;
    // A row each: a change that is verified late would else meet what the next one wrote.
    await story.shop.admin.query('CREATE TABLE counter (id INT PRIMARY KEY, runs INT NOT NULL) ENGINE=InnoDB');
    const ids: number[] = [];
    for (let each = 0; each < changes; each += 1) {
      await story.shop.admin.query('INSERT INTO counter VALUES (?, 0)', [each]);
      ids.push((await story.planned(`UPDATE counter SET runs = runs + 1 WHERE id = ${each}`)).id);
    }
    // Each worker gets two of them and dies a little later in its work than the one before.
    for (let round = 0; round < changes / 2; round += 1) {
      const worker = await startWorker();
      for (const id of ids.slice(round * 2, round * 2 + 2)) await story.decide(story.dba, await story.view(id));
      await new Promise((resolve) => setTimeout(resolve, 20 + round * 45));
      worker.kill('SIGKILL');
      living.delete(worker);
    }
    const last = await startWorker();
    const statuses = async () => Promise.all(ids.map(async (id) => (await story.view(id)).status));
    const end = Date.now() + 60_000;
    while (Date.now() < end && (await statuses()).some((status) => status !== 'closed')) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(await statuses()).toEqual(ids.map(() => 'closed'));
    expect((await story.shop.rows('counter')).map(([, runs]) => runs)).toEqual(ids.map(() => '1'));
    const attempts = (await Promise.all(ids.map((id) => story.view(id)))).map(({ executions }) =>
      executions.flatMap((execution) => execution.attempts.map(({ outcome }) => outcome)),
    );
    // One effect each; the kills left traces, or this test tested nothing.
    expect(attempts.map((outcomes) => outcomes.filter((outcome) => outcome === 'effect').length)).toEqual(
      ids.map(() => 1),
    );
    const actions = (await Promise.all(ids.map((id) => story.timeline(id)))).flat().map(({ action }) => action);
    expect(actions).toContain('change.outcome-settled');
    last.kill('SIGTERM');
  }, 150_000);

  it('runs each chunk exactly once, and takes each back exactly once', async () => {
    const rows = 60_000;
    const { admin } = story.shop;
    await admin.query('CREATE TABLE chunked (id INT PRIMARY KEY, runs INT NOT NULL) ENGINE=InnoDB');
    await admin.query('SET SESSION cte_max_recursion_depth = 100000');
    await admin.query(
      `INSERT INTO chunked WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < ${rows}) SELECT i, 0 FROM s`,
    );
    const sums = async () => {
      const [found] = await admin.query('SELECT COUNT(*) AS count, SUM(runs) AS runs, MAX(runs) AS most FROM chunked');
      return (found as unknown[])[0];
    };
    const change = await story.planned('UPDATE chunked SET runs = runs + 1 WHERE id > 0');
    expect(change.revision.plan?.run?.cut).toBeTruthy();
    await story.decide(story.dba, change);
    await killInside(change.id, [50, 250]);
    expect(await sums()).toEqual({ count: rows, runs: String(rows), most: 1 });
    const journal = (await story.view(change.id)).executions[0]?.chunks;
    expect(journal).toMatchObject({ rows, matched: rows, of: rows });
    const { body: rollback } = await story.rollBack(story.developer, change.id);
    await killInside(rollback.id, [0, 100]);
    expect(await sums()).toEqual({ count: rows, runs: '0', most: 0 });
    expect((await story.view(change.id)).status).toBe('rolled-back');
    const acts = [...(await story.timeline(change.id)), ...(await story.timeline(rollback.id))].map(
      ({ action }) => action,
    );
    expect(acts.filter((action) => action === 'change.outcome-settled').length).toBeGreaterThan(1);
  }, 240_000);

  /** Kills a worker so many ms after its first chunk of this request, another one likewise, and lets the last one end it. */
  async function killInside(id: number, moments: readonly number[]): Promise<void> {
    const end = Date.now() + 100_000;
    const until = async (come: (view: Awaited<ReturnType<typeof story.view>>) => boolean) => {
      while (Date.now() < end && !come(await story.view(id))) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    let before = 0;
    for (const moment of moments) {
      const worker = await startWorker();
      await until(({ status, executions }) => status === 'closed' || (executions[0]?.chunks?.count ?? 0) > before);
      await new Promise((resolve) => setTimeout(resolve, moment));
      worker.kill('SIGKILL');
      living.delete(worker);
      before = (await story.view(id)).executions[0]?.chunks?.count ?? 0;
    }
    const last = await startWorker();
    await until(({ status }) => status === 'closed');
    expect((await story.view(id)).status).toBe('closed');
    const gone = new Promise((resolve) => last.once('exit', resolve));
    last.kill('SIGTERM');
    await gone;
  }

  async function startWorker(): Promise<ChildProcess> {
    const child = spawn(process.execPath, [join(root, 'apps/api/dist/worker.js')], {
      env: await environment(story.portal.config, folder),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    living.add(child);
    child.once('exit', () => living.delete(child));
    let said = '';
    await new Promise<void>((resolve, reject) => {
      const listen = (piece: Buffer) => {
        said += piece.toString();
        if (said.includes('running')) resolve();
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', (code) => reject(new Error(`the worker ended with ${code}: ${said}`)));
    });
    return child;
  }
});

/** The configuration of the test's portal as a process reads it. */
async function environment(config: AppConfig, folder: string): Promise<NodeJS.ProcessEnv> {
  const { host, port, user, password, schema } = config.portal;
  const pem = config.auditKeys.current.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const auditKeyFile = join(folder, 'audit.pem');
  await writeFile(auditKeyFile, pem);
  const { PATH } = process.env;
  return {
    PATH,
    SLUICE_PORTAL_URL: `mysql://${user}:${password}@${host}:${port}/${schema}`,
    SLUICE_REDIS_URL: config.redisUrl,
    SLUICE_KEY: `${config.keyring.current.id}:${config.keyring.current.bytes.toString('base64')}`,
    SLUICE_AUDIT_KEY_FILE: auditKeyFile,
  };
}

function rootFolder(folder: string): string {
  return existsSync(join(folder, 'nx.json')) ? folder : rootFolder(dirname(folder));
}
